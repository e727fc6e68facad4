import type { FastifyInstance } from 'fastify'
import { faultsOf } from '#kernel/collection.ts'
import type { Module } from '#kernel/module.ts'
import { auditRoutes } from '../administration/audit.ts'
import { nameRoutes } from '../administration/names.ts'
import { orgRoutes } from '../administration/orgs.ts'
import { peopleRoutes } from '../administration/people.ts'
import { postRoutes } from '../administration/posts.ts'
import { tokenRoutes } from '../administration/tokens.ts'
import { batchRoutes } from '../batch/routes.ts'
import { cockpitRoutes } from '../cockpit/cockpit-routes.ts'
import { outlineRoutes } from '../cockpit/outline-routes.ts'
import type { Database } from '../database/connect.ts'
import { deputationRoutes } from '../deputies/deputations.ts'
import { projectCockpitRoutes } from '../cockpit/project-routes.ts'
import { downloadRoutes } from '../files/download.ts'
import { uploadRoutes } from '../files/upload.ts'
import { exportTurns } from '../excel/export-turns.ts'
import { exportRoutes } from '../excel/export.ts'
import { templateRoutes } from '../excel/template.ts'
import { demonstrationRoutes } from '../identity/demonstration.ts'
import { ownFactorRoutes } from '../identity/own-factor.ts'
import { importJobRoutes, importRoutes } from '../import/routes.ts'
import { ownPasswordRoutes } from '../identity/own-password.ts'
import { signInRoutes } from '../identity/sign-in.ts'
import { jobRoutes } from '../jobs/routes.ts'
import { liveRoutes } from '../live/stream.ts'
import { directoryRoutes } from '../records/directory.ts'
import { roundRoutes } from '../records/round.ts'
import { messageRoutes } from '../messages/messages.ts'
import { urgeRoutes } from '../messages/urge.ts'
import { deliveryRoutes } from '../outside/deliveries.ts'
import { reachRoutes } from '../outside/reach.ts'
import { recordRoutes } from '../records/routes.ts'
import { statisticsRoutes } from '../records/statistics.ts'
import { todoRoutes } from '../records/todos.ts'
import { explainRoutes } from '../reports/explain.ts'
import { reportFileRoutes } from '../reports/files.ts'
import { fixingRoutes } from '../reports/fixing.ts'
import { handFigureRoutes } from '../reports/hand-routes.ts'
import { liveReportRoutes } from '../reports/live-routes.ts'
import { missingRoutes } from '../reports/missing-routes.ts'
import { paperRoutes } from '../reports/papers/paper-routes.ts'
import { periodRoutes } from '../reports/periods.ts'
import { schemeRoutes } from '../reports/schemes.ts'
import { trialRoutes } from '../reports/trial.ts'
import { documentRoute } from '../office/document.ts'
import { dictionaryRoutes } from '../office/dictionaries.ts'
import { manualRoutes } from '../office/manuals.ts'
import { noticeRoutes } from '../office/notices.ts'
import { publishedNoticeRoutes } from '../office/published-notices.ts'
import { tuningRoutes } from '../office/tunings.ts'
import { bareApp, type Settings } from './app.ts'
import { site } from './site.ts'

/** What every business shares: signing in, names, desks, live changes, administration. */
const shared = [
  signInRoutes,
  ownPasswordRoutes,
  ownFactorRoutes,
  demonstrationRoutes,
  nameRoutes,
  dictionaryRoutes,
  noticeRoutes,
  publishedNoticeRoutes,
  manualRoutes,
  todoRoutes,
  statisticsRoutes,
  liveRoutes,
  orgRoutes,
  peopleRoutes,
  postRoutes,
  auditRoutes,
  tokenRoutes,
  deputationRoutes,
  messageRoutes,
  reachRoutes,
  deliveryRoutes,
  jobRoutes,
  importJobRoutes,
  schemeRoutes,
  periodRoutes,
  fixingRoutes,
  handFigureRoutes,
  liveReportRoutes,
  missingRoutes,
  trialRoutes,
  explainRoutes,
  reportFileRoutes,
  outlineRoutes,
  cockpitRoutes,
  projectCockpitRoutes,
]

/** The whole server on a database: every module of the collection, and what all of them share. */
export async function productApp(
  db: Database,
  modules: readonly Module[],
  settings: Settings,
  logLevel?: string,
): Promise<FastifyInstance> {
  const faults = faultsOf(modules)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  const app = await bareApp(db, modules, settings, logLevel)
  const turns = exportTurns()
  for (const module of modules) {
    exportRoutes(app, module, turns)
    templateRoutes(app, module)
    importRoutes(app, module)
    batchRoutes(app, module)
    directoryRoutes(app, module)
    roundRoutes(app, module)
    recordRoutes(app, module)
    urgeRoutes(app, module)
  }
  tuningRoutes(app, modules)
  paperRoutes(app, turns)
  for (const routes of shared) routes(app)
  await uploadRoutes(app)
  downloadRoutes(app)
  documentRoute(app)
  app.get('/healthz', { config: { rateLimit: false }, schema: { hide: true } }, async () => ({ ok: true }))
  await site(app)
  return app
}
