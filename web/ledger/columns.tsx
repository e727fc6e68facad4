import { dayText } from '../city-time.ts'
import type { ReactNode } from 'react'
import type { Field } from '#kernel/field.ts'
import { isFixed, type Module } from '#kernel/module.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { lookOf } from '#web/fields/look-of.ts'
import type { BrowserNames } from '../api/names.ts'
import type { LedgerRow } from '../api/types.ts'
import { DueMark } from '../workbench/due-mark.tsx'
import { StageMark } from './stage-mark.tsx'
import { stepsOf } from '#kernel/steps.ts'

export type Column = {
  key: string
  label: string
  width: number
  sortable: boolean
  optional: boolean
  numeric?: boolean
  cell: (row: LedgerRow, names: BrowserNames) => ReactNode
}

/** Whose record it is and where it stands, the columns its declaration asks for, who has it now. The title itself is not among them. */
export function columnsOf(module: Module): Column[] {
  const fields = module.ledger.filter((key) => key !== module.title).map((key) => fieldColumn(key, module.fields[key]!))
  return [
    { key: 'owner', label: '填报单位', width: 112, sortable: false, optional: true, cell: (row, names) => names.short(row.owner) },
    {
      key: 'stage',
      label: '环节',
      width: stageWidth(module),
      sortable: false,
      optional: false,
      cell: (row) => <StageMark module={module} stage={row.stage} />,
    },
    ...fields,
    {
      key: 'holders',
      label: '当前办理',
      width: 140,
      sortable: false,
      optional: true,
      cell: (row, names) =>
        holdersOf(module, row)
          .map((org) => names.short(org))
          .join('、') || '—',
    },
    {
      key: 'since',
      label: '到达时间',
      width: 106,
      sortable: false,
      optional: true,
      cell: (row) => <time dateTime={row.since}>{dayText(row.since)}</time>,
    },
    {
      key: 'due',
      label: '办理期限',
      width: 122,
      sortable: false,
      optional: true,
      cell: (row) => (row.due ? <DueMark due={row.due} /> : '—'),
    },
  ]
}

export const isSortable = (field: Field) => field.kind.sortable === true || field.options.sortable === true

function fieldColumn(key: string, field: Field): Column {
  const { Brief } = lookOf(field)
  return {
    key,
    label: field.label,
    width: field.kind.name === 'choice' ? choiceWidth(field) : (WIDTHS[field.kind.name] ?? 160),
    sortable: isSortable(field),
    optional: true,
    cell: (row, names) => {
      const value = row.values[key]
      if (value === undefined) return '—'
      if (Brief) return <Brief field={field} value={value} />
      return field.kind.toText(value, field, names)
    },
  }
}

/** The organisations at whose desk a row's record lies, as far as its columns name them. */
function holdersOf(module: Module, row: LedgerRow): string[] {
  const at = module.flow[row.stage]?.at
  if (at === undefined) return []
  if (isFixed(at)) return [at.fixed]
  if (at === 'owner') return [row.owner]
  return [row.values[at] ?? []].flat() as string[]
}

/** Room for the longest name of a step: it is what people look for. */
function stageWidth(module: Module): number {
  const longest = Math.max(...stepsOf(module).map((step) => [...stageLabel(module, step)].length))
  return longest * 14 + 44
}

/** Room for the longest of the words. */
function choiceWidth(field: Field): number {
  const longest = Math.max(...(field.options.words as string[]).map((word) => [...word].length))
  return Math.min(Math.max(longest * 14 + 26, 88), 232)
}

/** How much room a kind usually needs. */
const WIDTHS: Record<string, number> = {
  date: 112,
  decimal: 104,
  org: 136,
  orgs: 180,
  rows: 92,
  term: 190,
  text: 196,
  link: 240,
  files: 80,
}
