import { addDays, dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Cast } from './cast.ts'
import { named } from './named.ts'
import { REASON } from './reason.ts'
import { firstOf, isWritten, ok, type Standing, type Walk, type Wishes } from './walk.ts'

/** A place where a record of a business can stand, and how one is brought there. */
export type Station = { name: string; make: () => Promise<Standing> }

/** Every place: each step, what came back, what was decided one way and the other, what waits for an answer, what was thrown away. */
export function stationsOf(cast: Cast, walk: Walk, module: Module): Station[] {
  const steps = Object.keys(module.flow)
  const act = async (record: Standing, deed: { verb: string } & Record<string, unknown>) =>
    walk.act(await walk.handler(module, record), module, record, deed)
  const judged = steps.find((stage) => !isWritten(module, stage) && !module.flow[stage]!.outcomes)
  const closing = steps.flatMap((stage) =>
    Object.entries(module.flow[stage]!.outcomes ?? {}).flatMap(([outcome, { to, auto }]) =>
      to === 'closed' && !auto ? [{ stage, outcome }] : [],
    ),
  )[0]
  return [
    ...steps.map((stage) => ({ name: stage, make: () => walk.to(module, stage) })),
    ...(judged === undefined
      ? []
      : [{ name: `${judged}, sent back`, make: async () => act(await walk.to(module, judged), { verb: 'return', reason: REASON }) }]),
    ...decided(walk, module),
    ...(closing
      ? [{ name: 'closed', make: async () => act(await walk.to(module, closing.stage), { verb: 'decide', outcome: closing.outcome }) }]
      : []),
    ...(module.filedBy === 'opened' ? [] : [{ name: 'void', make: () => discarded(walk, module) }]),
    ...asking(walk, module),
    ...extending(walk, module),
    ...byDeputies(cast, walk, module),
  ]
}

/** Decided; where it is reported on again, once with more to report and once finished. */
function decided(walk: Walk, module: Module): Station[] {
  const { renews } = module
  if (!renews) return [{ name: 'approved', make: () => walk.to(module, 'approved') }]
  const at = renews.at ?? firstOf(module)
  const brought = (wishes: Wishes) => () => walk.to(module, 'approved', { wishes })
  const open = { name: 'approved', make: brought({ [at]: { holds: (values) => !renews.until(values) } }) }
  // A rule that reads nothing never ends it.
  return renews.until.length === 0 ? [open] : [open, { name: 'approved, finished', make: brought({ [at]: { holds: renews.until } }) }]
}

async function discarded(walk: Walk, module: Module): Promise<Standing> {
  const draft = await walk.begin(module)
  const who = await walk.handler(module, draft)
  const { id, version } = draft
  const { stage } = ok<{ stage: string }>(await who.call('POST', `/api/${module.path}/${id}/acts`, { body: { verb: 'discard', version } }))
  return { ...draft, stage, version: version + 1 }
}

/** Another unit asks to be added. */
function asking(walk: Walk, module: Module): Station[] {
  const { joins, key } = module.identity ?? {}
  if (!joins || !key) return []
  const stage = Object.keys(module.flow).find((each) => module.flow[each]!.at === joins.decidedBy)!
  const make = async () => {
    const record = await walk.to(module, stage)
    const out = walk.filers(module).findLast((org) => org !== record.owner && !named(joins.field, record).includes(org))!
    const who = await walk.cast.writer(out)
    const body = { key: record.values[module.identity!.field], words: '本单位也承担该事项' }
    ok(await who.call('POST', `/api/${module.path}/asks`, { body }), 201)
    const asked = await walk.seen(await walk.handler(module, record), module, record.id)
    if (!asked.asks?.some(({ org }) => org === out)) throw new Error(`${out} asked to be added to ${module.name} and is not on the list`)
    return asked
  }
  return [{ name: `${stage}, asked to add`, make }]
}

/** More time is asked for. */
function extending(walk: Walk, module: Module): Station[] {
  if (!module.extends) return []
  const stage = Object.keys(module.flow).find((each, at) => isWritten(module, each) && (at > 0 || module.filedBy === 'opened'))!
  const make = async () => {
    const record = await walk.to(module, stage)
    const about = addDays(record.due ?? dayOf(new Date()), 10)
    return walk.act(await walk.handler(module, record), module, record, {
      verb: 'extend',
      about,
      reason: { code: 'extend', words: '需要补充调研', pins: [] },
    })
  }
  return [{ name: `${stage}, asked for time`, make }]
}

/** Written in somebody's place and sent on by a clerk who stands in for the reviewer: none of them may review it, nor whom they stand in for. */
function byDeputies(cast: Cast, walk: Walk, module: Module): Station[] {
  const steps = Object.keys(module.flow)
  const judged = steps.find((stage) => !isWritten(module, stage))
  if (judged === undefined) return []
  const written = steps[steps.indexOf(judged) - 1]!
  const make = async () => {
    const record = await walk.to(module, written)
    const [unit] = named(module.flow[written]!.at, record)
    const [writes, sends] = [await cast.inPlaceOfWriter(unit!), await cast.standIn(unit!, 'reviewer')]
    // Somebody is left who may, whoever else asks for it.
    await cast.player(`${unit} 另一审核员`, { org: unit!, role: 'reviewer' })
    const values = await walk.values(module, written, record.values, writes)
    const { id, version } = record
    const saved = ok(await writes.call('PATCH', `/api/${module.path}/${id}`, { body: { version, values } }))
    return walk.act(sends, module, saved, { verb: 'submit' })
  }
  return [{ name: `${judged}, written by deputies`, make }]
}
