import type { AnyValues } from '#kernel/field.ts'

/** What the API says of imports and downloads. Instants are ISO texts. */

export type JobState = 'waiting' | 'running' | 'ready' | 'done' | 'failed' | 'parked'
export type Phase = 'read' | 'check' | 'mark' | 'write' | 'gather' | 'pack'
export type Counts = { rows: number; bad: number; twins: number; lacking: number; updates: number }
export type Decision = { rows: 'all' | 'good'; as: 'draft' | 'submit' }

export type Job = {
  id: string
  kind: 'import' | 'batch'
  module: string
  moduleName: string
  org: string
  state: JobState
  phase: Phase
  done: number
  total: number | null
  outcome: {
    reason?: string
    result?: { name: string; size: number }
    file?: string
    notes?: string[]
    /** Fields that the sheet has columns of, in its order. */
    columns?: string[]
    counts?: Counts
    /** Why none may be submitted today. */
    closed?: string
    decision?: Decision
    imported?: number
    left?: number
    records?: number
    files?: number
    absent?: number
  }
  wish: { file?: string; records?: number }
  /** Whether what it made may be fetched now. */
  fetchable: boolean
  version: number
  createdAt: string
  changedAt: string
  endsAt: string
}

export type Found = {
  level: 'error' | 'lack' | 'hint'
  line: number
  at: number | null
  key: string | null
  typed?: string
  message: string
  clause?: string
}

export type Twin =
  | { of: 'file'; line: number }
  | { of: 'imported'; title: string; on: string }
  | { of: 'ledger'; title: string; ownerName: string; stageLabel: string; record: string | null }

export type ImportRow = {
  /** Its place among the rows, from 0; `line` is the line of the sheet as a spreadsheet counts. */
  at: number
  line: number
  values: AnyValues
  found: Found[]
  twin: Twin | null
  record: { id: string; version: number } | null
}
export type ImportRows = { rows: ImportRow[]; next: number | null }
