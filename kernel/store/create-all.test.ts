import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import type { AnyValues } from '../field.ts'
import type { Actor } from '../org.ts'
import type { Module } from '../module.ts'
import { naming, tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, settle, TODAY, type Town } from '../testing/town.ts'
import { createAll, NotAll } from './create-all.ts'

const { db, pool } = connect(await freshDatabase())
let town: Town
let go: ReturnType<typeof inTown>
beforeAll(async () => {
  town = await buildTown(db)
  go = inTown(town)
})
afterAll(() => pool.end())

const all = (who: string, module: Module, list: AnyValues[], wish: 'draft' | 'submit', actor = town.as(who)) =>
  db
    .transaction()
    .execute((tx) =>
      createAll({ tx, actor, now: TODAY, modules: town.modules }, module, { id: who.split(' ')[0]!, kind: 'district' }, list, wish),
    )

/** Everything the database holds of a record, its own id and what only says when left out, table by table. */
async function leftBy(id: string): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'record_id' and table_name not in ('outbox', 'imported', 'import_row')
    union select 'record' order by 1`.execute(db)
  const left: Record<string, string[]> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select replace(to_jsonb(each)::text, ${id}, 'itself') as row from ${sql.table(name)} each where ${sql.ref(name === 'record' ? 'id' : 'record_id')} = ${id} order by 1`.execute(
      db,
    )
    left[name] = rows.map(({ row }) => row)
  }
  expect(left.record).toHaveLength(1)
  expect(left.act!.length + left.sight!.length + left.todo!.length).toBeGreaterThan(2)
  return left
}

const prizes = [{ name: '冠军', note: '奖杯' }, { name: '亚军' }]
const kinds: [string, Module, AnyValues][] = [
  ['every kind of field', tournament, filled('ONE', { rules: '一、二', prizes, clubs: ['south', 'north'] })],
  ['next to nothing', tournament, { title: '' }],
  ['times that run out and lists of records', naming, { title: '北场', plan: '方案' }],
]

describe('a record begun with others leaves what one begun alone leaves', () => {
  test.each(kinds)('as a draft: %s', async (_what, module, values) => {
    const alone = await go.create('north entry', module, values)
    const { ids } = await all('north entry', module, [values, values], 'draft')
    for (const id of ids) expect(await leftBy(id)).toEqual(await leftBy(alone.id))
  })

  test.each(kinds.filter(([, , values]) => Object.keys(values).length > 1))('submitted: %s', async (_what, module, values) => {
    const alone = await go.create('south entry', module, values)
    await go.act('south entry', module, alone.id, { verb: 'submit', version: 1 })
    const left = await leftBy(alone.id)
    await sql`delete from identity`.execute(db)
    const { ids, done } = await all('south entry', module, [values], 'submit')
    expect(await leftBy(ids[0]!)).toEqual(left)
    expect(done.map(({ verb, before }) => [verb, before === null])).toEqual([
      ['create', true],
      ['submit', false],
    ])
  })
})

test('R-AU-02 begun by a deputy, each bears both names', async () => {
  const { ids } = await all('south entry', tournament, [filled('D-1')], 'submit', standIn())
  const { rows } = await sql`select by_name, for_name from act where record_id = ${ids[0]}`.execute(db)
  expect(rows).toEqual([1, 2].map(() => ({ by_name: 'south leader', for_name: 'south entry' })))
})

/** The leader of a club in the place of its clerk, as the database knows it from now on. */
function standIn(): Actor {
  const [leader, clerk] = [town.as('south leader'), town.as('south entry')]
  return { ...leader, posts: [...leader.posts, { org: 'south', role: 'entry', for: { id: clerk.id, name: clerk.name } }] }
}
beforeAll(() =>
  sql`insert into deputation (id, org_id, principal_id, deputy_id, starts_on, ends_on, named_at)
    values (${crypto.randomUUID()}, 'south', ${town.as('south entry').id}, ${town.as('south leader').id}, current_date, current_date, now())`.execute(
    db,
  ),
)

const counted = async () => (await sql<{ count: number }>`select count(*)::int as count from record`.execute(db)).rows[0]!.count

