import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/connect.ts'
import type { Job, JobState, Outcome, Phase } from './job.ts'

/**
 * What a job is worked at with. `tell` says how far it is, and throws `Lost` when the job is no longer this worker's; `signal` ends what takes long in
 * between.
 */
export type Work = {
  app: FastifyInstance
  db: Database
  job: Job
  tell: (phase: Phase, done: number, total: number | null) => Promise<void>
  signal: AbortSignal
}

/** How a worker's part ended, and through which organisations it saw what it made; null when it has settled that in a transaction of its own. */
export type Ended = { state: Extract<JobState, 'ready' | 'done'>; outcome: Outcome; orgs: string[] } | null

/** The job cannot be done, and trying again would not help: the sentence is for its person. */
export class Failed extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'Failed'
    this.code = code
  }
}
