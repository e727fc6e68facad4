import { sql, type Kysely } from 'kysely'
import { VOID } from '../act.ts'
import type { AnyValues } from '../field.ts'
import { ALIKE_HINT, isHintOn } from '../hints.ts'
import type { Hint, Module } from '../module.ts'
import { ALIKE } from './project.ts'
import type { DB } from './schema.ts'

/** A warning when this unit has a live record of the same thing besides the one being written. */
export async function alikeHints(db: Kysely<DB>, module: Module, values: AnyValues, owner: string, except: string | null): Promise<Hint[]> {
  const key = alikeKey(module, values)
  if (key === null) return []
  return (await filedAlike(db, module, [key], owner, except)).has(key) ? [alikeHint(module)] : []
}

/** What makes a record the same thing as another of its unit; null where nobody is to be warned of it, or the values do not say. */
export const alikeKey = (module: Module, values: AnyValues): string | null =>
  isHintOn(module, ALIKE_HINT) ? (module.alike?.key(values)?.slice(0, 500) ?? null) : null

/** Those of these keys under which the unit has a live record. */
export async function filedAlike(
  db: Kysely<DB>,
  module: Module,
  keys: readonly string[],
  owner: string,
  except: string | null = null,
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await sql<{ key: string }>`
    select distinct facet.value as key from facet join record on record.id = facet.record_id
    where facet.module = ${module.path} and facet.field = ${ALIKE} and facet.value = any(${keys}::text[]) and record.owner = ${owner} and record.stage <> ${VOID}
      and record.id is distinct from ${except}::uuid`.execute(db)
  return new Set(rows.map(({ key }) => key))
}

export function alikeHint({ alike }: Module): Hint {
  const { field, message, clause } = alike!
  return { check: ALIKE_HINT, field, message, clause }
}
