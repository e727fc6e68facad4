import { sql, type Kysely, type RawBuilder } from 'kysely'
import { gramsToFind } from '../grams.ts'
import { textKey } from '../text-key.ts'
import type { DB } from './schema.ts'

/**
 * The condition that a record contains a phrase; null of a phrase with nothing to look for.
 *
 * The pairs of a phrase come together, and the planner takes them for independent: of a word that is in every tenth record it expects a handful and gathers a
 * hundred thousand. So where all pairs are frequent it is told of the rarest alone, which is about as frequent as the word, and may read the ledger in its order instead.
 */
export async function containing(db: Kysely<DB>, phrase: string): Promise<RawBuilder<boolean> | null> {
  const key = textKey(phrase)
  if (key === '') return null
  const pairs = gramsToFind(key)
  const frequent = await frequentPairs(db)
  const shares = pairs.map((pair) => frequent.get(pair))
  if (pairs.length === 0 || shares.includes(undefined))
    return sql<boolean>`record.grams @> ${pairs}::text[] and record.found_in like ${`%${key.replace(/[\\%_]/g, '\\$&')}%`}`
  const rarest = pairs.reduce((least, pair) => (frequent.get(pair)! < frequent.get(least)! ? pair : least))
  // Not `like`, of which the planner would guess from its samples once more.
  return sql<boolean>`record.grams @> ${[rarest]}::text[] and position(${key} in record.found_in) > 0`
}

/** The database counts anew about as often. */
const KEPT = 10 * 60_000

const counted = new WeakMap<object, { at: number; pairs: Promise<ReadonlyMap<string, number>> }>()

/** The pairs that the database knows to be frequent, and in what share of the records each stands, as it last counted them. */
function frequentPairs(db: Kysely<DB>): Promise<ReadonlyMap<string, number>> {
  const known = counted.get(db)
  if (known && performance.now() - known.at < KEPT) return known.pairs
  const pairs = read(db)
  counted.set(db, { at: performance.now(), pairs })
  pairs.catch(() => counted.delete(db))
  return pairs
}

async function read(db: Kysely<DB>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ pair: string; share: number }>`
    select pair, share from pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) as known(pair, share)
    where schemaname = 'public' and tablename = 'record' and attname = 'grams' and pair is not null`.execute(db)
  return new Map(rows.map(({ pair, share }) => [pair, share]))
}
