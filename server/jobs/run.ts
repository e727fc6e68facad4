import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel/refusal.ts'
import { appendAudit } from '../audit/append.ts'
import { runBatch } from '../batch/run.ts'
import { runImport } from '../import/run.ts'
import type { Job } from './job.ts'
import { claim, giveBack, Lost, renew, settleJob } from './queue.ts'
import { Failed, type Ended, type Work } from './work.ts'

const EVERY = 1_000
/** Jobs at the same time on this node (R-AP-03). */
const AT_ONCE = 4
/** A worker says that it lives at least this often, and how far it is at most so. */
const HEARTBEAT = 8_000
const TOLD_EVERY = 300

const WORKERS: Record<Job['kind'], (work: Work) => Promise<Ended>> = { import: runImport, batch: runBatch }

/** Looks for work every second. Answers the way to stop; what is running then is taken over by another node, or by this one when it is back. */
export function startJobs(app: FastifyInstance): () => void {
  let running = 0
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      while (running < AT_ONCE) {
        const job = await claim(app.db)
        if (!job) break
        running++
        void runJob(app, job).finally(() => running--)
      }
    } catch {
      // The database is away: what waits, waits.
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void look(), EVERY)
  return () => clearInterval(timer)
}

/** Everything that waits, one after the other; for tests and for the last hour of the day. */
export async function runJobs(app: FastifyInstance): Promise<number> {
  for (let count = 0; ; count++) {
    const job = await claim(app.db)
    if (!job) return count
    await runJob(app, job)
  }
}

/** Works at one job to its end. Never rejects: a fault that may pass gives the job back, and too many of them park it. */
export async function runJob(app: FastifyInstance, job: Job): Promise<void> {
  const { tell, stop } = heartbeat(app, job)
  try {
    const ended = await WORKERS[job.kind]({ app, db: app.db, job, tell })
    if (ended) await settleJob(app.db, job, ended.state, ended.outcome, ended.orgs)
  } catch (error) {
    await faulted(app, job, error).catch((fault: unknown) => app.log.error(fault))
  } finally {
    stop()
  }
}

async function faulted(app: FastifyInstance, job: Job, error: unknown): Promise<void> {
  if (error instanceof Lost) return
  const known = error instanceof Failed || (error instanceof Refusal && error.status < 500)
  if (!known) {
    app.log.error(error)
    return giveBack(app.db, job)
  }
  await app.db.transaction().execute(async (tx) => {
    await settleJob(tx, job, 'failed', { ...job.outcome, reason: error.message })
    const { module, person, org, source, request, id, kind } = job
    await appendAudit(
      tx,
      { chain: org, action: `${module}:${kind}`, object: id, result: error.code, person, org, source, request },
      new Date(),
    )
  })
}

/** Tells the queue how far the work is, not at every row but at the last, and that the worker lives, also while it has nothing to tell. */
function heartbeat(app: FastifyInstance, job: Job) {
  let at = { phase: job.phase, done: job.done, total: job.total }
  let told = 0
  const timer = setInterval(() => void renew(app.db, job, at).catch(() => undefined), HEARTBEAT)
  return {
    stop: () => clearInterval(timer),
    async tell(...[phase, done, total]: Parameters<Work['tell']>) {
      const turned = phase !== at.phase
      at = { phase, done, total }
      if (!turned && done !== total && Date.now() - told < TOLD_EVERY) return
      told = Date.now()
      await renew(app.db, job, at)
    },
  }
}