describe('all or nothing', () => {
  test('one that cannot be submitted, or names what is not, holds up all of them and is named by its place', async () => {
    const before = await counted()
    const list = [filled('N-1'), filled('N-2', { host: 'nowhere' }), filled('N-3'), filled('N-4', { startsOn: '2020-01-01' })]
    const refused = await all('east entry', tournament, list, 'submit').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(NotAll)
    expect([...(refused as NotAll).problems].map(([at, [problem]]) => [at, problem!.field])).toEqual([
      [1, 'host'],
      [3, 'startsOn'],
    ])
    expect(await counted()).toBe(before)
  })

  test('a link to what is not decided holds up all of them and is named by its place', async () => {
    const undecided = await go.create('east entry', tournament, filled('LINKED'))
    const basedOn = [{ id: undecided.id, title: '' }]
    const list = [
      { title: '东场', plan: '方案' },
      { title: '南场', plan: '方案', basedOn },
    ]
    const refused = await all('east entry', naming, list, 'submit').catch((error: unknown) => error)
    expect([...(refused as NotAll).problems].map(([at, [problem]]) => [at, problem!.field])).toEqual([[1, 'basedOn']])
  })

  test('links are looked at before anything is held, for everybody’s news waits for who holds; and again when they are held', async () => {
    const based = await go.create('east entry', tournament, filled('HELD'))
    const decide = (approved: boolean) =>
      sql`update record set approved = case when ${approved}::boolean then record_values end where id = ${based.id}`
    await decide(true).execute(db)
    const list = [{ title: '东场', plan: '方案', basedOn: [{ id: based.id, title: '' }] }]
    const said: string[] = []
    const heard = db.withPlugin({
      transformQuery: ({ node }) => (said.push(JSON.stringify(node)), node),
      transformResult: async ({ result }) => result,
    })
    const place = { id: 'east', kind: 'district' } as const
    const begin = () =>
      heard
        .transaction()
        .execute((tx) => createAll({ tx, actor: town.as('east entry'), now: TODAY, modules: town.modules }, naming, place, list, 'submit'))
    // Somebody is taking the decision back at this moment.
    const taking = await db.startTransaction().execute()
    await decide(false).execute(taking)
    const refused = begin().catch((error: unknown) => error)
    await expect.poll(() => said.filter((each) => each.includes('for share')).length).toBeGreaterThan(0)
    await taking.commit().execute()
    expect([...((await refused) as NotAll).problems].map(([at, [problem]]) => [at, problem!.field])).toEqual([[0, 'basedOn']])
    expect(said.findIndex((each) => each.includes("'org' as to"))).toBeLessThan(said.findIndex((each) => each.includes('for share')))
    await decide(true).execute(db)
    expect((await begin()).ids).toHaveLength(1)
  })

  test('outside the filing window nothing is submitted, and drafts are begun', async () => {
    const closed: Module = { ...tournament, window: { from: null, to: '2026-05-03' } }
    const before = await counted()
    await expect(all('north entry', closed, [filled('LATE')], 'submit')).rejects.toMatchObject({ code: 'WINDOW_CLOSED' })
    expect(await counted()).toBe(before)
    expect((await all('north entry', closed, [filled('LATE')], 'draft')).ids).toHaveLength(1)
  })

  test('INV-06 one key that somebody else took in between holds up all of them', async () => {
    await all('north entry', tournament, [filled('TAKEN')], 'submit')
    const before = await counted()
    await expect(all('east entry', tournament, [filled('FREE'), filled('ｔａｋｅｎ')], 'submit')).rejects.toMatchObject({ code: 'TAKEN' })
    await expect(all('east entry', tournament, [filled('SAME'), filled('same')], 'submit')).rejects.toMatchObject({ code: 'TAKEN' })
    expect(await counted()).toBe(before)
  })

  test('R-AC-08 a post withdrawn a moment ago begins nothing, another’s unit neither', async () => {
    const gone = await settle(db, 'gone', [{ org: 'north', role: 'entry' }])
    await sql`update post set revoked_at = now() where person_id = ${gone.id}`.execute(db)
    await expect(all('north entry', tournament, [filled('G-1')], 'draft', gone)).rejects.toMatchObject({ status: 403 })
    await expect(all('south entry', tournament, [filled('G-1')], 'draft', town.as('north entry'))).rejects.toMatchObject({ status: 403 })
    await expect(all('north entry', tournament, [filled('G-1', { owner: 'south' })], 'draft')).rejects.toMatchObject({ status: 422 })
  })
})

test('INV-06 two lists that share keys in another order: one is whole, the other none', async () => {
  for (let round = 0; round < 20; round++) {
    const codes = Array.from({ length: 30 }, (_, at) => filled(`R${round}-${at}`))
    const before = await counted()
    const outcomes = await Promise.allSettled([
      all('north entry', tournament, codes, 'submit'),
      all('south entry', tournament, codes.toReversed(), 'submit'),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await counted()).toBe(before + codes.length)
  }
})
