import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { Refused, whenLeaving } from './api/call.ts'
import { client, forgetPerson } from './api/client.ts'
import { meQuery } from './api/me.ts'
import { dictionaries, orgsQuery, termsQuery } from './api/names.ts'
import { tuningsQuery } from './api/tunings.ts'
import type { Me } from './api/types.ts'
import { todosQuery, todoSummaryQuery } from './api/todo-queries.ts'
import { boardQuery } from './cockpit/project-queries.ts'
import { readProjectSearch } from './cockpit/project-search.ts'
import { cockpitQuery, readCockpitSearch } from './cockpit/queries.ts'
import { countQuery, pageQuery } from './ledger/queries.ts'
import { readLedgerSearch } from './ledger/search.ts'
import { messagesQuery } from './messages/queries.ts'
import { moduleOf } from './module-of.ts'
import { reportNames } from './reports/queries.ts'
import { ErrorOutside, ErrorPage } from './shell/error-page.tsx'
import { NotFoundPage } from './shell/not-found-page.tsx'
import { Opening } from './shell/opening.tsx'
import { readWorkbenchSearch } from './workbench/search.ts'

const root = createRootRoute({ errorComponent: ErrorOutside, notFoundComponent: NotFoundPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ back }): { back?: string } => (typeof back === 'string' ? { back } : {}),
  component: lazyRouteComponent(() => import('./entrance/sign-in-page.tsx'), 'SignInPage'),
})

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  beforeLoad: async () => ({ me: await signedIn('/') }),
  component: lazyRouteComponent(() => import('./entrance/first-password-page.tsx'), 'FirstPasswordPage'),
})

const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  beforeLoad: async () => {
    const me = await signedIn('/')
    if (me.mustChange) throw redirect({ to: '/password' })
    if (me.factor) throw redirect({ to: '/account' })
  },
  component: lazyRouteComponent(() => import('./entrance/second-factor-page.tsx'), 'SecondFactorPage'),
})

const apiDocs = createRoute({
  getParentRoute: () => root,
  path: '/api-docs',
  component: lazyRouteComponent(() => import('./api-docs/api-docs-page.tsx'), 'ApiDocsPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  errorComponent: ErrorOutside,
  beforeLoad: async ({ location }) => {
    const names = Promise.all([
      client.ensureQueryData(orgsQuery),
      client.ensureQueryData(tuningsQuery),
      ...dictionaries.map((dictionary) => client.ensureQueryData(termsQuery(dictionary))),
    ])
    names.catch(() => {})
    await admitted(location.href)
    await names
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
})

const workbench = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: readWorkbenchSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    void client.prefetchInfiniteQuery(todosQuery(deps))
    void client.prefetchQuery(todoSummaryQuery)
  },
  component: lazyRouteComponent(() => import('./workbench/workbench-page.tsx'), 'WorkbenchPage'),
})

const business = createRoute({
  getParentRoute: () => shell,
  path: '/m/$area/$business',
  beforeLoad: ({ params }) => {
    const module = moduleOf(`${params.area}/${params.business}`)
    if (!module) throw notFound()
    return { module }
  },
})

const ledger = createRoute({
  getParentRoute: () => business,
  path: '/',
  validateSearch: readLedgerSearch,
  loaderDeps: ({ search }) => search,
  // Asked for while the page's code is still on its way; nobody waits for it here.
  loader: ({ context: { module }, deps }) => {
    void client.prefetchQuery(pageQuery(module, deps))
    void client.prefetchQuery(countQuery(module, deps))
  },
  component: lazyRouteComponent(() => import('./ledger/ledger-page.tsx'), 'LedgerPage'),
})

const newRecord = createRoute({
  getParentRoute: () => business,
  path: '/new',
  component: lazyRouteComponent(() => import('./shell/form-places.tsx'), 'NewRecordPlace'),
})

const importing = createRoute({
  getParentRoute: () => business,
  path: '/import',
  /** The import that is looked at, or the undecided one that the next workbook takes the place of. */
  validateSearch: ({ job, instead }): { job?: string; instead?: string } => ({
    ...(typeof job === 'string' ? { job } : {}),
    ...(typeof instead === 'string' ? { instead } : {}),
  }),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
})

