import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import type { Module } from '../module.ts'
import { nearness, titleKey } from '../near-titles.ts'
import type { Actor } from '../org.ts'
import { sees } from '../parties.ts'
import { naming, tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, type Town } from '../testing/town.ts'
import { titleOf } from './project.ts'
import { subjectOf, type RecordRow } from './record-row.ts'
import { sameHints, similarTo } from './similar.ts'

const url = await freshDatabase()
const { db, pool } = connect(url)
let town: Town

beforeAll(async () => {
  town = await buildTown(db)
  await settle()
})
afterAll(() => pool.end())

const WORDS = ['春季', '红土', '青少年', '双打', '公开', '东山', '河畔', '邀请', '俱乐部', '建立', '机制']
const wording = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 })
  .map((words) => words.join(''))
  // So short a title that every record has its like would leave nothing to tell apart.
  .filter((title) => title.length > 2)

/** Tournaments and courts of every club under titles much alike: drafts, under review, decided, listed, thrown away. */
async function settle() {
  const go = inTown(town)
  for (const [at, title] of fc.sample(wording, { numRuns: 60, seed: 11 }).entries()) {
    const club = ['north', 'south', 'east'][at % 3]!
    const module: Module = at % 2 ? naming : tournament
    const values = module === naming ? { title, plan: '方案' } : filled(`T-${at}`, { title })
    const { id } = await go.create(`${club} entry`, module, values)
    if (at % 5 === 4) await go.act(`${club} entry`, module, id, { verb: 'discard', version: 1 })
    if (at % 5 > 2) continue
    await go.act(`${club} entry`, module, id, { verb: 'submit', version: 1 })
    if (at % 5 > 1) continue
    await go.act(`${club} reviewer`, module, id, { verb: 'pass', version: 2 })
    if (module === naming)
      await go.act('federation reviewer', module, id, { verb: 'decide', outcome: at % 15 === 5 ? 'repeated' : 'listed', version: 3 })
  }
}

const everything = async (module: Module) => (await sql<RecordRow>`select * from record where module = ${module.path}`.execute(db)).rows
const isListed = (module: Module, row: RecordRow) => module.directory?.holds(subjectOf(row).state.values) === true

const orgIds = ['north', 'south', 'east', 'hall', 'federation']
const anybody = fc
  .array(fc.record({ org: fc.constantFrom(...orgIds), role: fc.constantFrom('entry', 'leader', 'system-admin') }), { maxLength: 2 })
  .map((posts): Actor => ({ id: '00000000-0000-7000-8000-000000000000', name: 'x', posts: posts as Actor['posts'] }))

