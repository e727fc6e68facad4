import { readFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { windowsOf } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import { modules } from '#modules/all.ts'
import { countedBy } from '#server/cockpit/boards.ts'
import { connect } from '#server/database/connect.ts'
import { openKeys } from '#server/identity/keys.ts'
import { compute, computedBy } from '#server/reports/compute.ts'
import { differences } from '#server/reports/differences.ts'
import type { ReportId } from '#server/reports/reports.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { firstStart } from './first-start.ts'

const { db, pool } = connect(await freshDatabase())
const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-reports-'))

type Fixed = {
  report: ReportId
  first: string
  last: string
  issue: number
  cause: string | null
  askedBy: string
  fixedBy: string
  locked: Date
  digest: string
  scheme: Scheme
  units: Unit[]
  result: Scored
}
let fixed: Fixed[]
const of = (report: ReportId, first: string, issue = 1) =>
  fixed.find((each) => each.report === report && each.first === first && each.issue === issue)!

beforeAll(async () => {
  await keepForms(db, modules)
  await keepLinkRules(db, modules)
  await firstStart(db, openKeys(dataDir), dataDir, true, new Date('2026-11-20T04:00:00Z'), () => undefined)
  const { rows } = await sql<Fixed>`
    select report, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, issue, cause, asked_by_name as "askedBy", fixed_by_name as "fixedBy",
      locked_at as locked, digest, scheme, units, result
    from fixed_report join computation on computation_id = computation.id join period on period.id = fixed_report.period_id order by first_day, issue`.execute(
    db,
  )
  fixed = rows
}, 300_000)
afterAll(async () => {
  await pool.end()
  rmSync(dataDir, { recursive: true, force: true })
})

test('the report of major projects names the businesses that its scheme counts, and no others', async () => {
  const { scheme, first, last } = fixed.find(({ report }) => report === 'project')!
  const figures = windowsOf(scheme.indicators, { first, last }).map(({ figure }) => figure)
  const { rows } = await sql<{ module: string }>`
    select distinct module from tally join record on record.id = tally.record_id where figure = any(${figures}::text[])`.execute(db)
  const paths = countedBy('project', modules).map(({ path }) => path)
  expect(rows.map(({ module }) => module).toSorted()).toEqual(paths.toSorted())
})

test('the first quarter by the scheme printed then, the two last quarters by 3.0, the earlier one put right, and two months of the major projects', () => {
  expect(fixed.map(({ report, first, issue, scheme }) => [report, first, issue, scheme.id])).toEqual([
    ['district', '2023-01-01', 1, 'district-2023-03-31'],
    ['district', '2026-04-01', 1, 'district-3.0'],
    ['district', '2026-04-01', 2, 'district-3.0'],
    ['district', '2026-07-01', 1, 'district-3.0'],
    ['project', '2026-09-01', 1, 'major-project-1'],
  ])
  for (const { askedBy, fixedBy } of fixed) expect([askedBy, fixedBy]).toEqual(['演示·市委改革办录入员一', '演示·市委改革办审核员一'])
})

test('each computes to itself, and the records still say what was counted when it was made', async () => {
  for (const { scheme, units, digest, ...period } of fixed) {
    expect(computedBy(scheme, units).digest).toBe(digest)
    expect((await compute(db, { ...period, scheme })).units, period.first).toEqual(units)
  }
})

describe('docs/scoring.md', () => {
  const paper = readFileSync(new URL('../docs/scoring.md', import.meta.url), 'utf8')

  test.each([
    ['## The demonstration city, first quarter of 2023', '2023-01-01', 3],
    ['### The demonstration city, third quarter of 2026', '2026-07-01', 2],
  ])('%s: every score, index, rank and colour that was worked out by hand', (heading, first, districts) => {
    const printed = scoresUnder(paper, heading)
    expect(printed.size).toBe(districts)
    for (const [name, scores] of printed) {
      const unit = of('district', first).result.units.find((each) => each.name === name)!
      const { index, rank, colour, ...rest } = scores
      expect({ index: unit.index, rank: String(unit.rank), colour: unit.band }, name).toEqual({ index, rank, colour })
      const scored = of('district', first).scheme.indicators.filter(({ method }) => method !== 'display')
      expect(Object.fromEntries(scored.map(({ id }) => [id, unit.scores[id]!.score])), name).toEqual(rest)
    }
  })
})

/** The columns of the table that begins with `score`, by the name above them. */
function scoresUnder(paper: string, heading: string): Map<string, Record<string, string>> {
  const rest = paper.slice(paper.indexOf(heading)).split('\n')
  const from = rest.findIndex((line) => line.startsWith('| score |'))
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const [, ...names] = cells(rest[from]!)
  const lines = rest.slice(from + 2)
  const rows = lines
    .slice(
      0,
      lines.findIndex((line) => !line.startsWith('|')),
    )
    .map(cells)
  return new Map(names.map((name, at) => [name, Object.fromEntries(rows.map((row) => [row[0]!, row[at + 1]!]))]))
}

test('nothing of the first quarter is empty: every indicator counts something, all 41 are surveyed, pilots were accepted in time, late and not', async () => {
  const { units, result, scheme } = of('district', '2023-01-01')
  for (const { id } of scheme.indicators) expect(new Set(units.map((unit) => JSON.stringify(unit.values[id]))).size, id).toBeGreaterThan(1)
  expect(units.filter(({ values }) => values.survey !== null)).toHaveLength(41)
  expect(new Set(result.units.map(({ band }) => band))).toEqual(new Set(['green', 'blue', 'yellow', 'orange', 'red']))
  expect(new Set(units.map(({ values }) => values.risk as object).flatMap(Object.keys))).toEqual(new Set(['opinion', 'larger']))
  const { rows } = await sql<{ figure: string }>`
    select distinct figure from tally where figure like 'pilots-accepted%' and on_day <= '2023-03-31' and counted_at < '2023-04-11'`.execute(
    db,
  )
  expect(rows.map(({ figure }) => figure).sort()).toEqual(['pilots-accepted', 'pilots-accepted-late'])
  expect(units.some(({ values }) => (values.accepted as { passed: string; due: string }).passed === '0' && isDue(values.accepted))).toBe(
    true,
  )
  // Decided after the lock.
  const late =
    await sql`select 1 from tally where counted_at > '2023-04-12' and counted_at < '2023-07-01' and on_day <= '2023-03-31'`.execute(db)
  expect(late.rows.length).toBeGreaterThan(1)
})

test('from one quarter to the next ranks and colours change; there are ties, districts with nothing due, and what still waits', async () => {
  const [before, now] = [of('district', '2026-04-01', 2).result, of('district', '2026-07-01').result]
  const changed = differences(before, now)
  expect(changed.filter(({ rank }) => rank.before !== rank.after).length).toBeGreaterThan(10)
  expect(changed.filter(({ band }) => band.before !== band.after).length).toBeGreaterThan(3)
  const alike = now.units.filter(({ name }) => ['大渡口区', '梁平区'].includes(name)).map(({ rank, index }) => [rank, index])
  expect(alike[0]).toEqual(alike[1])
  expect(of('district', '2026-07-01').units.some(({ values }) => !isDue(values.accepted))).toBe(true)
  expect(now.units.every(({ pending }) => !pending)).toBe(true)
  const waiting =
    await sql`select 1 from record where module = 'reform/brand' and stage = 'adopt' and record_values ->> 'happenedOn' between '2026-07-01' and '2026-09-30'`.execute(
      db,
    )
  expect(waiting.rows.length).toBeGreaterThan(0)
})

const isDue = (figure: unknown) => (figure as { due: string }).due !== '0'

test('the reissue says why, and changes one figure of one district', () => {
  const again = of('district', '2026-04-01', 2)
  expect(again.cause).toContain('永川区')
  const figures = differences(of('district', '2026-04-01').result, again.result).flatMap(({ name, scores }) =>
    scores.filter(({ figure }) => figure.before !== figure.after).map(({ indicator, figure }) => [name, indicator, figure]),
  )
  expect(figures).toEqual([['永川区', 'promoted', { before: '0', after: '1' }]])
})

test('major projects: at least eight of several departments, milestones met in time, met late, missed and coming', async () => {
  const { rows } = await sql<{ lead: string; milestones: { dueOn: string }[]; states: { dueOn: string; doneOn?: string }[] | null }>`
    select record_values ->> 'lead' as lead, record_values -> 'milestones' as milestones, approved -> 'states' as states
    from record where module = 'reform/project' and reached > 0`.execute(db)
  expect(rows.length).toBeGreaterThanOrEqual(8)
  expect(new Set(rows.map(({ lead }) => lead)).size).toBeGreaterThanOrEqual(8)
  const states = rows.flatMap((row) => row.states ?? [])
  const met = states.filter(({ doneOn }) => doneOn !== undefined)
  expect(met.some(({ doneOn, dueOn }) => doneOn! <= dueOn)).toBe(true)
  expect(met.some(({ doneOn, dueOn }) => doneOn! > dueOn)).toBe(true)
  expect(states.some(({ doneOn, dueOn }) => doneOn === undefined && dueOn < '2026-11-20')).toBe(true)
  expect(rows.some(({ milestones }) => milestones.some(({ dueOn }) => dueOn > '2026-11-20'))).toBe(true)
})
