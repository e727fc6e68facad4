import { sql, type Kysely } from 'kysely'
import type { Units } from '../module.ts'
import type { OrgKind } from '../org.ts'
import type { DB } from './schema.ts'

/** Of `org`: whether it stands on a day; neither those founded later nor those gone by then. */
export const standsOn = (day: string) =>
  sql`(founded_on is null or founded_on <= ${day}::date) and (retired_on is null or retired_on > ${day}::date)`

/** The organisations in being on a day, counted by their kinds. */
export async function unitsOn(db: Kysely<DB>, day: string): Promise<Units> {
  const { rows } = await sql<{ kind: OrgKind; count: number }>`
    select kind, count(*)::int as count from org where retired_on is null or retired_on > ${day} group by kind`.execute(db)
  return (kinds) => rows.reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0)
}
