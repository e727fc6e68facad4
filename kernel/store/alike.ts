import { sql, type Kysely } from 'kysely'
import { VOID } from '../act.ts'
import type { AnyValues } from '../field.ts'
import type { Hint, Module } from '../module.ts'
import { ALIKE } from './project.ts'
import type { DB } from './schema.ts'

/** A warning when this unit has a live record of the same thing besides the one being written. */
export async function alikeHints(db: Kysely<DB>, module: Module, values: AnyValues, owner: string, except: string | null): Promise<Hint[]> {
  const key = module.alike?.key(values) ?? null
  if (!module.alike || key === null) return []
  const { rows } = await sql`
    select 1 from facet join record on record.id = facet.record_id
    where facet.module = ${module.path} and facet.field = ${ALIKE} and facet.value = ${key.slice(0, 500)} and record.owner = ${owner} and record.stage <> ${VOID}
      and record.id is distinct from ${except}::uuid limit 1`.execute(db)
  const { field, message, clause } = module.alike
  return rows.length === 0 ? [] : [{ check: 'alike', field, message, clause }]
}
