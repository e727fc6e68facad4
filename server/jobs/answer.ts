import { sql, type Kysely } from 'kysely'
import type { Module } from '#kernel/module.ts'
import { orgsOf, type Actor } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { jobColumns, type Job } from './job.ts'

/** A person's own job; anybody else's is as absent as one that never was (R-XL-03, R-AC-03). */
export async function ownJob(db: Kysely<DB>, id: string, person: string): Promise<Job> {
  const { rows } =
    await sql<Job>`select ${jobColumns} from job where id = ${id} and person_id = ${person} and state <> 'dropped' and ends_at > now()`.execute(
      db,
    )
  const [job] = rows
  if (!job) throw notFound()
  return job
}

export async function ownJobs(db: Kysely<DB>, modules: readonly Module[], actor: Actor) {
  const { rows } =
    await sql<Job>`select ${jobColumns} from job where person_id = ${actor.id} and state <> 'dropped' and ends_at > now() order by id desc limit 100`.execute(
      db,
    )
  return rows.map((job) => shown(modules, job, actor))
}

/** A job as its person sees it. */
export async function jobAnswer(db: Kysely<DB>, modules: readonly Module[], id: string, actor: Actor) {
  return shown(modules, await ownJob(db, id, actor.id), actor)
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
export const mayFetch = (job: Pick<Job, 'orgs'>, actor: Actor): boolean => {
  const now = orgsOf(actor)
  return job.orgs.every((org) => now.includes(org))
}
