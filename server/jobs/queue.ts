import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Database } from '../database/connect.ts'
import type { Caller } from '../identity/identify.ts'
import { jobColumns, KEPT, type Job, type JobState, type Outcome, type Phase } from './job.ts'

export type NewJob = Pick<Job, 'kind' | 'module' | 'person' | 'ownPosts' | 'org' | 'orgs' | 'wish' | 'phase' | 'source' | 'request'> & {
  file?: string
  sha256?: string
}

/** Who asked, from where. A program's job is done in its own person's place only, as everything it does. */
export const askedBy = (caller: Caller, request: FastifyRequest) => ({
  ...{ person: caller.id, ownPosts: caller.via === 'token' },
  ...{ source: request.ip, request: request.id },
})

/** Jobs one person may have waiting, running or ready; beyond that something is wrong at the other end. */
const OPEN_EACH = 10
/** Of one person at the same time, on all nodes together (R-AP-03). */
const RUNNING_EACH = 2
/** How often a job is begun before it is parked. */
const TRIES = 3
const LEASE = sql`interval '30 seconds'`

/**
 * Puts a job into the queue. The same workbook, imported for the same business at the same time, is the job that is there already; where that one only
 * waits to be decided, it gives way to a new look at things as they are now.
 */
export async function enqueue(tx: Transaction<DB>, job: NewJob, now: Date): Promise<{ id: string; fresh: boolean }> {
  if (job.kind === 'import')
    await sql`update job set ${dropped} where kind = 'import' and state = 'ready' and person_id = ${job.person} and org_id = ${job.org} and module = ${job.module}
      and sha256 = ${job.sha256}`.execute(tx)
  const { rows: open } = await sql<{
    count: number
  }>`select count(*)::int as count from job where person_id = ${job.person} and state in ('waiting', 'running', 'ready')`.execute(tx)
  if (open[0]!.count >= OPEN_EACH) throw conflict('JOBS_OPEN', `您有 ${OPEN_EACH} 项导入或下载尚未结束，请先在“导入与下载”中处理。`)
  const { rows } = await sql<{ id: string }>`
    insert into job (id, kind, module, person_id, own_posts, org_id, orgs, wish, file_id, sha256, state, phase, source, request, created_at, changed_at, ends_at)
    values (${v7({ msecs: now.getTime() })}, ${job.kind}, ${job.module}, ${job.person}, ${job.ownPosts}, ${job.org}, ${job.orgs}, ${JSON.stringify(job.wish)}::jsonb, ${job.file ?? null}, ${job.sha256 ?? null},
      'waiting', ${job.phase}, ${job.source}, ${job.request}, ${now}, ${now}, ${now}::timestamptz + ${KEPT})
    on conflict (person_id, org_id, module, sha256) where kind = 'import' and state in ('waiting', 'running') do nothing returning id`.execute(
    tx,
  )
  if (rows[0]) return { id: rows[0].id, fresh: true }
  const same = await sql<{
    id: string
  }>`select id from job where person_id = ${job.person} and org_id = ${job.org} and module = ${job.module} and sha256 = ${job.sha256}
    and kind = 'import' and state in ('waiting', 'running')`.execute(tx)
  if (!same.rows[0]) throw conflict('IN_FLIGHT', '同一文件正在导入，请稍候。')
  return { id: same.rows[0].id, fresh: false }
}

/** What becomes of a job that its person is done with: whoever works at it has lost it, and what it made goes with the next sweep. */
export const dropped = sql`state = 'dropped', claim = null, version = job.version + 1, changed_at = now(), ends_at = now()`

/**
 * Takes the oldest job whose turn it is, and those whose worker was not heard of for half a minute. One that was interrupted too often is parked instead,
 * so that a job that ends its worker does not end every worker.
 */
export async function claim(db: Database): Promise<Job | null> {
  return db.transaction().execute(async (tx) => {
    // One node looks at a time: how many jobs of a person are running is counted and changed by nobody else.
    await sql`select pg_advisory_xact_lock(hashtextextended('job queue', 0))`.execute(tx)
    await sql`update job set state = 'parked', claim = null, version = version + 1, changed_at = now(), ends_at = now() + ${KEPT},
        outcome = outcome || jsonb_build_object('reason', ${`处理中断了 ${TRIES} 次，已停止。请稍后重新办理；仍不成功的，请联系系统管理员。`}::text)
      where state in ('waiting', 'running') and attempts >= ${TRIES} and (leased_until is null or leased_until < now())`.execute(tx)
    const { rows } = await sql<Job>`
      update job set state = 'running', claim = ${randomUUID()}, leased_until = now() + ${LEASE}, attempts = attempts + 1, version = version + 1, changed_at = now()
      where id = (select waiting.id from job waiting where waiting.state in ('waiting', 'running') and waiting.attempts < ${TRIES} and (waiting.leased_until is null or waiting.leased_until < now())
        and (select count(*) from job other where other.person_id = waiting.person_id and other.state = 'running' and other.leased_until >= now()) < ${RUNNING_EACH}
        order by waiting.created_at limit 1)
      returning ${jobColumns}`.execute(tx)
    return rows[0] ?? null
  })
}

/** Whoever worked at a job has lost it: it was dropped, or somebody else took it over. */
export class Lost extends Error {
  constructor() {
    super('The job is no longer this worker’s')
    this.name = 'Lost'
  }
}

/** Says how far the job is, and that its worker is alive. Throws `Lost`. */
export async function renew(db: Kysely<DB>, job: Job, at: { phase: Phase; done: number; total: number | null }): Promise<void> {
  const { rows } = await sql`
    update job set phase = ${at.phase}, done = ${at.done}, total = ${at.total}, leased_until = now() + ${LEASE}
    where id = ${job.id} and claim = ${job.claim} and state = 'running' returning 1`.execute(db)
  if (rows.length === 0) throw new Lost()
}

/**
 * Ends a worker's part. Within the transaction that wrote something, it is the condition of that writing: throws `Lost`. `orgs` are those through which
 * the outcome was seen, where that was now.
 */
export async function settleJob(
  db: Kysely<DB>,
  job: Job,
  state: JobState,
  outcome: Outcome,
  orgs: readonly string[] = job.orgs,
): Promise<void> {
  const { rows } = await sql`
    update job set state = ${state}, outcome = ${JSON.stringify(outcome)}::jsonb, orgs = ${orgs}::text[], claim = null, leased_until = null, attempts = 0, version = version + 1, changed_at = now(), ends_at = now() + ${KEPT}
    where id = ${job.id} and claim = ${job.claim} and state = 'running' returning 1`.execute(db)
  if (rows.length === 0) throw new Lost()
}

/** Gives a job back because its worker's node stops: whoever takes it begins at once, as if it had not been taken. */
export async function handBack(db: Database, job: Job): Promise<void> {
  await sql`update job set state = 'waiting', claim = null, leased_until = null, attempts = attempts - 1, version = version + 1, changed_at = now()
    where id = ${job.id} and claim = ${job.claim} and state = 'running'`.execute(db)
}

/** Gives a job back after a fault that may pass; it waits longer each time. */
export async function giveBack(db: Database, job: Job): Promise<void> {
  await sql`update job set state = 'waiting', claim = null, leased_until = now() + make_interval(secs => 5 * attempts), version = version + 1, changed_at = now()
    where id = ${job.id} and claim = ${job.claim} and state = 'running'`.execute(db)
}
