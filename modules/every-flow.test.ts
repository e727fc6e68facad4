import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Field, Fields } from '#kernel/field.ts'
import { canonical, fold } from '#kernel/fold.ts'
import type { Module, Outcome } from '#kernel/module.ts'
import { filledAt } from '#kernel/steps.ts'
import { actsOf } from '#kernel/store/history.ts'
import { recordColumns, subjectOf, type RecordRow } from '#kernel/store/record-row.ts'
import { lapseAll } from '#server/clock/lapses.ts'
import { castOf } from '#server/testing/cast.ts'
import { desksOf, factsOf, listed, sightOf } from '#server/testing/facts.ts'
import { named } from '#server/testing/named.ts'
import { REASON } from '#server/testing/reason.ts'
import { desks, seers } from '#server/testing/rights.ts'
import { firstOf, isWritten, ok, Walk, type Standing, type Wishes } from '#server/testing/walk.ts'
import { every } from '#server/testing/every.ts'

/* What every business of the collection must do, whichever it is: nothing is registered here. */
const cast = await castOf(every)
const walk = new Walk(cast)
const { db } = cast

/** What the acts add up to is what is stored, and it lies on the desks and before the eyes that the declaration names. */
async function stands(module: Module, { id }: Standing) {
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where id = ${id}`.execute(db)
  expect(canonical(subjectOf(rows[0]!).state)).toBe(canonical(fold(module, await actsOf(db, id))))
  const facts = await factsOf(db, id)
  expect(await sightOf(db, id)).toEqual(seers(module, facts))
  expect(listed(await desksOf(db, id))).toEqual(listed(desks(module, facts)))
}

const inOrder = (module: Module, from: string, to: string) => Object.keys(module.flow).indexOf(from) < Object.keys(module.flow).indexOf(to)

describe.each(every.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const steps = Object.entries(module.flow)
  const judged = steps.filter(([stage]) => !isWritten(module, stage))
  const outcomes = steps.flatMap(([stage, step]) =>
    Object.entries(step.outcomes ?? {}).map(([name, outcome]) => ({ stage, name, outcome })),
  )

  test('is walked from its first step to its end; at every step it is on the desks and before the eyes that its declaration names', async () => {
    let record = await walk.begin(module)
    const passed = [record.stage]
    await stands(module, record)
    while (record.stage !== 'approved') {
      const who = await walk.handler(module, record)
      const { rows } = ok<{ rows: { recordId: string }[] }>(await who.call('GET', '/api/todos', { query: { module: module.path } }))
      expect(rows.map(({ recordId }) => recordId)).toContain(record.id)
      record = await walk.forward(module, record)
      passed.push(record.stage)
      await stands(module, record)
    }
    expect(passed).toEqual([...Object.keys(module.flow), 'approved'])
  })

  test.each(judged.filter(([, step]) => !step.outcomes).map(([stage, step]) => [step.label, stage] as const))(
    'is returned at “%s” with a reason, comes back to whoever wrote it, and arrives there again',
    async (_label, stage) => {
      const record = await walk.to(module, stage)
      const who = await walk.handler(module, record)
      const silent = await who.call('POST', `/api/${module.path}/${record.id}/acts`, {
        body: { verb: 'return', version: record.version, reason: { ...REASON, words: ' ' } },
      })
      expect([silent.statusCode, silent.json().code]).toEqual([422, 'REASON_REQUIRED'])
      const back = await walk.act(who, module, record, { verb: 'return', reason: REASON })
      expect(back).toMatchObject({ stage: writtenBefore(module, stage), returned: { words: REASON.words } })
      await stands(module, back)
      const again = await onTo(module, back, stage)
      expect(again).toMatchObject({ stage, returned: null })
      await stands(module, again)
    },
  )

  test.each(steps.slice(0, -1).map(([stage, step]) => [step.label, stage] as const))(
    'is taken back after “%s”, as it was, until the next step has acted',
    async (_label, stage) => {
      const before = await walk.to(module, stage)
      const who = await walk.handler(module, before)
      const next = await walk.forward(module, before)
      const { values } = isWritten(module, stage) ? next : before
      const back = await walk.act(who, module, next, { verb: 'withdraw' })
      expect(back).toMatchObject({ stage, values })
      await stands(module, back)
      const again = await walk.forward(module, back)
      expect(again.stage).toBe(next.stage)
      const after = await walk.forward(module, again)
      const late = await only(module, before).then((one) =>
        one.call('POST', `/api/${module.path}/${after.id}/acts`, { body: { verb: 'withdraw', version: after.version } }),
      )
      expect([403, 409], late.body).toContain(late.statusCode)
    },
  )

  test.each(outcomes.filter(({ outcome }) => !outcome.auto).map((it) => [it.outcome.label, it] as const))(
    'is decided as “%s”',
    async (_label, { stage, name, outcome }) => {
      const record = await walk.to(module, stage)
      const decided = await decide(module, record, name, outcome)
      await stands(module, decided)
      expect(decided).toMatchObject({
        stage: outcome.to,
        values: { ...outcome.sets, ...(outcome.stamps ? { [outcome.stamps]: dayOf(new Date()) } : {}) },
      })
      if (outcome.returns) expect((await onTo(module, decided, stage)).stage).toBe(stage)
      if (outcome.within === undefined) return
      const day = 'days' in outcome.within ? addDays(dayOf(new Date()), outcome.within.days) : null
      expect(decided).toMatchObject({ due: day ?? expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) })
    },
  )

  test.each(outcomes.filter(({ outcome }) => outcome.times !== undefined).map((it) => [it.outcome.label, it] as const))(
    'is decided as “%s” only as often as declared',
    async (_label, { stage, name, outcome }) => {
      let record = await walk.to(module, stage)
      for (let time = 0; time < outcome.times!; time++) record = await onTo(module, await decide(module, record, name, outcome), stage)
      const beyond = module.flow[stage]!.outcomes![outcome.beyond!]!
      const ended = await decide(module, record, name, outcome)
      expect(ended).toMatchObject({ stage: beyond.to, values: beyond.sets ?? {} })
      await stands(module, ended)
    },
  )

  test.each(outcomes.filter(({ outcome }) => outcome.lapses !== undefined).map((it) => [it.outcome.label, it] as const))(
    'follows by itself when the time that “%s” gives has passed',
    async (_label, { stage, name, outcome }) => {
      const record = await decide(module, await walk.to(module, stage), name, outcome)
      const due = record.due!
      await lapseAll(db, every, new Date(`${due}T12:00:00+08:00`))
      const [who, then] = [await cast.writer(record.owner), outcomes.find((it) => it.name === outcome.lapses)!.outcome]
      expect((await walk.seen(who, module, record.id)).stage).toBe(record.stage)
      await lapseAll(db, every, new Date(`${addDays(due, 1)}T12:00:00+08:00`))
      const lapsed = await walk.seen(who, module, record.id)
      expect(lapsed).toMatchObject({ stage: then.to, values: then.sets ?? {} })
      await stands(module, lapsed)
    },
  )

  test.each(declared(module.renews))('is reported on again until it is finished', async (renews) => {
    const at = renews.at ?? firstOf(module)
    const open: Wishes = { [at]: { holds: (values) => !renews.until(values) } }
    const record = await walk.to(module, 'approved', { wishes: open })
    const who = await walk.handler(module, record, at)
    const begun = await walk.act(who, module, record, { verb: 'renew' })
    expect(begun).toMatchObject({ stage: at, round: 2 })
    await stands(module, begun)
    let again = await onTo(module, begun, 'approved', open)
    await stands(module, again)
    if (renews.every !== undefined) {
      again = await walk.act(who, module, again, { verb: 'unchanged' })
      expect(again).toMatchObject({ round: 3, values: record.values })
      expect(inOrder(module, at, again.stage)).toBe(true)
      await stands(module, again)
      again = await onTo(module, again, 'approved')
    }
    // A rule that reads nothing never ends it.
    if (renews.until.length === 0) return
    const ending = await walk.act(who, module, again, { verb: 'renew' })
    const finished = await onTo(module, ending, 'approved', { [at]: { holds: renews.until } })
    const refused = await who.call('POST', `/api/${module.path}/${finished.id}/acts`, {
      body: { verb: 'renew', version: finished.version },
    })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'FINISHED'])
  })

  test.each(declared(module.opens))('opens what its declaration says, each on the desk of the unit it is for', async (opens) => {
    const record = await walk.to(module, 'approved')
    const openings = opens(record)
    expect(openings.length).toBeGreaterThan(0)
    expect(record.children.map((child) => `${child.module} ${child.owner}`).sort()).toEqual(
      openings.map((each) => `${each.module} ${each.owner}`).sort(),
    )
    for (const { id, module: path, owner } of record.children) {
      const opened = every.find((each) => each.path === path)!
      await stands(opened, await walk.seen(await cast.writer(owner), opened, id))
    }
  })

  test.each(declared(module.amends))('is corrected after the decision by the desk that may', async ({ fields, at, by }) => {
    const record = await walk.to(module, 'approved')
    const [key, corrected] = fields.flatMap((each) => correctedIn(module, record, each))[0]!
    const who = await cast.holder(named(at, record)[0]!, by)
    const amended = await walk.act(who, module, record, { verb: 'amend', values: { [key]: corrected } })
    expect(amended).toMatchObject({ stage: 'approved', values: { ...record.values, [key]: corrected }, approved: { [key]: corrected } })
    await stands(module, amended)
  })

  test.each(declared(module.extends))(
    'more time is asked for where it is written, granted and denied by the desk that may',
    async ({ decidedBy, by }) => {
      const stage = steps.find(([each], at) => isWritten(module, each) && (at > 0 || module.filedBy === 'opened'))![0]
      const record = await walk.to(module, stage)
      const who = await walk.handler(module, record)
      const office = await cast.holder(named(decidedBy, record)[0]!, by)
      const ask = (on: Standing, days: number) =>
        walk.act(who, module, on, {
          verb: 'extend',
          about: addDays(on.due!, days),
          reason: { code: 'extend', words: '需要补充调研', pins: [] },
        })
      const asked = await ask(record, 10)
      await stands(module, asked)
      const granted = await walk.act(office, module, asked, { verb: 'grant' })
      expect(granted).toMatchObject({ extension: null, due: addDays(record.due!, 10) })
      const denied = await walk.act(office, module, await ask(granted, 10), { verb: 'deny' })
      expect(denied).toMatchObject({ extension: null, due: addDays(record.due!, 10) })
      await stands(module, denied)
    },
  )

  test.each(declared(module.identity))('is filed once under one name: the second filer is told', async (identity) => {
    const [[first] = [''], [second] = ['approved']] = steps
    const { owner, values } = await walk.to(module, second)
    const written = Object.fromEntries(filledAt(module, first).flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])))
    const again = await walk.begin(module, { owner, wishes: { [first]: { values: written } } })
    const answer = await (
      await cast.writer(owner)
    ).call('POST', `/api/${module.path}/${again.id}/acts`, { body: { verb: 'submit', version: again.version } })
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'TAKEN', message: identity.taken, field: identity.field }])
  })
})

/** Somebody who handles the step a record stands at and no other. */
const only = (module: Module, record: Standing) =>
  cast.holder(named(module.flow[record.stage]!.at, record)[0]!, module.flow[record.stage]!.by)

/** The last step before this one that is written. */
const writtenBefore = (module: Module, stage: string) =>
  Object.keys(module.flow)
    .slice(0, Object.keys(module.flow).indexOf(stage))
    .findLast((each) => isWritten(module, each))

/** What a declaration may leave out, as cases. */
const declared = <T>(part: T | undefined): T[] => (part === undefined ? [] : [part])

/** Another value for a field, where one can be thought of that changes nothing else. */
function correctedIn(module: Module, { values }: Standing, key: string): [string, unknown][] {
  const corrected = correctedValue(module.fields[key]!, values[key])
  return corrected === undefined ? [] : [[key, corrected]]
}

function correctedValue({ kind, options }: Field, value: any): unknown {
  if (kind.name === 'text' || kind.name === 'paragraph') return `${value ?? ''}更正`
  if (kind.name === 'date') return addDays(value, 1)
  if (kind.name !== 'rows') return undefined
  const [part] = Object.entries(options.fields as Fields).find(([, each]) => each.kind.name === 'text') ?? []
  const [first, ...others] = value as Record<string, string>[]
  return part === undefined ? undefined : [{ ...first, [part]: `${first![part]}更正` }, ...others]
}

/** Takes an outcome at the step it belongs to. */
async function decide(module: Module, record: Standing, outcome: string, { returns }: Outcome): Promise<Standing> {
  return walk.act(await walk.handler(module, record), module, record, {
    verb: 'decide',
    outcome,
    ...(returns ? { reason: { ...REASON, code: outcome } } : {}),
  })
}

/** From where a record stands on to a stage. */
async function onTo(module: Module, record: Standing, stage: string, wishes: Wishes = {}): Promise<Standing> {
  let now = record
  for (let steps = 0; now.stage !== stage && steps < 20; steps++) now = await walk.forward(module, now, wishes)
  return now
}
