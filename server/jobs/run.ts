import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel/refusal.ts'
import { appendAudit } from '../audit/append.ts'
import { runBatch } from '../batch/run.ts'
import { logged, startTurns } from '../clock/turns.ts'
import { runImport } from '../import/run.ts'
import type { Job } from './job.ts'
import { claim, giveBack, handBack, Lost, renew, settleJob } from './queue.ts'
import { Failed, type Ended, type Work } from './work.ts'

const EVERY = 1_000
/** Jobs at the same time on this node (R-AP-03). */
const AT_ONCE = 4
/** A worker says that it lives at least this often, and how far it is at most so. */
const HEARTBEAT = 8_000
const TOLD_EVERY = 300

const WORKERS: Record<Job['kind'], (work: Work) => Promise<Ended>> = { import: runImport, batch: runBatch }

/**
 * Looks for work every second. Answers the way to stop: what is running then is handed back, for another node or for this one when it is back, and the
 * answer waits until nobody works at it here.
 */
export function startJobs(app: FastifyInstance): () => Promise<void> {
  const running = new Map<Job, Promise<void>>()
  const stopping = new AbortController()
  const { signal } = stopping
  const look = async () => {
    while (!signal.aborted && running.size < AT_ONCE) {
      const job = await claim(app.db)
      if (!job) return
      if (signal.aborted) return handBack(app.db, job)
      const work = runJob(app, job, signal).finally(() => running.delete(job))
      running.set(job, work)
    }
  }
  const failed = logged(app.log, '等待办理的导入与下载未能取出')
  const stopLooking = startTurns(EVERY, look, failed)
  return async () => {
    const cutShort = [...running]
    stopping.abort()
    // At once, and not when its worker has noticed: whoever ends this process may not wait.
    await Promise.all(cutShort.map(([job]) => handBack(app.db, job).catch(failed)))
    await stopLooking()
    await Promise.all(cutShort.map(([, work]) => work))
  }
}

/** Everything that waits, one after the other; for tests and for the last hour of the day. */
export async function runJobs(app: FastifyInstance): Promise<number> {
  for (let count = 0; ; count++) {
    const job = await claim(app.db)
    if (!job) return count
    await runJob(app, job)
  }
}

/**
 * Works at one job to its end, or until it is lost or this node is `stopping`. Never rejects: a fault that may pass gives the job back, and too many of
 * them park it.
 */
export async function runJob(app: FastifyInstance, job: Job, stopping?: AbortSignal): Promise<void> {
  const { tell, signal, stop } = heartbeat(app, job, stopping)
  try {
    signal.throwIfAborted()
    const ended = await WORKERS[job.kind]({ app, db: app.db, job, tell, signal })
    if (ended) await settleJob(app.db, job, ended.state, ended.outcome, ended.orgs)
  } catch (error) {
    // Whatever it says of being cut short, nobody asks this worker any more.
    if (!signal.aborted) await faulted(app, job, error).catch((fault: unknown) => void (fault instanceof Lost || app.log.error(fault)))
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

/**
 * Tells the queue how far the work is, not at every row but at the last, and that the worker lives, also while it has nothing to tell. `signal` ends the
 * work where the job is lost.
 */
function heartbeat(app: FastifyInstance, job: Job, stopping?: AbortSignal) {
  let at = { phase: job.phase, done: job.done, total: job.total }
  let told = 0
  const lost = new AbortController()
  const failed = logged(app.log, '导入与下载的进度未能记下')
  const beat = () => renew(app.db, job, at).catch((error: unknown) => (error instanceof Lost ? lost.abort(error) : failed(error)))
  const timer = setInterval(() => void beat(), HEARTBEAT)
  const signal = AbortSignal.any([lost.signal, ...(stopping ? [stopping] : [])])
  return {
    signal,
    stop: () => clearInterval(timer),
    async tell(...[phase, done, total]: Parameters<Work['tell']>) {
      signal.throwIfAborted()
      const turned = phase !== at.phase
      at = { phase, done, total }
      if (!turned && done !== total && Date.now() - told < TOLD_EVERY) return
      told = Date.now()
      await renew(app.db, job, at)
    },
  }
}
