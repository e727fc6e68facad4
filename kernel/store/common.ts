import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Module } from '../module.ts'
import { estimated } from './estimate.ts'
import type { DB } from './schema.ts'

/** What more than one record in so many meets is common. */
const ONE_IN = 20

/**
 * Which of these conditions on `facet` many records of a module meet, as the planner estimates; never the one that the fewest meet.
 *
 * The planner takes the parts of a filter for independent of one another and of the business, expects a handful where thousands are, and gathers them all. What
 * is common helps to find nothing: asked of each record on the way it lets a page be full after a few steps. A single condition is gathered however common it is:
 * days follow the age of records, and all that fall into a quarter long ago would be found after all that are younger.
 */
export async function commonAmong<T extends RawBuilder<boolean>>(db: Kysely<DB>, module: Module, conditions: readonly T[]): Promise<T[]> {
  if (conditions.length < 2) return []
  const records = sql`select 1 from record where record.module = ${module.path}`
  const [all = 0, ...met] = await estimated(db, [records, ...conditions.map((each) => sql`select 1 from facet where ${each}`)])
  const fewest = met.indexOf(Math.min(...met))
  return conditions.filter((_, at) => at !== fewest && met[at]! > all / ONE_IN)
}
