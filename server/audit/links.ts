import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Head, Link } from './chain.ts'

const BATCH = 2_000

/** The head of each chain at this moment, and of a chain that has entries and no head: nothing but tampering makes one. */
export async function headsIn(db: Kysely<DB>, chain?: string): Promise<(Head & { chain: string; entries: number })[]> {
  const { rows } = await sql<{ chain: string; seq: string | null; hash: Buffer | null; entries: string }>`
    select chain, audit_head.seq::text, audit_head.hash, coalesce((select max(seq) from audit where audit.chain = chains.chain), 0)::text as entries
    from (select chain from audit_head union select distinct chain from audit) chains left join audit_head using (chain)
    where ${chain === undefined ? sql`true` : sql`chain = ${chain}`} order by chain collate "C"`.execute(db)
  return rows.map((row) => ({
    chain: row.chain,
    seq: Number(row.seq ?? 0),
    hash: row.hash?.toString('hex') ?? '',
    entries: Number(row.entries),
  }))
}

/** Every entry of a chain up to a number, in order, a batch at a time. */
export async function* linksOf(db: Kysely<DB>, chain: string, upTo: number): AsyncGenerator<Link> {
  for (let from = 0; from < upTo;) {
    const { rows } = await sql<{ seq: string; at: string; entry: string; hash: string }>`
      select seq::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, entry, encode(hash, 'hex') as hash
      from audit where chain = ${chain} and seq > ${from} and seq <= ${upTo} order by audit.seq limit ${BATCH}`.execute(db)
    for (const row of rows) yield { ...row, chain, seq: Number(row.seq), at: `${row.at.replace(/000$/, '')}Z` }
    if (rows.length < BATCH) return
    from = Number(rows.at(-1)!.seq)
  }
}
