import { sql, type Kysely } from 'kysely'
import type { Units } from '../module.ts'
import type { OrgKind } from '../org.ts'
import type { DB } from './schema.ts'

/** The organisations in being on a day, counted by their kinds. */
export async function unitsOn(db: Kysely<DB>, day: string): Promise<Units> {
  const { rows } = await sql<{ kind: OrgKind; count: number }>`
    select kind, count(*)::int as count from org where retired_on is null or retired_on > ${day} group by kind`.execute(db)
  return (kinds) => rows.reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0)
}
