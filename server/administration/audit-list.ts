import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '#kernel/day.ts'
import { aCount, aMoment, aText, cursorOf, readCursor } from '#kernel/store/cursor.ts'
import type { DB } from '#kernel/store/schema.ts'

export const auditRowShape = z.object({
  chain: z.string(),
  chainName: z.string().nullable(),
  seq: z.int(),
  at: z.string(),
  action: z.string(),
  result: z.string().meta({ description: 'done 或拒绝的错误代码' }),
  person: z.string().nullable(),
  personName: z.string().nullable(),
  org: z.string().nullable(),
  orgName: z.string().nullable(),
  object: z.string().nullable(),
  source: z.string(),
  request: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()).nullable(),
})
type AuditRow = z.infer<typeof auditRowShape>

type Wish = {
  chain?: string | undefined
  q?: string | undefined
  action?: string | undefined
  result?: 'done' | 'refused' | undefined
  person?: string | undefined
  from?: string | undefined
  to?: string | undefined
  after?: string | undefined
  limit: number
}

/** Without dates a search for words goes this far back: they are found by reading entry after entry. */
const SEARCHED_DAYS = 31

/**
 * One page of the audit log, latest first. `q` is part of an entry as recorded (an id, an address, a code) or of the name of the person who acted.
 */
export async function auditWhere(
  db: Kysely<DB>,
  { chain, q, action, result, person, from, to, after, limit }: Wish,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  const searching = q !== undefined && from === undefined && to === undefined
  const { rows } = await sql<Omit<AuditRow, 'seq'> & { seq: string; key: string }>`
    select audit.chain, chain_org.name as "chainName", audit.seq::text, audit.at, entry::jsonb->>'action' as action, entry::jsonb->>'result' as result,
      entry::jsonb->>'person' as person, person.name as "personName", entry::jsonb->>'org' as org, org.name as "orgName", entry::jsonb->>'object' as object,
      entry::jsonb->>'source' as source, entry::jsonb->>'request' as request, entry::jsonb->>'before' as before, entry::jsonb->>'after' as after, entry::jsonb->'facts' as facts,
      to_char(audit.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as key
    from audit left join org chain_org on chain_org.id = audit.chain left join org on org.id = entry::jsonb->>'org'
      left join person on person.id::text = entry::jsonb->>'person'
    where ${chain === undefined ? sql`true` : sql`audit.chain = ${chain}`}
      and ${searching ? sql`audit.at > now() - make_interval(days => ${SEARCHED_DAYS}::int)` : sql`true`}
      and ${from === undefined ? sql`true` : sql`audit.at >= ${from}::date`}
      and ${to === undefined ? sql`true` : sql`audit.at < ${addDays(to, 1)}::date`}
      and ${action === undefined ? sql`true` : sql`starts_with(entry::jsonb->>'action', ${action})`}
      and ${result === undefined ? sql`true` : sql`(entry::jsonb->>'result' = 'done') = ${result === 'done'}`}
      and ${person === undefined ? sql`true` : sql`entry::jsonb->>'person' = ${person}`}
      and ${q === undefined ? sql`true` : sql`(position(${q} in entry) > 0 or entry::jsonb->>'person' in (select id::text from person where position(${q} in name) > 0))`}
      and ${beforeCursor(after)}
    order by audit.at desc, audit.chain desc, audit.seq desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ key: _key, seq, ...row }) => ({ ...row, seq: Number(seq) })),
    next: rows.length > limit && last ? cursorOf(last.key, last.chain, last.seq) : null,
  }
}

function beforeCursor(after: string | undefined) {
  if (after === undefined) return sql`true`
  const [at, chain, seq] = readCursor(after, aMoment, aText, aCount)
  return sql`(audit.at, audit.chain, audit.seq) < (${`${at}+00`}::timestamptz, ${chain}, ${seq}::bigint)`
}
