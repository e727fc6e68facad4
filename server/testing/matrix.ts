import type { AnyValues } from '#kernel/field.ts'
import { verbNames, type Verb } from '#kernel/act.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Trying } from './askers.ts'
import { atTheDoor, doing, mayRead, reading, type Expected, type Facts } from './rights.ts'
import { REASON } from './reason.ts'
import type { Standing } from './walk.ts'

/** Somebody tries one thing on one record, and what must come of it. */
export type Cell = {
  route: string
  asker: Trying
  expected: Expected
  /** What the answer hangs on: the person, the place of the record, or that nothing of it is shown. */
  by: 'person' | 'place' | 'hidden'
  send: Send
}

/** Tries it. `values` are what is written, where something is. */
type Send = (asker: Trying, record: Standing, values: AnyValues) => ReturnType<Trying['call']>

type Route = { route: string; send: Send; expects: (asker: Trying) => Expected }

/** Verbs that are done to a record through its acts. The others have routes of their own, or are the system's. */
const VERBS = (Object.keys(verbNames) as Verb[]).filter((verb) => !['open', 'create', 'ask', 'save', 'lapse'].includes(verb))

/** Every cell of one record: each route that takes its id, by everybody. `document` are the paths of the product's OpenAPI document. */
export function cellsOf(
  document: Record<string, object>,
  module: Module,
  facts: Facts,
  record: Standing,
  askers: readonly Trying[],
): Cell[] {
  const routes = [...reads(module, facts, record), ...writes(module, facts), ...others(document, module, facts)]
  return routes.flatMap(({ route, send, expects }) =>
    askers.map((asker): Cell => ({ route, asker, send, expected: expects(asker), by: hangsOn(asker, expects(asker)) })),
  )
}

function hangsOn({ state }: Trying, { status, code }: Expected): Cell['by'] {
  if (status === 404 || state !== 'signed in') return 'hidden'
  return status === 200 || code === 'NOT_YOURS' || code === 'OWN_SUBMISSION' ? 'person' : 'place'
}

/** Paths of one record that the rules know word for word. */
const KNOWN = ['GET ', 'PATCH ', 'GET /acts', 'POST /acts', 'GET /versions/{seq}']

function reads(module: Module, facts: Facts, record: Standing): Route[] {
  const base = `/api/${module.path}`
  const file = fileIn(record.values)
  const get = (route: string, url: string): Route => ({
    route,
    send: ({ call }, { id }) => call('GET', url.replace('{id}', id)),
    expects: (asker) => reading(module, facts, asker),
  })
  return [
    get('read', `${base}/{id}`),
    get('acts', `${base}/{id}/acts`),
    get('version', `${base}/{id}/versions/1`),
    ...(file === null ? [] : [get('attachment', `/api/files/${file}`)]),
  ]
}

/** Saving, checking and each verb, with a body that would be good if the right person sent it at the right time. */
function writes(module: Module, facts: Facts): Route[] {
  const base = `/api/${module.path}`
  const acts = VERBS.flatMap((verb): { verb: Verb; outcome?: string }[] =>
    verb === 'decide'
      ? [...new Set(['approved', ...Object.values(module.flow).flatMap((step) => Object.keys(step.outcomes ?? {}))])].map((outcome) => ({
          verb,
          outcome,
        }))
      : [{ verb }],
  )
  return [
    {
      route: 'save',
      send: ({ call }, { id, version }, values) => call('PATCH', `${base}/${id}`, { body: { version, values } }),
      expects: (asker) => doing(module, facts, asker, 'save'),
    },
    {
      route: 'check',
      send: ({ call }, { id }) => call('POST', `${base}/check`, { body: { id, values: {} } }),
      expects: (asker) => atTheDoor(asker, true) ?? reading(module, facts, asker),
    },
    ...acts.map(({ verb, outcome }): Route => ({
      route: outcome === undefined ? verb : `${verb} ${outcome}`,
      send: ({ call }, on, values) =>
        call('POST', `${base}/${on.id}/acts`, {
          body: { verb, version: on.version, ...(outcome === undefined ? {} : { outcome }), ...bodyOf(on, verb, values) },
        }),
      expects: (asker) => doing(module, facts, asker, verb, outcome ?? null),
    })),
  ]
}

/** Routes that businesses got since: nobody whom the record is hidden from learns of it by them, and nobody does anything to it. */
function others(document: Record<string, object>, module: Module, facts: Facts): Route[] {
  const place = `/api/${module.path}/{id}`
  return Object.entries(document)
    .filter(([path]) => path === place || path.startsWith(`${place}/`))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => [method.toUpperCase(), path] as const))
    .filter(([method, path]) => !KNOWN.includes(`${method} ${path.slice(place.length)}`))
    .map(([method, path]): Route => ({
      route: `${method} ${path}`,
      send: (asker, { id }) => {
        const url = path.replace('{id}', id).replace(/\{\w+\}/g, '1')
        return asker.call(method as 'POST', url, method === 'GET' ? {} : { body: {} })
      },
      expects: (asker) =>
        atTheDoor(asker, method !== 'GET') ??
        (mayRead(module, facts, asker) ? { status: 0, code: null } : { status: 404, code: 'NOT_FOUND' }),
    }))
}

/** What a verb carries beside its name. */
function bodyOf({ asks = [], due }: Standing, verb: Verb, values: AnyValues): object {
  switch (verb) {
    case 'submit':
      return { values }
    case 'return':
    case 'decide':
      return { reason: REASON }
    case 'extend':
      return { about: addDays(due ?? dayOf(new Date()), 30), reason: { code: 'extend', words: '需要补充调研', pins: [] } }
    case 'admit':
    case 'decline':
      return { about: asks[0]?.org ?? 'nobody' }
    case 'amend':
      return { values: {} }
    default:
      return {}
  }
}

/** The first attachment anywhere inside. */
function fileIn(value: unknown): string | null {
  if (value === null || typeof value !== 'object') return null
  if ('size' in value && 'id' in value) return String(value.id)
  for (const part of Object.values(value)) {
    const found = fileIn(part)
    if (found !== null) return found
  }
  return null
}