describe('similar records', () => {
  test('are the nearest of all that the person may see or that is listed, and never another', async () => {
    for (const module of [tournament, naming]) {
      const rows = await everything(module)
      let hidden = 0
      let told = 0
      await fc.assert(
        fc.asyncProperty(anybody, wording, async (who, title) => {
          const found = await similarTo(db, module, who, title, null)
          const mine = (row: RecordRow) => sees(module, subjectOf(row), who)
          const may = (row: RecordRow) => mine(row) || (isListed(module, row) && who.posts.some((post) => post.role !== 'system-admin'))
          const near = (row: RecordRow) => nearness(titleKey(module, title), new Set(titleKey(module, row.title)))
          hidden += rows.filter((row) => !may(row) && near(row) !== null).length
          const expected = rows.filter((row) => row.stage !== 'void' && may(row)).flatMap((row) => near(row) ?? [])
          expect(found.map((one) => one.likeness)).toEqual(expected.sort((a, b) => b - a).slice(0, 8))
          for (const one of found) {
            if (one.id !== null) {
              const row = rows.find(({ id }) => id === one.id)!
              expect(mine(row)).toBe(true)
              expect(one).toMatchObject({ title: row.title, owner: row.owner, stage: row.stage, directory: isListed(module, row) })
            } else {
              told++
              expect(one).toMatchObject({ stage: null, directory: true })
              expect(rows.some((row) => isListed(module, row) && row.title === one.title && row.owner === one.owner)).toBe(true)
            }
          }
        }),
        { numRuns: 120 },
      )
      // There was something to give away, and something to tell of.
      expect(hidden).toBeGreaterThan(100)
      if (module === naming) expect(told).toBeGreaterThan(10)
    }
  })

  test('a title finds itself first, in any order of its words and under other words of form', async () => {
    const go = inTown(town)
    const { id } = await go.create('east entry', tournament, filled('S-1', { title: '探索推进残障人士轮椅网球联赛机制' }))
    for (const title of ['残障人士轮椅网球联赛', '建立健全残障人士轮椅网球联赛制度', '轮椅网球联赛（残障人士）']) {
      const [first] = await similarTo(db, tournament, town.as('east entry'), title, null)
      expect(first).toMatchObject({ id, owner: 'east', ownerName: 'east', stage: 'entry' })
      expect(first!.likeness).toBeGreaterThan(0.75)
    }
    expect(await similarTo(db, tournament, town.as('east entry'), '残障人士轮椅网球联赛', id)).toEqual([])
  })

  test('what is written while the question stands is found under its new title and no more under the old, and what is thrown away not at all', async () => {
    const go = inTown(town)
    const found = async (title: string) => (await similarTo(db, tournament, town.as('south entry'), title, null)).map((one) => one.id)
    const { id } = await go.create('south entry', tournament, filled('S-2', { title: '沙滩排球挑战' }))
    expect(await found('沙滩排球挑战')).toEqual([id])
    await go.act('south entry', tournament, id, { verb: 'save', version: 1, values: filled('S-2', { title: '沙滩足球大奖' }) })
    expect(await found('沙滩足球大奖')).toEqual([id])
    expect(await found('排球挑战')).toEqual([])
    await go.act('south entry', tournament, id, { verb: 'save', version: 2, values: { ...filled('S-2'), title: null } })
    expect(await found('沙滩足球大奖')).toEqual([])
    await go.act('south entry', tournament, id, { verb: 'save', version: 3, values: filled('S-2', { title: '沙滩足球大奖' }) })
    expect(await found('沙滩足球大奖')).toEqual([id])
    await go.act('south entry', tournament, id, { verb: 'discard', version: 4 })
    expect(await found('沙滩足球大奖')).toEqual([])
  })

  test('R-AC-05 hidden records of the same title change nothing in the answer', async () => {
    const ask = () => similarTo(db, tournament, town.as('south entry'), '春季红土公开', null)
    await inTown(town).create('south entry', tournament, filled('H', { title: '建立春季红土公开机制' }))
    const before = await ask()
    for (let at = 0; at < 12; at++) await inTown(town).create('north entry', tournament, filled(`H-${at}`, { title: '春季红土公开' }))
    expect(before.length).toBeGreaterThan(0)
    expect(await ask()).toEqual(before)
  })

  test('the pairs kept for a record are those of its title, whatever has happened to it', async () => {
    const { rows } = await sql<{ id: string; pairs: string[]; sizes: number[] }>`
      select record.id, coalesce(array_agg(pair order by pair) filter (where pair is not null), '{}') as pairs, array_remove(array_agg(distinct pairs), null) as sizes
      from record left join title_pair on record_id = record.id and title_pair.module = record.module group by record.id`.execute(db)
    const kept = new Map(rows.map((row) => [row.id, row]))
    for (const module of [tournament, naming])
      for (const row of await everything(module)) {
        const titled = row.stage !== 'void' && subjectOf(row).state.values.title !== undefined
        const key = titled ? titleKey(module, titleOf(module, subjectOf(row).state.values)) : []
        expect(new Set(kept.get(row.id)!.pairs)).toEqual(new Set(key))
        expect(kept.get(row.id)!.sizes).toEqual(key.length === 0 ? [] : [key.length])
      }
  })
})

test('of words that very many titles have only the latest are read, and the nearest are found all the same', async () => {
  const go = inTown(town)
  const { id } = await go.create('south entry', tournament, filled('M-1', { title: '羽毛球联赛高原站' }))
  const { id: like } = await go.create('south entry', tournament, filled('M-2', { title: '羽毛球联赛' }))
  // Later than both, and more than is read of one pair.
  await sql`with many as (select ('ffffffff-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id from generate_series(1, 6000) n),
      made as (insert into record select (jsonb_populate_record(record, jsonb_build_object('id', many.id))).* from record, many where record.id = ${like} returning id),
      paired as (insert into title_pair select module, pair, many.id, pairs from title_pair, many where record_id = ${like})
    insert into sight select org_id, module, many.id from sight, many where record_id = ${like}`.execute(db)
  const [first, ...others] = await similarTo(db, tournament, town.as('south entry'), '羽毛球联赛高原', null)
  expect(first).toMatchObject({ id })
  expect(others.map((one) => one.title)).toEqual(others.map(() => '羽毛球联赛'))
  expect(others).toHaveLength(7)
  // Whoever sees none of them is told of none.
  expect(await similarTo(db, tournament, town.as('north entry'), '羽毛球联赛高原', null)).toEqual([])
})

describe('the hint', () => {
  test('names whose the other is, and is silent where a title is only near', async () => {
    const hints = (who: string, title: string) => sameHints(db, tournament, town.as(`${who} entry`), { title }, who, null)
    await inTown(town).create('east entry', tournament, filled('C-1', { title: '环湖自行车越野挑战' }))
    expect(await hints('east', '环湖自行车越野挑战工作')).toEqual([
      { check: 'similar', field: 'title', message: '可能与本单位“环湖自行车越野挑战”重复，请先核对', clause: '系统提示' },
    ])
    expect(await hints('east', '环湖自行车越野骑行赛')).toEqual([])
    expect(await hints('north', '环湖自行车越野挑战')).toEqual([])
  })
})
