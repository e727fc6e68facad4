import type { Module } from '#kernel/module.ts'
import { adminRoles, businessRoles, type Role } from '#kernel/org.ts'

/*
 * Whom each route that is about no single record lets in at all: written by hand, never learnt from the product. A route without a row lets nobody in,
 * and the tests say so until somebody has thought about it. What is done to a record stands in rights.ts.
 */

export type Door = readonly Role[] | 'anyone'

const EVERYBODY: readonly Role[] = [...businessRoles, ...adminRoles]
const BUSINESS: readonly Role[] = businessRoles
/** Administrators of any kind are appointed, never deputed. */
const DEPUTABLE: readonly Role[] = ['entry', 'reviewer', 'leader']
/** The reform office's own administrator of the modules. */
const OFFICE: readonly Role[] = ['module-admin']
/** At the reform office; elsewhere the routes refuse. */
const COMPUTES: readonly Role[] = ['entry', 'reviewer', 'module-admin']
const SYSTEM: readonly Role[] = ['system-admin']
const SECURITY: readonly Role[] = ['security-admin']
const AUDIT: readonly Role[] = ['audit-admin']

export const doors: Record<string, Door> = {
  // Signing in, and what is one's own.
  'GET /api/demonstration': 'anyone',
  'POST /api/demonstration/session': 'anyone',
  'POST /api/session': 'anyone',
  'GET /api/session': EVERYBODY,
  'DELETE /api/session': EVERYBODY,
  'PUT /api/session/password': EVERYBODY,
  'POST /api/session/fresh': EVERYBODY,
  'POST /api/session/factor': EVERYBODY,
  'PUT /api/session/factor': EVERYBODY,
  'GET /api/events': EVERYBODY,

  // What everybody needs to read and to choose.
  'GET /api/orgs': EVERYBODY,
  'GET /api/dictionaries/{dictionary}': EVERYBODY,
  'GET /api/tunings': EVERYBODY,
  'GET /api/manuals': EVERYBODY,
  'GET /api/notices': EVERYBODY,
  'GET /api/notices/{id}': EVERYBODY,
  'POST /api/notices/{id}/reading': EVERYBODY,
  'GET /api/files/{id}': EVERYBODY,

  // One's own desk. An administrator's is empty.
  'GET /api/todos': EVERYBODY,
  'GET /api/todos/summary': EVERYBODY,
  // An administrator is told of nothing but their own account; how to be told of it is theirs to choose.
  'GET /api/messages': EVERYBODY,
  'GET /api/messages/count': EVERYBODY,
  'POST /api/messages/read': EVERYBODY,
  'GET /api/reach': EVERYBODY,
  'PUT /api/reach': EVERYBODY,

  // What is computed and fixed of all units; what is not fixed is the reform office’s alone, which the routes ask.
  'GET /api/reports/{report}/schemes': BUSINESS,
  'POST /api/reports/{report}/schemes': OFFICE,
  'PUT /api/reports/{report}/schemes/{scheme}': OFFICE,
  'DELETE /api/reports/{report}/schemes/{scheme}': OFFICE,
  'POST /api/reports/{report}/schemes/{scheme}/in-force': OFFICE,
  'POST /api/reports/{report}/trial': BUSINESS,
  'GET /api/reports/{report}/periods': BUSINESS,
  'POST /api/reports/{report}/periods': COMPUTES,
  'GET /api/reports/periods/{id}': BUSINESS,
  'GET /api/reports/periods/{id}/missing': BUSINESS,
  'GET /api/reports/periods/{id}/missing/records': BUSINESS,
  'POST /api/reports/periods/{id}/computations': COMPUTES,
  'GET /api/reports/computations/{id}': BUSINESS,
  'GET /api/reports/computations/{id}/files/{name}': BUSINESS,
  'GET /api/reports/computations/{id}/report.xlsx': BUSINESS,
  'GET /api/reports/computations/{id}/report.docx': BUSINESS,
  'GET /api/reports/computations/{id}/differences/{other}': BUSINESS,
  'GET /api/reports/periods/{id}/hand-figures': COMPUTES,
  'PUT /api/reports/periods/{id}/hand-figures': ['entry'],
  'PUT /api/reports/periods/{id}/fixing': COMPUTES,
  'DELETE /api/reports/periods/{id}/fixing': BUSINESS,
  'POST /api/reports/periods/{id}/fixed': ['reviewer', 'leader'],
  'GET /api/reports/{report}/live': BUSINESS,
  'POST /api/reports/{report}/what-if': BUSINESS,
  'GET /api/cockpit/map': BUSINESS,
  'GET /api/office/map-outlines': OFFICE,
  'POST /api/office/map-outlines': OFFICE,
  'POST /api/office/map-outlines/preview': OFFICE,
  'GET /api/cockpit/{report}': BUSINESS,
  'GET /api/cockpit/{report}/past': BUSINESS,
  'GET /api/cockpit/{report}/issues': BUSINESS,
  'GET /api/cockpit/{report}/uncounted': BUSINESS,
  'GET /api/reports/{report}/records': BUSINESS,
  'GET /api/cockpit/{report}/{computation}': BUSINESS,
  'GET /api/cockpit/project/board': BUSINESS,
  'GET /api/cockpit/project/lines': BUSINESS,

  // Imports and downloads asked for; an administrator asks for none, and finds none.
  'GET /api/jobs': EVERYBODY,
  'GET /api/jobs/{id}': EVERYBODY,
  'GET /api/jobs/{id}/rows': EVERYBODY,
  'GET /api/jobs/{id}/result': EVERYBODY,
  'POST /api/jobs/{id}/decision': EVERYBODY,
  'DELETE /api/jobs/{id}': EVERYBODY,

  // Somebody absent names a deputy. Whoever takes part in no deputation finds none to read or to end.
  'GET /api/deputations': EVERYBODY,
  'DELETE /api/deputations/{id}': EVERYBODY,
  'GET /api/deputations/colleagues': DEPUTABLE,
  'POST /api/deputations': DEPUTABLE,

  // Programs of people with business posts, and figures of business.
  'GET /api/tokens': BUSINESS,
  'GET /api/tokens/scopes': BUSINESS,
  'POST /api/tokens': BUSINESS,
  'DELETE /api/tokens/{id}': BUSINESS,
  'GET /api/statistics/returns': BUSINESS,
  'GET /api/statistics/steps': BUSINESS,
  'GET /api/uncounted': BUSINESS,

  // The office keeps its own words.
  'GET /api/office/dictionaries': OFFICE,
  'GET /api/office/dictionaries/{dictionary}': OFFICE,
  'GET /api/office/dictionaries/{dictionary}/versions': OFFICE,
  'POST /api/office/dictionaries/{dictionary}/terms': OFFICE,
  'PATCH /api/office/dictionaries/{dictionary}/terms/{code}': OFFICE,
  'GET /api/office/manuals': OFFICE,
  'POST /api/office/manuals': OFFICE,
  'PATCH /api/office/manuals/{id}': OFFICE,
  'POST /api/office/manuals/{id}/editions': OFFICE,
  'GET /api/office/notices': OFFICE,
  'POST /api/office/notices': OFFICE,
  'GET /api/office/notices/{id}/readings': OFFICE,
  'POST /api/office/notices/{id}/withdrawal': OFFICE,

  // 三员分立: accounts and what leaves the system; posts; the audit.
  'GET /api/admin/orgs': SYSTEM,
  'POST /api/admin/orgs': SYSTEM,
  'PATCH /api/admin/orgs/{id}': SYSTEM,
  'GET /api/admin/people': ['system-admin', 'security-admin'],
  'POST /api/admin/people': SYSTEM,
  'PATCH /api/admin/people/{id}': SYSTEM,
  'POST /api/admin/people/{id}/password': SYSTEM,
  'DELETE /api/admin/people/{id}/factor': SYSTEM,
  // Of somebody else; one's own number is one's own.
  'GET /api/admin/people/{id}/phone': SECURITY,
  'GET /api/admin/deliveries': SYSTEM,
  'POST /api/admin/deliveries/{id}/retry': SYSTEM,
  'PUT /api/admin/sending': SYSTEM,
  'GET /api/admin/posts': SECURITY,
  'POST /api/admin/posts': SECURITY,
  'POST /api/admin/posts/{id}/confirm': SECURITY,
  'DELETE /api/admin/posts/{id}': SECURITY,
  'GET /api/admin/audit': AUDIT,
  'GET /api/admin/audit/chains': AUDIT,
  'GET /api/admin/audit/export': AUDIT,
}

