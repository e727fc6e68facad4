import type { Module } from '#kernel/module.ts'
import { columnsOf, headerKey, isReadable, partsOf, type Column } from '#kernel/sheet/columns.ts'
import { filledAt, fills, firstStep, stepsOf } from '#kernel/steps.ts'
import { EXPORTED, HELP_SHEET, LISTS_SHEET, NUMBER, OWNER, RECORD } from '../excel/headers.ts'
import type { TableHead } from './workbook/lines.ts'
import type { HeadColumn } from './workbook/pick-table.ts'

/** What the person should know of a table besides its rows; `stop` keeps everything from being imported. */
export type Note = { level: 'stop' | 'say'; words: string }

/** Where in a line what stands: columns of the business, with their place, and what every sheet of ours carries besides. */
export type SheetHead = {
  columns: { column: Column; at: number }[]
  number: number | null
  record: number | null
  owner: number | null
  notes: Note[]
}

/** All headers that a table of this business may be known by, for finding it in a workbook. */
export const labelsOf = (module: Module): string[] => [...knownColumns(module).keys()]

/** What the headers of a table mean. Nothing is left out without a word. */
export function readHead(module: Module, head: TableHead): SheetHead {
  const known = knownColumns(module)
  const placed = head.columns.map((each) => ({ ...each, column: columnUnder(each, known), system: systemUnder(each) }))
  const named = placed.filter((each) => each.column !== null) as (HeadColumn & { column: Column })[]
  const writable = new Set(
    stepsOf(module)
      .filter((step) => fills(module, step))
      .flatMap((step) => filledAt(module, step)),
  )
  const columns = named.filter(({ column }) => writable.has(column.key) && isReadable(column))
  const place = (system: string) => placed.find((each) => each.system === system)?.at ?? null
  return {
    columns: columns.map(({ column, at }) => ({ column, at })),
    number: place(NUMBER),
    record: place(RECORD),
    owner: place(OWNER),
    notes: [
      ...twice(columns),
      ...columns.filter(({ hidden }) => hidden).map(({ column }) => stop(`“${column.label}”列是隐藏的，请取消隐藏后重新上传。`)),
      ...listed(
        '未能识别的列',
        placed.filter(({ column, system }) => column === null && system === null).map(({ names }) => names[0]!),
      ),
      ...listed(
        '不能从表格导入的列',
        named.filter((each) => !columns.includes(each)).map(({ column }) => column.label),
      ),
      ...later(module, columns),
      ...missing(
        module,
        columns.map(({ column }) => column),
      ),
      ...head.others.flatMap(({ name, hidden, fits }) => otherSheet(name, hidden, fits)),
    ],
  }
}

function knownColumns(module: Module): Map<string, Column> {
  const all = columnsOf(module)
  const known = new Map(all.map((column) => [headerKey(column.label), column]))
  // The part of a row may stand under its own name, where nothing else has it.
  const short = all.flatMap((column) => (column.part === null ? [] : [[headerKey(column.field.label), column] as const]))
  for (const [key, column] of short) if (short.filter(([other]) => other === key).length === 1 && !known.has(key)) known.set(key, column)
  return known
}

const columnUnder = ({ names }: HeadColumn, known: ReadonlyMap<string, Column>): Column | null =>
  names.map((name) => known.get(headerKey(name))).find(Boolean) ?? null

const systemUnder = ({ names }: HeadColumn): string | null =>
  [NUMBER, RECORD, ...EXPORTED].find((system) => names.some((name) => headerKey(name) === headerKey(system))) ?? null

function twice(columns: readonly { column: Column; at: number }[]): Note[] {
  const labels = columns.map(({ column }) => column.label)
  const repeated = new Set(labels.filter((label, at) => labels.indexOf(label) !== at))
  return [...repeated].map((label) => stop(`表中有两个“${label}”列，请只保留一个。`))
}

/** A new record has nothing to say yet where a later step writes. */
function later(module: Module, columns: readonly { column: Column }[]): Note[] {
  const first = new Set(filledAt(module, firstStep(module)))
  const labels = columns.filter(({ column }) => !first.has(column.key)).map(({ column }) => column.label)
  return module.filedBy === 'opened' ? [] : listed('由后续环节填写、新增事项时不予导入的列', labels)
}

/** Required columns that the table does not have at all: said once, and not for every row. */
function missing(module: Module, columns: readonly Column[]): Note[] {
  const first = new Set(filledAt(module, firstStep(module)))
  const absent = Object.entries(module.fields).filter(
    ([key, field]) =>
      first.has(key) &&
      field.required &&
      partsOf(field) === null &&
      field.kind.sheet?.writtenOnly !== true &&
      !columns.some((column) => column.key === key),
  )
  return listed(
    '表中缺少的必填列',
    absent.map(([, field]) => field.label),
  )
}

function otherSheet(name: string, hidden: boolean, fits: boolean): Note[] {
  // A template's own sheets are known.
  if (!fits || name === LISTS_SHEET || name === HELP_SHEET) return []
  return [say(`工作表“${name}”${hidden ? '是隐藏的，' : ''}没有读取。`)]
}

const listed = (what: string, labels: readonly string[]): Note[] =>
  labels.length === 0 ? [] : [say(`${what}：${labels.slice(0, 20).join('、')}${labels.length > 20 ? `等 ${labels.length} 列` : ''}。`)]

const stop = (words: string): Note => ({ level: 'stop', words })
const say = (words: string): Note => ({ level: 'say', words })