const record = createRoute({
  getParentRoute: () => business,
  path: '/$id',
  component: lazyRouteComponent(() => import('./shell/record-place.tsx'), 'RecordPlace'),
})

const editRecord = createRoute({
  getParentRoute: () => business,
  path: '/$id/edit',
  component: lazyRouteComponent(() => import('./shell/form-places.tsx'), 'EditRecordPlace'),
})

const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  validateSearch: (raw): { state?: 'unread' } => (raw.state === 'unread' ? { state: 'unread' } : {}),
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void client.prefetchInfiniteQuery(messagesQuery(deps.state ?? 'all')),
  component: lazyRouteComponent(() => import('./messages/messages-page.tsx'), 'MessagesPage'),
})

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./jobs/jobs-page.tsx'), 'JobsPage'),
})

const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  component: lazyRouteComponent(() => import('./notices/notices-page.tsx'), 'NoticesPage'),
})

const notice = createRoute({
  getParentRoute: () => shell,
  path: '/notices/$id',
  component: lazyRouteComponent(() => import('./notices/notice-page.tsx'), 'NoticePage'),
})

const statistics = createRoute({
  getParentRoute: () => shell,
  path: '/statistics',
  component: lazyRouteComponent(() => import('./statistics/statistics-page.tsx'), 'StatisticsPage'),
})

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$report',
  beforeLoad: ({ params }) => {
    if (!Object.hasOwn(reportNames, params.report)) throw notFound()
  },
  component: lazyRouteComponent(() => import('./reports/reports-page.tsx'), 'ReportsPage'),
})

const schemes = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$report/schemes',
  beforeLoad: ({ params }) => {
    if (!Object.hasOwn(reportNames, params.report)) throw notFound()
  },
  component: lazyRouteComponent(() => import('./reports/scheme-list-page.tsx'), 'SchemeListPage'),
})

const scheme = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$report/schemes/$scheme',
  beforeLoad: ({ params }) => {
    if (!Object.hasOwn(reportNames, params.report)) throw notFound()
  },
  component: lazyRouteComponent(() => import('./reports/scheme-page.tsx'), 'SchemePage'),
})

const whatIf = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$report/what-if',
  /** Whose index is asked about; one's own unit where nothing is said. */
  validateSearch: ({ unit }): { unit?: string } => (typeof unit === 'string' ? { unit } : {}),
  beforeLoad: ({ params }) => {
    if (!Object.hasOwn(reportNames, params.report)) throw notFound()
  },
  component: lazyRouteComponent(() => import('./reports/what-if-page.tsx'), 'WhatIfPage'),
})

const period = createRoute({
  getParentRoute: () => shell,
  path: '/reports/periods/$id',
  component: lazyRouteComponent(() => import('./reports/period-page.tsx'), 'PeriodPage'),
})

const cockpit = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit',
  validateSearch: readCockpitSearch,
  component: lazyRouteComponent(() => import('./cockpit/cockpit-page.tsx'), 'CockpitPage'),
})

const cockpitDistrict = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit/district/$id',
  validateSearch: readCockpitSearch,
  component: lazyRouteComponent(() => import('./cockpit/district-page.tsx'), 'DistrictPage'),
})

const projectCockpit = createRoute({
  getParentRoute: () => shell,
  path: '/cockpit/projects',
  validateSearch: readProjectSearch,
  loaderDeps: ({ search: { of } }) => ({ of }),
  loader: ({ deps: { of } }) => {
    void client.prefetchQuery(cockpitQuery('project', of))
    void client.prefetchQuery(boardQuery(of))
  },
  component: lazyRouteComponent(() => import('./cockpit/project-page.tsx'), 'ProjectCockpitPage'),
})

const help = createRoute({
  getParentRoute: () => shell,
  path: '/help',
  component: lazyRouteComponent(() => import('./help/help-page.tsx'), 'HelpPage'),
})

