import type { Ended, Work } from '../jobs/work.ts'
import { readImport } from './read-import.ts'
import { writeImport } from './write-import.ts'

/** An import is read until its person can decide, and written once they have. */
export function runImport(work: Work): Promise<Ended> {
  return work.job.phase === 'write' ? writeImport(work) : readImport(work)
}
