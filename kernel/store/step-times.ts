import { sql, type Kysely } from 'kysely'
import { during, stands } from './returns.ts'
import type { DB } from './schema.ts'

/** How long records stood at a step before they were handled, in days with fractions, and how many were handled after their day. */
export type StepTime = { module: string; step: string; org: string | null; handled: number; median: number; slow: number; late: number }

type Span = { from: string; to: string; orgs: readonly string[] | null }

/** Of everything that left a step in this time and was not taken back, from when it came there to be handled. `slow` is what nine in ten stayed under. With `orgs` only those desks; without, all desks together. */
export async function stepTimes(db: Kysely<DB>, { from, to, orgs }: Span): Promise<StepTime[]> {
  const { rows } = await sql<StepTime>`
    with left_step as (
      select record.module, leaving.from_stage as step, leaving.org_id as org, extract(epoch from leaving.at - came.at) / 86400 as days,
        exists (select 1 from jsonb_array_elements(record.late) late where late ->> 'step' = leaving.from_stage and late ->> 'on' = to_char(leaving.at, 'YYYY-MM-DD')) as late
      from act leaving join record on record.id = leaving.record_id
        join lateral (select at from act where act.record_id = leaving.record_id and act.seq < leaving.seq and act.to_stage = leaving.from_stage
          and act.from_stage is distinct from act.to_stage and act.verb <> 'withdraw' order by act.seq desc limit 1) came on true
      where leaving.verb in ('submit', 'pass', 'return', 'decide') and ${during(sql`leaving.at`, from, to)} and ${stands('leaving')}
        ${orgs ? sql`and leaving.org_id = any(${orgs}::text[])` : sql``}
    )
    select module, step, ${orgs ? sql`org` : sql`null::text`} as org, count(*)::int as handled, (percentile_cont(0.5) within group (order by days))::float8 as median,
      (percentile_cont(0.9) within group (order by days))::float8 as slow, (count(*) filter (where late))::int as late
    from left_step group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}
