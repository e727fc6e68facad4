import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { withClient } from '#server/database/with-client.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { paragraph } from '../fields/paragraph.ts'
import type { Module } from '../module.ts'
import { tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, type Town } from '../testing/town.ts'
import { commonAmong } from './common.ts'
import { ledgerCount, ledgerPage, readFilter, wholePage } from './ledger.ts'

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

const FIRST = { sort: 'newest', after: null, limit: 50 }

const rowsOf = async (module: Module) => (await ledgerPage(db, module, town.as('north entry'), readFilter(module, {}), FIRST)).rows

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

  const { rows } = await wholePage(db, tournament, town.as('north entry'), readFilter(tournament, {}), { ...FIRST, timed: true })
  expect(rows.find((row) => row.id === id)!.values).toEqual(filled('L-1', { rules: LONG, prizes, poster: [poster] }))
})

test('values kept from a time when the field was of another kind do not break the ledger', async () => {
  const { id } = await inTown(town).create('north entry', tournament, filled('L-4', { prizes }))
  const changed: Module = { ...tournament, fields: { ...tournament.fields, prizes: paragraph('奖项') } }
  expect((await rowsOf(changed)).find((row) => row.id === id)!.values.prizes).toMatch(/^\[\{/)
  const older = { ...tournament, fields: { ...tournament.fields, title: tournament.fields.prizes } } as Module
  expect((await rowsOf(older)).find((row) => row.id === id)!.values).not.toHaveProperty('title')
})

/** All records of a ledger as somebody pages through it. */
async function paged(query: Record<string, string>, sort: string, limit: number) {
  const read: { id: string; title: string }[] = []
  let after: string | null = null
  do {
    const page = await ledgerPage(db, tournament, town.as('north entry'), readFilter(tournament, query), { sort, after, limit })
    read.push(...page.rows)
    after = page.next
  } while (after)
  return read
}

test('a search finds the same on a page that is full nearby, on one that has to be gathered, and when it is counted', async () => {
  for (let n = 0; n < 12; n++)
    await inTown(town).create(
      'north entry',
      tournament,
      filled(`S-${n}`, { title: n === 3 ? '深秋邀请罕见赛' : `深秋邀请赛${n}`, startsOn: `2030-01-${10 + n}` }),
    )
  const found = { 深秋邀请赛: 11, 邀请: 12, 罕见: 1, 赛1: 3, 秋邀请罕: 1, '%': 0, 无此: 0 }
  const titlesOf = async (q: string, sort: string, limit: number) => (await paged({ q }, sort, limit)).map(({ title }) => title)
  for (const [q, many] of Object.entries(found)) {
    const gathered = await titlesOf(q, 'newest', 50)
    expect([q, gathered.length]).toEqual([q, many])
    expect(await titlesOf(q, 'newest', 4)).toEqual(gathered)
    const byStart = gathered.toSorted((a, b) => place(a) - place(b))
    for (const limit of [50, 4]) {
      expect(await titlesOf(q, 'startsOn', limit)).toEqual(byStart)
      expect(await titlesOf(q, '-startsOn', limit)).toEqual(byStart.toReversed())
    }
    expect(await ledgerCount(db, tournament, town.as('north entry'), readFilter(tournament, { q }))).toEqual({ count: many, more: false })
    expect(await titlesOf(q, 'newest', 50)).toHaveLength(
      (await paged({ q, surface: '硬地', 'startsOn.from': '2030-01-01' }, 'newest', 4)).length,
    )
  }
})

const place = (title: string) => (title === '深秋邀请罕见赛' ? 3 : Number(title.replace('深秋邀请赛', '')))

test('several filters leave the same rows whichever of them is gathered and which is asked of each record on the way', async () => {
  const surfaces = ['硬地', '硬地', '草地', '红土']
  const made: { id: string; surface: string; startsOn: string; clubs: string[] }[] = []
  for (let n = 0; n < 36; n++) {
    const more = {
      surface: surfaces[n % 4]!,
      startsOn: `2031-0${1 + (n % 3)}-1${n % 7}`,
      clubs: n % 5 === 0 ? ['north', 'south'] : ['north'],
    }
    const { id } = await inTown(town).create('north entry', tournament, filled(`F-${n}`, { title: `滤${n}`, ...more }))
    made.push({ id, ...more })
  }
  await withClient(url, (owner) => owner.query('analyze facet, record'))
  const read = async (query: Record<string, string>, sort: string) => (await paged(query, sort, 4)).map(({ id }) => id)
  const filters: [name: string, text: string, holds: (it: (typeof made)[0]) => boolean][] = [
    ['surface', '硬地', (it) => it.surface === '硬地'],
    ['surface', '硬地,红土', (it) => it.surface !== '草地'],
    ['clubs', 'south', (it) => it.clubs.includes('south')],
    ['startsOn.from', '2031-02-01', (it) => it.startsOn >= '2031-02-01'],
    ['startsOn.to', '2031-02-14', (it) => it.startsOn <= '2031-02-14'],
  ]
  for (const [one, oneText, holds] of filters) {
    for (const [other, otherText, holdsToo] of filters) {
      if (one === other) continue
      // Nothing else here starts in that year.
      const query = { 'startsOn.from': '2031-01-01', [one]: oneText, [other]: otherText }
      const expected = made
        .filter((it) => holds(it) && holdsToo(it))
        .map(({ id }) => id)
        .toSorted()
      expect(expected.length).toBeGreaterThan(1)
      expect(await read(query, 'newest'), JSON.stringify(query)).toEqual(expected.toReversed())
      expect((await read(query, 'startsOn')).toSorted(), JSON.stringify(query)).toEqual(expected)
    }
  }
})

test('what many records meet is told from what few do; the one that the fewest meet is never asked on the way', async () => {
  const meets = (field: string, value: string) =>
    sql<boolean>`facet.module = ${tournament.path} and facet.field = ${field} and facet.value = ${value}`
  const [many, some, few] = [meets('host', 'hall'), meets('surface', '硬地'), meets('surface', '沙地')]
  expect(await commonAmong(db, tournament, [many, some, few])).toEqual([many, some])
  expect(await commonAmong(db, tournament, [many, few])).toEqual([many])
  expect(await commonAmong(db, tournament, [many])).toEqual([])
})