/** The same for what every business has beside its records, by what follows its path; a business's own words say who begins and who decides. */
export const counters: Record<string, (module: Module) => readonly Role[]> = {
  'GET ': () => EVERYBODY,
  'GET /count': () => EVERYBODY,
  'GET /export': () => EVERYBODY,
  'POST ': begins,
  'POST /check': begins,
  'POST /asks': begins,
  'POST /similar': begins,
  'GET /template': () => BUSINESS,
  'POST /imports': writes,
  'POST /batches': () => BUSINESS,
  'GET /directory': () => BUSINESS,
  'GET /round': ({ flow, round }) => [flow[round!.step]!.by],
  'POST /round': ({ flow, round }) => [flow[round!.step]!.by],
  'GET /tuning/versions': () => OFFICE,
  'PUT /tuning': () => OFFICE,
}

/** Whoever writes the first step. What is only opened nobody begins. */
function begins({ flow, filedBy }: Module): readonly Role[] {
  return filedBy === 'opened' ? [] : [Object.values(flow)[0]!.by]
}

/** Whoever writes at some step: what only others open is reported on in a sheet too. */
function writes({ flow }: Module): readonly Role[] {
  return Object.values(flow).flatMap((step, at) => (at === 0 || step.fills ? [step.by] : []))
}

/** The row of a route of the OpenAPI document, e.g. `GET /api/orgs`; nothing where nobody has written one. */
export function doorOf(route: string, modules: readonly Module[]): Door | undefined {
  const business = businessOf(route, modules)
  return business ? counters[business.counter]?.(business.module) : doors[route]
}

/** The business a route belongs to and what follows its path, e.g. `GET /count`. */
export function businessOf(route: string, modules: readonly Module[]): { module: Module; counter: string } | null {
  const [method, path] = route.split(' ') as [string, string]
  const module = modules.find((each) => path === `/api/${each.path}` || path.startsWith(`/api/${each.path}/`))
  return module ? { module, counter: `${method} ${path.slice(`/api/${module.path}`.length)}` } : null
}
