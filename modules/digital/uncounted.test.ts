import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { lapseAll } from '#server/clock/lapses.ts'
import { digitalModules, digitalOffice } from '#server/testing/digital-office.ts'
import { application } from './application.ts'
import { matter } from './matter.ts'
import { threeLists } from './three-lists.ts'

/* 只有查重通过的应用“三张清单”才纳入晾晒; 纳入名录库并晾晒 counts a 一件事 from that day on. */
const office = await digitalOffice()
const { db, as, create, act, done, filed, listed, waiting, again, decide, confirmed, wants } = office

const uncounted = async (who = '渝中 entry') =>
  (await as(who)('GET', '/api/uncounted')).json() as {
    module: string
    kind: string
    stage: string
    count: number
    since: string
    record: string
    why: string | null
  }[]
const of = async (module: { path: string }, who?: string) => (await uncounted(who)).filter((each) => each.module === module.path)
const later = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000)

describe('一件事', () => {
  test('waits until it is taken into the 名录库 and counts from then on, also while 新一图两清单 is made and judged', async () => {
    const one = await waiting('渝中', '企业开办“一件事”')
    expect(await of(matter)).toMatchObject([{ kind: 'handle', stage: 'round', count: 1, why: null }])
    const taken = await done(decide(one, 'listed'))
    expect(await of(matter)).toEqual([])
    const sent = await again('渝中', taken)
    expect(await of(matter)).toEqual([])
    await done(decide(await again('渝中', await done(decide(sent, 'improve', '流程再造不到位。'))), 'proceed'))
    expect(await of(matter)).toEqual([])
  })

  test('beside one that counts, one that waits is told by itself; what was stopped is not “not yet”', async () => {
    await listed('渝中', '就医结算“一件事”')
    const fresh = await waiting('渝中', '社保转移“一件事”')
    expect(await of(matter)).toMatchObject([{ stage: 'round', count: 1, record: fresh.id }])
    await done(decide(fresh, 'repeated'))
    expect(await of(matter)).toEqual([])
  })
})

test('三张清单 that are decided and not 查重通过 are told with their state, by state, since they were decided; those that are count', async () => {
  const ground = await listed('九龙坡', '新生儿出生“一件事”')
  const drafting = await confirmed('九龙坡', threeLists, await wants.threeLists('九龙坡', ground, '编制中'))
  const second = await confirmed('九龙坡', threeLists, await wants.threeLists('九龙坡', ground, '编制中'))
  const ARGUED = '区县数建办已论证审查通过正报市大数据发展局查重'
  const arguing = await confirmed('九龙坡', threeLists, await wants.threeLists('九龙坡', ground, ARGUED))
  await confirmed('九龙坡', threeLists, await wants.threeLists('九龙坡', ground))
  const told = await of(threeLists, '九龙坡 leader')
  expect(told).toMatchObject([
    { kind: 'decided', stage: 'approved', count: 2, record: drafting.id, why: '当前状态为“编制中”，只有查重通过的才纳入晾晒' },
    { kind: 'decided', stage: 'approved', count: 1, record: arguing.id, why: `当前状态为“${ARGUED}”，只有查重通过的才纳入晾晒` },
  ])
  expect(dayOf(new Date(told[0]!.since))).toBe(dayOf(new Date()))
  // An update under way is not what was decided, and is not told twice.
  const begun = await done(act('九龙坡 entry', threeLists, drafting, { verb: 'renew' }))
  expect(await of(threeLists, '九龙坡 entry')).toMatchObject([{ count: 2 }, { count: 1 }])
  const sent = await done(act('九龙坡 entry', threeLists, begun, { verb: 'submit', values: await wants.threeLists('九龙坡', ground) }))
  await done(act('office reviewer', threeLists, await done(act('九龙坡 reviewer', threeLists, sent, { verb: 'pass' })), { verb: 'pass' }))
  expect(await of(threeLists, '九龙坡 entry')).toMatchObject([{ count: 1, record: second.id }, { count: 1 }])
  for (const stranger of ['渝中 entry', 'office reviewer', '市住房城乡建委 entry'])
    expect(await of(threeLists, stranger), stranger).toEqual([])
})

test('what has lost its ground is told, however far below, since the day it was lost; what waits on such ground is told as waiting', async () => {
  const ground = await listed('渝中', '校外培训监管“一件事”')
  const lists = await confirmed('渝中', threeLists, await wants.threeLists('渝中', ground))
  const other = await confirmed('渝中', threeLists, await wants.threeLists('渝中', ground, '编制中'))
  const app = await confirmed('渝中', application, await wants.application('渝中', lists))
  expect([await of(threeLists), await of(application)]).toMatchObject([[{ record: other.id, count: 1 }], []])
  const underway = await filed('渝中', threeLists, await wants.threeLists('渝中', ground))
  await lapseAll(db, digitalModules, later)
  const why = '所依据的事项已不符合要求'
  const told = await of(threeLists)
  expect(told).toMatchObject([
    { kind: 'handle', stage: 'confirm', record: underway.id, why: null },
    // Both, whatever their state would say.
    { kind: 'decided', count: 2, why },
  ])
  expect(new Date(told[1]!.since)).toEqual(later)
  expect(await of(application)).toMatchObject([{ kind: 'decided', count: 1, record: app.id, why, since: later.toISOString() }])
  const draft = await create('渝中 entry', application, { name: '另一应用' })
  expect(draft.statusCode).toBe(201)
  expect(await of(application)).toMatchObject([
    { kind: 'draft', why: null },
    { kind: 'decided', why },
  ])
})
