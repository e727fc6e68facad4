import { sql } from 'kysely'

/**
 * waiting for a turn, running, ready for its person to decide, done, failed by what it was given, parked after three interruptions that were not its
 * fault, dropped by its person.
 */
export type JobState = 'waiting' | 'running' | 'ready' | 'done' | 'failed' | 'parked' | 'dropped'

/** What a job is at; an import reads first and writes once its person has decided. */
export type Phase = 'read' | 'check' | 'mark' | 'write' | 'gather' | 'pack'

export type Job = {
  id: string
  kind: 'import' | 'batch'
  module: string
  person: string
  /** Asked for by a program: what its person may do as a deputy does not count. */
  ownPosts: boolean
  org: string
  orgs: string[]
  wish: any
  file: string | null
  state: JobState
  phase: Phase
  done: number
  total: number | null
  outcome: Outcome
  claim: string | null
  attempts: number
  source: string
  request: string
  version: number
  createdAt: Date
  changedAt: Date
  endsAt: Date
}

/** What came of it so far. `result` is a file to be fetched: its name for the person, its size, and what it is called among the results. */
export type Outcome = {
  /** Why it stopped, or why it waits again, as a sentence. */
  reason?: string
  result?: { name: string; size: number; file: string }
  [more: string]: unknown
}

export const jobColumns = sql`job.id, job.kind, job.module, job.person_id as person, job.own_posts as "ownPosts", job.org_id as org, job.orgs, job.wish, job.file_id as file, job.state, job.phase, job.done, job.total, job.outcome,
  job.claim, job.attempts, job.source, job.request, job.version, job.created_at as "createdAt", job.changed_at as "changedAt", job.ends_at as "endsAt"`

/** Hours that a job and what it made stay. */
export const KEPT = sql`interval '24 hours'`
