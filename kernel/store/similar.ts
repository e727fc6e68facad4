import { sql, type Kysely } from 'kysely'
import type { AnyValues } from '../field.ts'
import { isHintOn, SAME_HINT, sameClause } from '../hints.ts'
import type { Hint, Module } from '../module.ts'
import { BEGUN, hasTypedTitle, HELD, isSame, nearness, titleKey, type Similar } from '../near-titles.ts'
import type { Actor } from '../org.ts'
import { viewerOrgs } from '../parties.ts'
import { ALIKE } from '../similar.ts'
import { DIRECTORY } from './project.ts'
import type { DB } from './schema.ts'

type Found = Omit<Similar, 'id' | 'likeness'> & { id: string; visible: boolean }

const SHOWN = 8
/** What the index thinks nearest is compared title by title. */
const COMPARED = 200
/** Entries of the index that one question may read, and how many of them for one pair, the latest records' first. */
const READ = 24_000
const READ_OF_A_PAIR = 4_000

/**
 * The records whose titles are most like this one, the most like first: those this person may see, and what stands in the business's directory, which
 * everybody with a business post may read. `except` is the record being written. The question reads no more of the index however many records there are:
 * of a pair that very many titles have, only what the latest records say.
 */
export async function similarTo(db: Kysely<DB>, module: Module, actor: Actor, title: string, except: string | null): Promise<Similar[]> {
  const typed = titleKey(module, title)
  const orgs = viewerOrgs(module, actor)
  if (typed.length === 0 || orgs.length === 0) return []
  const size = sql.lit(typed.length)
  const enough = typed.length < BEGUN ? typed.length + 1 : HELD * typed.length
  const most = Math.min(READ_OF_A_PAIR, Math.floor(READ / typed.length))
  const visible = sql<boolean>`exists (select 1 from sight where sight.org_id = any(${orgs}::text[]) and sight.module = ${module.path} and sight.record_id = near.record_id)`
  const listed = module.directory?.fields.includes(module.title)
    ? sql<boolean>`exists (select 1 from facet where facet.record_id = near.record_id and facet.module = ${module.path} and facet.field = ${DIRECTORY})`
    : sql<boolean>`false`
  // Of a pair that was cut off, a record older than what was read of it may hold it too: such are thought of as near as they can be, and what they really
  // hold is seen from their titles. Who may see a record is asked last, the nearest first, until there are enough.
  const { rows } = await sql<Found>`
    with held as materialized (
      select sought.pair, entry.record_id, entry.pairs from unnest(${typed}::text[]) as sought(pair) cross join lateral (
        select record_id, pairs from title_pair where title_pair.module = ${module.path} and title_pair.pair = sought.pair order by record_id desc limit ${most}) as entry),
    cut as materialized (
      select coalesce(array_agg(oldest.record_id order by oldest.record_id), '{}') as since from (select pair from held group by pair having count(*) = ${most}) as long cross join lateral (
        select record_id from title_pair where title_pair.module = ${module.path} and title_pair.pair = long.pair order by record_id desc limit 1 offset ${most - 1}) as oldest),
    found as (
      select record_id, count(*)::int as shared, min(pairs)::int as pairs from held where record_id is distinct from ${except}::uuid group by record_id),
    bounded as (select found.*, least(pairs, shared + cardinality(since) - width_bucket(record_id, since)) as bound from found, cut),
    near as materialized (
      select record_id from bounded where 2 * bound >= ${sql.lit(ALIKE)}::float8 * (${size} + pairs) or bound >= ${sql.lit(enough)}::float8
      order by bound::float8 / (${size} + pairs) desc, shared desc, record_id desc)
    select record.id, record.title, record.owner, org.name as "ownerName", record.stage, told.visible, told.listed as directory
    from (
      select near.record_id, seen.visible, seen.listed from near cross join lateral (select ${visible} as visible, ${listed} as listed offset 0) as seen
      where seen.visible or seen.listed limit ${COMPARED}) as told
    join record on record.id = told.record_id join org on org.id = record.owner`.execute(db)
  return rows
    .flatMap((row) => {
      const likeness = nearness(typed, new Set(titleKey(module, row.title)))
      return likeness === null ? [] : [{ ...row, likeness }]
    })
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? 1 : -1))
    .slice(0, SHOWN)
    .map(({ visible: mine, id, stage, ...told }) => ({ ...told, id: mine ? id : null, stage: mine ? stage : null }))
}

/** A warning when another record is probably about the same thing. */
export async function sameHints(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  values: AnyValues,
  owner: string,
  except: string | null,
): Promise<Hint[]> {
  const title: unknown = values[module.title]
  if (!isHintOn(module, SAME_HINT) || !hasTypedTitle(module) || typeof title !== 'string') return []
  const first = (await similarTo(db, module, actor, title, except)).find((one) => isSame(title, one))
  if (!first) return []
  const whose = first.owner === owner ? '本单位' : first.ownerName
  const message = `可能与${whose}“${first.title}”重复，请先核对`
  return [{ check: SAME_HINT, field: module.title, message, clause: sameClause(module) }]
}