const moduleHelp = createRoute({
  getParentRoute: () => shell,
  path: '/help/$area/$business',
  beforeLoad: ({ params }) => {
    const module = moduleOf(`${params.area}/${params.business}`)
    if (!module) throw notFound()
    return { module }
  },
  component: lazyRouteComponent(() => import('./help/module-help-page.tsx'), 'ModuleHelpPage'),
})

const directory = createRoute({
  getParentRoute: () => shell,
  path: '/directory/$area/$business',
  validateSearch: readLedgerSearch,
  beforeLoad: ({ params }) => {
    if (!moduleOf(`${params.area}/${params.business}`)?.directory) throw notFound()
  },
  component: lazyRouteComponent(() => import('./directory/directory-page.tsx'), 'DirectoryPage'),
})

const round = createRoute({
  getParentRoute: () => shell,
  path: '/round/$area/$business',
  beforeLoad: ({ params }) => {
    if (!moduleOf(`${params.area}/${params.business}`)?.round) throw notFound()
  },
  component: lazyRouteComponent(() => import('./round/round-page.tsx'), 'RoundPage'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
})

const administration = createRoute({
  getParentRoute: () => shell,
  path: '/administration/$page',
  component: lazyRouteComponent(() => import('./shell/administration-place.tsx'), 'AdministrationPlace'),
})

const wallDistrict = createRoute({
  getParentRoute: () => root,
  path: '/wall/district',
  beforeLoad: ({ location }) => admitted(location.href),
  component: lazyRouteComponent(() => import('./cockpit/wall-district-page.tsx'), 'WallDistrictPage'),
})

const wallProjects = createRoute({
  getParentRoute: () => root,
  path: '/wall/projects',
  beforeLoad: ({ location }) => admitted(location.href),
  component: lazyRouteComponent(() => import('./cockpit/wall-projects-page.tsx'), 'WallProjectsPage'),
})

const nothing = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage })

const tree = root.addChildren([
  signIn,
  password,
  secondFactor,
  apiDocs,
  wallDistrict,
  wallProjects,
  shell.addChildren([
    workbench,
    business.addChildren([ledger, newRecord, importing, record, editRecord]),
    messages,
    jobs,
    notices,
    notice,
    statistics,
    reports,
    schemes,
    scheme,
    whatIf,
    period,
    projectCockpit,
    cockpit,
    cockpitDistrict,
    help,
    moduleHelp,
    directory,
    round,
    account,
    administration,
    nothing,
  ]),
])

/** All addresses. Search parameters are plain texts, exactly as the API takes them, so that an address can be read and sent on. */
export const router = createRouter({
  routeTree: tree,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
    return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
  },
  defaultPreload: 'intent',
  scrollToTopSelectors: ['#main'],
  defaultPendingComponent: Opening,
  defaultPendingMs: 300,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

whenLeaving((why) => {
  // Before the shell stands its own guard redirects.
  if (!router.state.matches.some((match) => match.routeId === '/shell')) return
  // Several answers may say it at once, and one of them while the sign-in page is on its way.
  if (router.state.location.pathname === '/sign-in') return
  const back = router.state.location.href
  const place = why === 'signed-out' ? { to: '/sign-in', search: back === '/' ? {} : { back } } : { to: why }
  // Nothing can be uploaded any more, and so nobody is asked whether to stay for it.
  void router.navigate({ ...place, ignoreBlocker: true }).then(forgetPerson)
})

/** Whoever is signed in and has done all that comes before the first page; otherwise leads there. */
async function admitted(back: string): Promise<void> {
  const me = await signedIn(back)
  if (me.mustChange) throw redirect({ to: '/password' })
  if (me.mustEnrol) throw redirect({ to: '/second-factor' })
}

async function signedIn(back: string): Promise<Me> {
  try {
    return await client.ensureQueryData(meQuery)
  } catch (error) {
    if (error instanceof Refused && error.status === 401) throw redirect({ to: '/sign-in', search: back === '/' ? {} : { back } })
    throw error
  }
}
