import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fold, canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { sightOf } from '#kernel/parties.ts'
import type { Actor } from '#kernel/org.ts'
import { roundOf } from '#kernel/store/round.ts'
import { matter } from '#modules/digital/matter.ts'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import { actsOf } from '#kernel/store/history.ts'
import { talliesAfter } from '#kernel/store/tallies.ts'
import { subjectOf, type RecordRow } from '#kernel/store/record-row.ts'
import { todosOf } from '#kernel/todo.ts'
import { modules } from '#modules/all.ts'
import { connect } from '#server/database/connect.ts'
import { openKeys } from '#server/identity/keys.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { firstStart, type Printed } from './first-start.ts'

const { db, pool } = connect(await freshDatabase())
const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-city-'))
let printed: Printed[]
let records: RecordRow[]

beforeAll(async () => {
  await keepForms(db, modules)
  await keepLinkRules(db, modules)
  printed = await firstStart(db, openKeys(dataDir), dataDir, true, new Date('2026-11-20T04:00:00Z'), () => undefined)
  records = (await sql<RecordRow>`select * from record`.execute(db)).rows
}, 300_000)
afterAll(async () => {
  await pool.end()
  rmSync(dataDir, { recursive: true, force: true })
})

const mayStop = (module: Module) =>
  Object.values(module.flow).some((step) => Object.values(step.outcomes ?? {}).some((outcome) => outcome.to === 'closed'))
const moduleOf = (row: RecordRow) => modules.find((module) => module.path === row.module)!

test('there is something at every step of every flow, and at every end it has', () => {
  for (const module of modules) {
    expect(new Set(records.filter((row) => row.module === module.path).map((row) => row.stage))).toEqual(
      new Set([...Object.keys(module.flow), 'approved', ...(mayStop(module) ? ['closed'] : [])]),
    )
  }
})

test('what is assigned: overdue and returned on a desk, reported several times, late for good, more time asked for and granted, owed again', async () => {
  const of = (path: string) => records.filter((row) => row.module === path)
  const { rows: todos } = await sql<{ module: string; kind: string; due: string | null }>`select module, kind, due from todo`.execute(db)
  const overdue = todos.filter(({ due }) => due !== null && due < '2026-11-20').map(({ module }) => module)
  const { rows: granted } = await sql`select 1 from act where verb = 'grant'`.execute(db)
  for (const path of ['reform/demand-task', 'reform/blockage', 'reform/meeting-decision']) {
    expect(overdue, path).toContain(path)
    expect(Math.max(...of(path).map((row) => row.round)), path).toBeGreaterThan(1)
  }
  expect(Math.max(...of('reform/project').map((row) => row.round))).toBeGreaterThan(3)
  expect(of('reform/demand').filter((row) => row.returned !== null)).toHaveLength(1)
  expect(of('reform/demand-task').filter((row) => row.returned !== null)).toHaveLength(1)
  expect(of('reform/demand-task').filter((row) => row.extension !== null)).toHaveLength(1)
  expect(of('reform/demand-task').some((row) => (row.late as unknown[]).length > 0)).toBe(true)
  expect(granted).toHaveLength(1)
  expect(todos.filter(({ kind, module }) => kind === 'renew' && module !== 'reform/pilot-progress').length).toBeGreaterThan(3)
})

