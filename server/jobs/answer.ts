import { sql, type Kysely } from 'kysely'
import type { Module } from '#kernel/module.ts'
import { orgsOf, type Actor } from '#kernel/org.ts'
import { forbidden, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'
import { jobColumns, type Job } from './job.ts'

/** A person's own job; anybody else's is as absent as one that never was (R-XL-03, R-AC-03), and so is to a program what its token does not open. */
export async function ownJob(db: Kysely<DB>, id: string, caller: Caller, wish: 'read' | 'write' = 'read'): Promise<Job> {
  const { rows } =
    await sql<Job>`select ${jobColumns} from job where id = ${id} and person_id = ${caller.id} and state <> 'dropped' and ends_at > now()`.execute(
      db,
    )
  const [job] = rows
  if (!job || !isOpened(job, caller, wish)) throw notFound()
  return job
}

const isOpened = ({ module }: Job, { scopes }: Caller, wish: 'read' | 'write') => scopes === null || scopes.includes(`${module}:${wish}`)

export async function ownJobs(db: Kysely<DB>, modules: readonly Module[], caller: Caller) {
  const { rows } =
    await sql<Job>`select ${jobColumns} from job where person_id = ${caller.id} and state <> 'dropped' and ends_at > now() order by id desc limit 100`.execute(
      db,
    )
  return rows.filter((job) => isOpened(job, caller, 'read')).map((job) => shown(modules, job, caller))
}

/** A job as its person sees it. */
export async function jobAnswer(db: Kysely<DB>, modules: readonly Module[], id: string, caller: Caller, wish: 'read' | 'write' = 'read') {
  return shown(modules, await ownJob(db, id, caller, wish), caller)
}

function shown(modules: readonly Module[], job: Job, actor: Actor) {
  const { id, kind, module, org, state, phase, done, total, outcome, version, createdAt, changedAt, endsAt, wish } = job
  return {
    ...{ id, kind, module, org, state, phase, done, total, outcome, version, createdAt, changedAt, endsAt },
    moduleName: modules.find((each) => each.path === module)?.name ?? module,
    /** What an import was decided on, what a download was asked for. */
    wish: kind === 'import' ? { rows: wish.rows, as: wish.as, file: wish.file } : { records: wish.records },
    fetchable: outcome.result !== undefined && mayFetch(job, actor),
  }
}

/** What was seen through organisations that the person has left is handed out no more. */
const mayFetch = (job: Pick<Job, 'orgs'>, actor: Actor): boolean => {
  const now = orgsOf(actor)
  return job.orgs.every((org) => now.includes(org))
}

export function requireFetch(job: Pick<Job, 'orgs'>, actor: Actor): void {
  if (!mayFetch(job, actor)) throw forbidden('您的岗位已经变动，此内容不能再查看，请重新办理。', 'POSTS_CHANGED')
}
