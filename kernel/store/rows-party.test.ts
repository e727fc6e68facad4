import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { council, repair, resolution } from '../testing/club.ts'
import { buildTown, inTown, type Town } from '../testing/town.ts'
import { ledgerPage, readFilter } from './ledger.ts'
import { load } from './load.ts'

const { db, pool } = connect(await freshDatabase())
let town: Town
let go: ReturnType<typeof inTown>

beforeAll(async () => {
  town = await buildTown(db)
  go = inTown(town)
})
afterAll(() => pool.end())

async function published() {
  const resolutions = [
    { what: '修三号场', club: 'north', helpers: ['park'] },
    { what: '办春季赛', club: 'north' },
  ]
  const { id } = await go.create('federation entry', council, { title: '第一次会议', resolutions }, 'office')
  await go.act('federation entry', council, id, { verb: 'submit', version: 1 })
  return id
}

test('whom the rows of a record name see it once it is decided, and nobody else does', async () => {
  const id = await published()
  for (const seat of ['federation leader', 'north leader', 'park entry'])
    await expect(load(db, council, id, town.as(seat))).resolves.toBeDefined()
  for (const seat of ['south leader', 'hall entry'])
    await expect(load(db, council, id, town.as(seat))).rejects.toMatchObject({ status: 404 })
})

test('a flow of one step is decided when it is submitted, and opens one record for every row, two for one unit as well', async () => {
  const id = await published()
  const { rows } = await sql<{ title: string; owner: string }>`
    select record.title, record.owner from facet join record on record.id = facet.record_id
    where facet.module = ${resolution.path} and facet.field = 'council' and facet.value = ${id} order by record.title`.execute(db)
  expect(rows).toEqual([
    { title: '修三号场', owner: 'north' },
    { title: '办春季赛', owner: 'north' },
  ])
})

test('a ledger can be asked for what was decided at least once, wherever it stands now', async () => {
  const order = { works: [], club: 'north', reportBy: '2026-12-31' }
  const made = async (title: string) =>
    (await go.create('federation entry', repair, { ...order, title, works: [{ name: '画线', dueOn: '2026-12-31' }] }, 'office')).id
  await made('草稿')
  const id = await made('再报')
  await go.act('federation entry', repair, id, { verb: 'submit', version: 1 })
  const states = [{ name: '画线', state: '施工中' }]
  await go.act('north entry', repair, id, { verb: 'submit', version: 2, values: { condition: '施工中', states } })
  await go.act('north reviewer', repair, id, { verb: 'pass', version: 3 })
  const decided = async () =>
    (
      await ledgerPage(db, repair, town.as('federation entry'), readFilter(repair, { decided: 'yes' }), {
        sort: 'newest',
        after: null,
        limit: 9,
      })
    ).rows.map(({ title }) => title)
  expect(await decided()).toEqual([])
  await go.act('federation reviewer', repair, id, { verb: 'pass', version: 4 })
  await go.act('north entry', repair, id, { verb: 'renew', version: 5 })
  expect(await decided()).toEqual(['再报'])
  expect(() => readFilter(repair, { decided: 'no' })).toThrow('不能按“decided”筛选')
})