test('fold = projection: every record, its sight, its to-dos and what it counts as are what its acts add up to', async () => {
  for (const row of records) {
    const module = moduleOf(row)
    const acts = await actsOf(db, row.id)
    const subject = { id: row.id, owner: row.owner, state: fold(module, acts) }
    expect(canonical(subjectOf(row).state)).toBe(canonical(subject.state))
    const { rows: sight } = await sql<{
      org_id: string
    }>`select org_id from sight where record_id = ${row.id} order by org_id collate "C"`.execute(db)
    expect(sight.map((each) => each.org_id)).toEqual(sightOf(module, subject))
    const { rows: desks } = await sql<{
      desk: string
    }>`select kind || ' ' || org_id || ' ' || role || ' ' || stage || ' ' || starts || coalesce(' ' || due, '') as desk from todo where record_id = ${row.id} order by 1`.execute(
      db,
    )
    const expected = todosOf(module, subject).map(
      (todo) => `${todo.kind} ${todo.org} ${todo.role} ${todo.stage} ${todo.starts}${todo.due === null ? '' : ` ${todo.due}`}`,
    )
    expect(desks.map((each) => each.desk)).toEqual(expected.sort())
    const { rows: tallies } = await sql<{ row: string }>`
      select concat_ws(' ', figure, org_id, to_char(on_day, 'YYYY-MM-DD'), kind, amount, same) as row from tally where record_id = ${row.id}`.execute(
      db,
    )
    const states = acts.map(({ at }, seq) => ({ state: fold(module, acts.slice(0, seq + 1)), at }))
    const counted = talliesAfter(module, subject, states).map((each) =>
      [each.figure, each.org_id, each.on_day, each.kind, each.amount, each.same].join(' '),
    )
    expect(tallies.map((each) => each.row).sort()).toEqual(counted.sort())
  }
})

test('INV-13 every district named by a distributed pilot has exactly one progress task, and no other has', async () => {
  const pilots = records.filter((row) => row.module === 'reform/pilot' && row.stage === 'approved')
  expect(pilots.length).toBeGreaterThan(15)
  for (const pilot of pilots) {
    const { rows } = await sql<{
      owner: string
    }>`select owner from facet join record on record.id = facet.record_id where facet.field = 'pilot' and facet.value = ${pilot.id} order by owner`.execute(
      db,
    )
    expect(rows.map((row) => row.owner)).toEqual([...(pilot.record_values as { districts: string[] }).districts].sort())
  }
})

test('一件事 has met every outcome of the manual, and a round waits with two of one content from two districts', async () => {
  const { rows } = await sql<{
    outcome: string
  }>`select distinct outcome from act join record on record.id = act.record_id where module = ${matter.path} and outcome is not null`.execute(
    db,
  )
  const outcomes = Object.values(matter.flow).flatMap((step) => Object.keys(step.outcomes ?? {}))
  expect(rows.map(({ outcome }) => outcome).sort()).toEqual([...outcomes].sort())
  const reviewer: Actor = { id: '00000000-0000-0000-0000-000000000000', name: '', posts: [{ org: 'office', role: 'reviewer' }] }
  const { groups } = await roundOf(db, matter, reviewer)
  expect(groups[0]!.items.map(({ owner }) => owner)).toEqual(['500116', '500120'])
  expect(groups.find(({ known }) => known.length > 0)!.items[0]!.owner).toBe('500154')
})

test('INV-08 acts and audit rows are one to one', async () => {
  const { rows } = await sql<{
    acts: number
    told: number
  }>`select (select count(*) from act where verb <> 'open')::int as acts, (select count(*) from audit where entry::jsonb ->> 'action' not like 'report:%')::int as told`.execute(
    db,
  )
  expect(rows[0]!.told).toBe(rows[0]!.acts)
})

test('R-ID-01 R-PI-03 printed passwords all differ, and nobody is a real person', async () => {
  expect(new Set(printed.map((each) => each.password)).size).toBe(printed.length)
  const { rows } = await sql<{ name: string; demonstration: boolean }>`select name, demonstration from person`.execute(db)
  expect(rows.every((row) => row.demonstration && row.name.startsWith('演示·'))).toBe(true)
})

test('nothing happened in the future, or at night', async () => {
  const { rows } = await sql<{ at: Date }>`select at from act`.execute(db)
  for (const { at } of rows) {
    expect(at.getTime()).toBeLessThanOrEqual(Date.parse('2026-11-20T04:00:00Z'))
    expect((at.getUTCHours() + 8) % 24).toBeGreaterThanOrEqual(9)
    expect((at.getUTCHours() + 8) % 24).toBeLessThan(18)
  }
})
