import type { FastifyInstance } from 'fastify'
import { faultsOf } from '#kernel/collection.ts'
import type { Module } from '#kernel/module.ts'
import { auditRoutes } from '../administration/audit.ts'
import { nameRoutes } from '../administration/names.ts'
import { noticeRoutes } from '../administration/notices.ts'
import { orgRoutes } from '../administration/orgs.ts'
import { peopleRoutes } from '../administration/people.ts'
import { postRoutes } from '../administration/posts.ts'
import { tokenRoutes } from '../administration/tokens.ts'
import { batchRoutes } from '../batch/routes.ts'
import type { Database } from '../database/connect.ts'
import { downloadRoutes } from '../files/download.ts'
import { uploadRoutes } from '../files/upload.ts'
import { exportRoutes } from '../excel/export.ts'
import { templateRoutes } from '../excel/template.ts'
import { demonstrationRoutes } from '../identity/demonstration.ts'
import { importJobRoutes, importRoutes } from '../import/routes.ts'
import { ownPasswordRoutes } from '../identity/own-password.ts'
import { signInRoutes } from '../identity/sign-in.ts'
import { jobRoutes } from '../jobs/routes.ts'
import { liveRoutes } from '../live/stream.ts'
import { recordRoutes } from '../records/routes.ts'
import { todoRoutes } from '../records/todos.ts'
import { bareApp, type Settings } from './app.ts'
import { site } from './site.ts'

/** What every business shares: signing in, names, desks, live changes, administration. */
const shared = [
  signInRoutes,
  ownPasswordRoutes,
  demonstrationRoutes,
  nameRoutes,
  noticeRoutes,
  todoRoutes,
  liveRoutes,
  orgRoutes,
  peopleRoutes,
  postRoutes,
  auditRoutes,
  tokenRoutes,
  jobRoutes,
  importJobRoutes,
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
  for (const module of modules) {
    exportRoutes(app, module)
    templateRoutes(app, module)
    importRoutes(app, module)
    batchRoutes(app, module)
    recordRoutes(app, module)
  }
  for (const routes of shared) routes(app)
  await uploadRoutes(app)
  downloadRoutes(app)
  app.get('/api/openapi.json', { config: { allow: 'public' }, schema: { hide: true } }, () => app.swagger())
  app.get('/healthz', { config: { rateLimit: false }, schema: { hide: true } }, async () => ({ ok: true }))
  await site(app)
  return app
}
