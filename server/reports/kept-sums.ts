import { sql, type Kysely } from 'kysely'
import type { Tallied, Window } from '#indicators/figures.ts'
import type { DB } from '#kernel/store/schema.ts'
import { added, counts, FOREVER, talliedIn, type Sums } from './tallied.ts'

/** Sums as they were read in one snapshot, by what was asked for. */
export type KeptSums = ReadonlyMap<string, readonly Tallied[]>

/** Of which organisations which figures may be others. */
type Others = { figures: string[]; orgs: string[] }

/**
 * Sums over the tallies of all time, for this transaction: those that were read in an earlier snapshot are taken from there, and only what has come about since is
 * added up anew, so that one approval among millions costs what its own unit's figures cost. `kept` fills as sums are asked for.
 */
export async function sumsSince(
  tx: Kysely<DB>,
  before: { kept: KeptSums; snapshot: string } | null,
): Promise<{ sums: Sums; kept: KeptSums }> {
  const others = before && (await othersSince(tx, before.snapshot))
  const kept = new Map<string, readonly Tallied[]>()
  const sums = async (windows: readonly Window[]) => {
    const asked = JSON.stringify(windows)
    const known = before?.kept.get(asked)
    const read = known && others ? await broughtUp(tx, windows, known, others) : await talliedIn(tx, windows, FOREVER)
    kept.set(asked, read)
    return read
  }
  return { sums, kept }
}

async function broughtUp(
  tx: Kysely<DB>,
  windows: readonly Window[],
  known: readonly Tallied[],
  others: Others,
): Promise<readonly Tallied[]> {
  const touched = windows.filter(({ figure }) => others.figures.includes(figure))
  if (touched.length === 0) return known
  const anew = await added(tx, touched, sql`tally`, sql`${counts(FOREVER)} and org_id = any(${others.orgs}::text[])`)
  return [...known.filter(({ figure, org }) => !others.figures.includes(figure) || !others.orgs.includes(org)), ...anew]
}

/** What this transaction sees and a snapshot did not, told by the triggers of the tallies; of each figure more organisations than were touched, never fewer. */
async function othersSince(tx: Kysely<DB>, snapshot: string): Promise<Others> {
  const { rows } = await sql<Others>`
    select coalesce(array_agg(distinct figure), '{}') as figures, coalesce(array_agg(distinct org), '{}') as orgs
    from outbox, unnest(figures) as figure, unnest(orgs) as org
    where kind = 'tally' and xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)`.execute(
    tx,
  )
  return rows[0]!
}
