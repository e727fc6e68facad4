/**
 * What was found in a row: an error keeps it from being imported at all, a lack from being submitted; a hint keeps nothing.
 * `line` and `at` count from 0 as the sheet does; without a column it is about the whole row.
 */
export type Found = {
  level: 'error' | 'lack' | 'hint'
  line: number
  at: number | null
  key: string | null
  typed?: string
  message: string
  clause?: string
}

/** What a row repeats. */
export type Twin =
  | { of: 'file'; line: number }
  | { of: 'imported'; title: string; on: string }
  | { of: 'ledger'; title: string; ownerName: string; stageLabel: string; record: string | null }

/** A row of a workbook as it was understood. */
export type Row = {
  line: number
  values: Record<string, any>
  found: Found[]
  twin: Twin | null
  key: string
  record: { id: string; version: number } | null
}

export const isBad = ({ found, twin }: Row) => twin !== null || found.some(({ level }) => level === 'error')
export const isLacking = ({ found }: Row) => found.some(({ level }) => level === 'lack')
