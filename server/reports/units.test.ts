import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { HOUSING, reporting } from '../testing/reporting.ts'

/* 重大改革项目报表: the departments that lead a project by the period's last day, in the city's time. */
const { db, counted, opened, computed, fixed } = await reporting(await testOffice())

const unitsOf = async (report: ReturnType<typeof computed>) => (await report).units.map(({ id }) => id)
const assigned = async (org: string, at: string) => {
  await sql`insert into org (id, name, short, kind, pinyin, position) values (${org}, ${org}, ${org}, 'department', 'x', 20) on conflict do nothing`.execute(
    db,
  )
  return counted('projects', org, '2024-12-31', { at })
}

test('who was given the first project after the last day is no unit of that period, also in a reissue', async () => {
  const first = await assigned(HOUSING, '2023-01-20T02:00:00Z')
  await assigned('dept-last-minute', '2023-02-28T15:59:59Z')
  await assigned('dept-midnight', '2023-02-28T16:00:00Z')
  const period = await opened('2023-02-01', 'project')
  expect(await unitsOf(fixed(period))).toEqual([HOUSING, 'dept-last-minute'])
  expect(await unitsOf(computed(await opened('2023-03-01', 'project')))).toEqual([HOUSING, 'dept-last-minute', 'dept-midnight'])

  // Its day is another since, and counts from then on; the project was assigned when it was.
  await sql`insert into act (record_id, seq, verb, by_name, org_id, role, from_stage, to_stage, after_digest, at)
    values (${first}, 1, 'submit', '系统', 'office', 'system', 'entry', 'report', '', '2023-01-20T02:00:00Z')`.execute(db)
  await sql`update tally set on_day = '2025-06-30', counted_at = now() where record_id = ${first}`.execute(db)
  await assigned('dept-today', new Date().toISOString())
  expect(await unitsOf(fixed(period, '更正完成时间'))).toEqual([HOUSING, 'dept-last-minute'])
})
