import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { talliedIn } from '#server/reports/tallied.ts'
import { lapseAll } from '#server/clock/lapses.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import { digitalModules, digitalOffice } from '#server/testing/digital-office.ts'
import { application } from './application.ts'
import { matter } from './matter.ts'
import { shared } from './shared.ts'
import { threeLists } from './three-lists.ts'

/* 只有查重通过的应用“三张清单”才纳入晾晒，特色应用一定要基于纳入晾晒的“三张清单”: what the figures hold rests on what holds. */
const office = await digitalOffice()
const { db, as, act, done, listed, again, decide, confirmed, wants } = office

const FIGURES = ['matters', 'three-lists', 'applications', 'shared']
const window = (figure: string) => ({ figure, kinds: null, byKind: false, from: '1900-01-01', to: '2199-12-31' })

/** How many of each the figures hold, as reports and live figures count them. */
async function counted(locked = new Date('2199-01-01')): Promise<number[]> {
  const rows = await talliedIn(db, FIGURES.map(window), locked)
  return FIGURES.map((figure) => Number(rows.find((row) => row.figure === figure && row.org === '500103')?.amount ?? 0))
}

/** What the unit is told not to be counted although it is decided: the other side of the same. */
const told = async () =>
  ((await as('渝中 entry')('GET', '/api/uncounted')).json() as { kind: string; count: number; why: string | null }[])
    .filter(({ kind, why }) => kind === 'decided' && why === '所依据的事项已不符合要求')
    .reduce((sum, { count }) => sum + count, 0)

test('all that rests on a 一件事 counts no more when it leaves the 名录库, however far above, and again when the decision is taken back', async () => {
  const ground = await listed('渝中', '企业开办“一件事”')
  const lists = await confirmed('渝中', threeLists, await wants.threeLists('渝中', ground))
  const app = await confirmed('渝中', application, await wants.application('渝中', lists))
  await confirmed('渝中', shared, await wants.shared('渝中', app))
  expect([await counted(), await told()]).toEqual([[1, 1, 1, 1], 0])

  const improved = await done(decide(await again('渝中', ground), 'improve', '流程再造不到位。'))
  expect([await counted(), await told()]).toEqual([[1, 1, 1, 1], 0])
  const removed = await done(decide(await again('渝中', improved), 'improve', '仍不到位。'))
  expect(removed.stage).toBe('closed')
  expect([await counted(), await told()]).toEqual([[0, 0, 0, 0], 3])
  const [meanwhile] = (await sql<{ at: Date }>`select max(at) as at from act where record_id = ${ground.id}`.execute(db)).rows
  const back = await done(act('office reviewer', matter, removed, { verb: 'withdraw' }))
  expect(back.stage).toBe('decide')
  expect([await counted(), await told()]).toEqual([[1, 1, 1, 1], 0])
  // It counts from then on: a computation locked in between does not have it, whenever it is looked at.
  expect((await counted(meanwhile!.at)).slice(1)).toEqual([0, 0, 0])
})

test('what was decided is what it rests on, also while an update names something else', async () => {
  const [leaving, staying] = [await listed('渝中', '校外培训“一件事”'), await listed('渝中', '新生儿出生“一件事”')]
  const values = await wants.threeLists('渝中', leaving)
  const lists = await confirmed('渝中', threeLists, { ...values, name: '培训应用' })
  const wanted = { ...(await wants.application('渝中', lists)), name: '培训应用' }
  const app = await confirmed('渝中', application, wanted)
  const other = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', staying)), name: '出生应用' })
  const before = await counted()
  const begun = await done(act('渝中 entry', application, app, { verb: 'renew' }))
  await done(act('渝中 entry', application, begun, { verb: 'submit', values: { ...wanted, threeLists: { id: other.id, title: '' } } }))
  // The one stays in time, the other does not.
  await done(decide(await again('渝中', staying), 'proceed'))
  await lapseAll(db, digitalModules, new Date(Date.now() + 40 * 24 * 60 * 60 * 1000))
  const [matters, three, apps] = await counted()
  expect([before[0]! - matters!, before[1]! - three!, before[2]! - apps!]).toEqual([1, 1, 1])
})

test('two grounds that change at once leave it as both together say', async () => {
  const [one, two] = [await listed('渝中', '社保转移“一件事”'), await listed('渝中', '公积金“一件事”')]
  const values = await wants.threeLists('渝中', one)
  const lists = await confirmed('渝中', threeLists, {
    ...values,
    name: '两件应用',
    matters: [
      { id: one.id, title: '' },
      { id: two.id, title: '' },
    ],
  })
  const removed = await done(
    decide(await again('渝中', await done(decide(await again('渝中', one), 'improve', '不到位。'))), 'improve', '仍不到位。'),
  )
  const second = await again('渝中', await done(decide(await again('渝中', two), 'improve', '不到位。')))
  // The one comes back while the other goes.
  await Promise.all([done(act('office reviewer', matter, removed, { verb: 'withdraw' })), done(decide(second, 'improve', '仍不到位。'))])
  const { rows } = await sql<{ grounded: boolean; holds: boolean }>`
    select grounded, ground_lost_at(record_id) is null as holds from tally where record_id = ${lists.id}`.execute(db)
  expect(rows).toEqual([{ grounded: false, holds: false }])
})

test('under other rules of the links other records have their ground, from the next start on', async () => {
  const before = await counted()
  expect(before[1]).toBeGreaterThan(0)
  const stricter = {
    ...threeLists,
    fields: {
      ...threeLists.fields,
      matters: {
        ...threeLists.fields.matters,
        options: { ...threeLists.fields.matters.options, where: { field: 'verdict', among: ['已有重复事项'] } },
      },
    },
  }
  await keepLinkRules(db, [matter, stricter as never, application, shared])
  expect((await counted()).slice(1)).toEqual([0, 0, 0])
  await keepLinkRules(db, digitalModules)
  expect(await counted()).toEqual(before)
})
