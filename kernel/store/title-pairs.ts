import { sql, type RawBuilder } from 'kysely'
import { VOID, type Stage, type State } from '../act.ts'
import type { Module } from '../module.ts'
import { hasTypedTitle, titleKey } from '../near-titles.ts'

/** The pairs by which a record's title is found: none before it has one, and none of what was thrown away. */
export function titlePairsOf(module: Module, stage: Stage, values: State['values']): string[] {
  const title: unknown = values[module.title]
  return hasTypedTitle(module) && stage !== VOID && typeof title === 'string' ? titleKey(module, title) : []
}

/** Parts of the statement that stores an act; empty where the pairs stay as they are. */
export function titlePairs(module: Module, before: State | null, { stage, values }: State, id: string): RawBuilder<unknown>[] {
  const pairs = titlePairsOf(module, stage, values)
  const former = before === null ? [] : titlePairsOf(module, before.stage, before.values)
  if (former.join() === pairs.join()) return []
  const gone = former.filter((pair) => !pairs.includes(pair))
  const leaving = sql`pair_gone as (delete from title_pair where module = ${module.path} and pair = any(${gone}::text[]) and record_id = ${id})`
  if (pairs.length === 0) return [leaving]
  return [
    ...(gone.length === 0 ? [] : [leaving]),
    sql`pair_new as (insert into title_pair (module, pair, record_id, pairs) select ${module.path}, kept.pair, moved.id, ${pairs.length}
      from moved, unnest(${pairs}::text[]) as kept(pair) on conflict (module, pair, record_id) do update set pairs = excluded.pairs where title_pair.pairs <> excluded.pairs)`,
  ]
}
