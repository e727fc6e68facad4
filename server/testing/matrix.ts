import type { AnyValues } from '#kernel/field.ts'
import { verbNames, type Verb } from '#kernel/act.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Trying } from './askers.ts'
import { atTheDoor, doing, reading, urging, type Expected, type Facts } from './rights.ts'
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

type Route = { route: string; send: Send }

/** Verbs that are done to a record through its acts. The others have routes of their own, or are the system's. */
const VERBS = (Object.keys(verbNames) as Verb[]).filter((verb) => !['open', 'create', 'ask', 'save', 'lapse'].includes(verb))

/** What there is to be done with one record, as the OpenAPI document calls it. Whoever adds to it adds a row to the table, too. */
export const recordRoutes = [
  'GET /{id}',
  'PATCH /{id}',
  'GET /{id}/acts',
  'POST /{id}/acts',
  'GET /{id}/versions/{seq}',
  'POST /{id}/urgings',
]

/** Every cell of one record: each thing that can be done with it, by everybody. */
export function cellsOf(module: Module, facts: Facts, record: Standing, askers: readonly Trying[]): Cell[] {
  const routes = [...reads(module, record), ...writes(module)]
  return routes.flatMap(({ route, send }) =>
    askers.map((asker): Cell => {
      const expected = comesOf(module, facts, asker, route)
      return { route, asker, send, expected, by: hangsOn(asker, expected) }
    }),
  )
}

const READS = ['read', 'acts', 'version', 'attachment', 'check']
export const writesTo = ({ route }: Cell) => !READS.includes(route)

/** The row of the table for one thing that is tried. */
export function comesOf(module: Module, facts: Facts, asker: Trying, route: string): Expected {
  if (route === 'check') return atTheDoor(asker, true) ?? reading(module, facts, asker)
  if (READS.includes(route)) return reading(module, facts, asker)
  if (route === 'urge') return urging(module, facts, asker)
  const [verb, outcome = null] = route.split(' ') as [string, string?]
  return doing(module, facts, asker, verb, outcome)
}

function hangsOn({ state }: Trying, { status, code }: Expected): Cell['by'] {
  if (status === 404 || state !== 'signed in') return 'hidden'
  return code === 'NOT_YOURS' || code === 'OWN_SUBMISSION' ? 'person' : 'place'
}

function reads(module: Module, record: Standing): Route[] {
  const base = `/api/${module.path}`
  const file = fileIn(record.values)
  const get = (route: string, url: string): Route => ({ route, send: ({ call }, { id }) => call('GET', url.replace('{id}', id)) })
  return [
    get('read', `${base}/{id}`),
    get('acts', `${base}/{id}/acts`),
    get('version', `${base}/{id}/versions/1`),
    ...(file === null ? [] : [get('attachment', `/api/files/${file}`)]),
  ]
}

/** Saving, checking, urging and each verb, with a body that would be good if the right person sent it at the right time. */
function writes(module: Module): Route[] {
  const base = `/api/${module.path}`
  const outcomes = Object.values(module.flow).flatMap((step) => Object.keys(step.outcomes ?? {}))
  const acts = VERBS.flatMap((verb): { verb: Verb; outcome?: string }[] =>
    verb === 'decide' ? [...new Set(['approved', ...outcomes])].map((outcome) => ({ verb, outcome })) : [{ verb }],
  )
  return [
    { route: 'save', send: ({ call }, { id, version }, values) => call('PATCH', `${base}/${id}`, { body: { version, values } }) },
    { route: 'check', send: ({ call }, { id }) => call('POST', `${base}/check`, { body: { id, values: {} } }) },
    { route: 'urge', send: ({ call }, { id }) => call('POST', `${base}/${id}/urgings`, { body: { words: '请抓紧办理' } }) },
    ...acts.map(({ verb, outcome }): Route => ({
      route: outcome === undefined ? verb : `${verb} ${outcome}`,
      send: ({ call }, on, values) =>
        call('POST', `${base}/${on.id}/acts`, {
          body: { verb, version: on.version, ...(outcome === undefined ? {} : { outcome }), ...bodyOf(on, verb, values) },
        }),
    })),
  ]
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
      return { about: asks[0]?.org ?? 'nobody' }
    case 'decline':
      return { about: asks[0]?.org ?? 'nobody', reason: REASON }
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
