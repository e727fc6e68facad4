import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { paragraph } from '../fields/paragraph.ts'
import type { Module } from '../module.ts'
import { tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, type Town } from '../testing/town.ts'
import { ledgerPage, readFilter } from './ledger.ts'

const url = await freshDatabase()
const { db, pool } = connect(url)
let town: Town

beforeAll(async () => {
  town = await buildTown(db)
})
afterAll(() => pool.end())

const LONG = '规程'.repeat(2000)
const prizes = [{ name: '冠军', note: LONG }, { name: '亚军' }]

async function posterOf(who: string) {
  const id = v7()
  await sql`insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
    values (${id}, repeat('0', 64), '海报.png', 'image/png', 9, true, ${town.as(who).id}, 'north', now(), '')`.execute(db)
  return { id, name: '海报.png', size: 9, type: 'image/png' }
}

const rowsOf = async (module: Module, whole?: true) =>
  (
    await ledgerPage(db, module, town.as('north entry'), readFilter(module, {}), {
      sort: 'newest',
      after: null,
      limit: 50,
      ...(whole ? { whole } : {}),
    })
  ).rows

test('a row carries of long values what its kinds ask for, and all of them when it is to be exported', async () => {
  const go = inTown(town)
  const poster = await posterOf('north entry')
  const { id } = await go.create('north entry', tournament, filled('L-1', { rules: LONG, prizes, poster: [poster] }))
  const short = await go.create('north entry', tournament, filled('L-2', { rules: '三局两胜', prizes: [{ name: '冠军' }] }))
  const none = await go.create('north entry', tournament, filled('L-3'))

  const brief = new Map((await rowsOf(tournament)).map((row) => [row.id, row.values]))
  expect(brief.get(id)).toEqual({ ...filled('L-1', { rules: `${LONG.slice(0, 120)}……`, prizes: 2, poster: 1 }), ball: undefined })
  expect(brief.get(short.id)).toMatchObject({ rules: '三局两胜', prizes: 1 })
  expect(Object.keys(brief.get(none.id)!)).toEqual(expect.not.arrayContaining(['rules', 'prizes', 'poster']))

  const whole = (await rowsOf(tournament, true)).find((row) => row.id === id)!
  expect(whole.values).toEqual(filled('L-1', { rules: LONG, prizes, poster: [poster] }))
})

test('values kept from a time when the field was of another kind do not break the ledger', async () => {
  const { id } = await inTown(town).create('north entry', tournament, filled('L-4', { prizes }))
  const changed: Module = { ...tournament, fields: { ...tournament.fields, prizes: paragraph('奖项') } }
  expect((await rowsOf(changed)).find((row) => row.id === id)!.values.prizes).toMatch(/^\[\{/)
  const older = { ...tournament, fields: { ...tournament.fields, title: tournament.fields.prizes } } as Module
  expect((await rowsOf(older)).find((row) => row.id === id)!.values).not.toHaveProperty('title')
})
