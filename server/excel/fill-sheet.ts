import type { CellComment, CellStyle, DataValidation, WriteSheet } from 'hucre'
import type { Cell, CellValue } from 'hucre'
import type { Offers } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { Column } from '#kernel/sheet/columns.ts'
import { EXAMPLE, GUIDANCE, LISTS_SHEET, NUMBER, RECORD } from './headers.ts'
import { inert } from './inert.ts'
import { WIDE } from './sheet-pages.ts'

/** A column of a template. What is `given` is shown and not filled in. */
export type FillColumn = Column & { given: boolean }

/** Lines that stand filled in already: the number of the record, for its first line, and the cells of the columns. */
export type DeskLine = { record: string | null; cells: string[] }

/** Blank lines that are drawn; lists and formats reach as far as an import does. */
const BLANK = 200
const LAST_LINE = 10_003

/** A column that offers something, and what. */
type List = { column: FillColumn; words: readonly string[] }

export function listsOf(columns: readonly FillColumn[], offers: Offers): List[] {
  return columns.flatMap((column) => {
    const words = column.given ? [] : (column.field.kind.sheet?.offers?.(column.field, offers) ?? [])
    return words.length > 0 ? [{ column, words }] : []
  })
}

/** The sheet that is filled in: header with guidance as notes, a line of guidance, an example, then the lines themselves. */
export function fillSheet(
  module: Module,
  columns: readonly FillColumn[],
  lists: readonly List[],
  desk: readonly DeskLine[] | null,
): WriteSheet {
  const before = desk === null ? [NUMBER] : [NUMBER, RECORD]
  const head = [...before, ...columns.map((column) => headerOf(column))]
  const guidance = [GUIDANCE, ...before.slice(1).map(() => '请勿改动'), ...columns.map((column) => shortGuidance(column))]
  const example = [EXAMPLE, ...columns.map((column) => exampleOf(column, lists))]
  const told = desk === null ? [guidance, example] : [guidance]
  let number = 0
  const filled = (desk ?? []).map(({ record, cells }) => [record === null ? null : ++number, record, ...cells.map(inert)])
  const rows: CellValue[][] = [head, ...told, ...filled, ...Array.from({ length: BLANK }, () => head.map(() => null))]
  const cells = new Map<string, Partial<Cell>>()
  for (const [at, header] of head.entries()) {
    const column = columns[at - before.length]
    const comment = column && noteOf(module, column)
    cells.set(`0,${at}`, {
      value: header,
      type: 'string',
      style: column && !column.given && column.field.required ? REQUIRED : HEAD,
      ...(comment ? { comment } : {}),
    })
    for (const [line, row] of told.entries())
      cells.set(`${line + 1},${at}`, { value: row[at] ?? null, type: 'string', style: line === 0 ? TOLD : SHOWN })
  }
  return {
    name: module.name,
    columns: head.map((_, at) => ({
      width: widthOf(before[at] ?? columns[at - before.length]!),
      style: columns[at - before.length] ? styleOf(columns[at - before.length]!) : BODY,
    })),
    rows,
    cells,
    rowDefs: new Map([
      [0, { height: 30 }],
      [1, { height: 66 }],
    ]),
    freezePane: { rows: 1 + told.length, columns: before.length },
    dataValidations: columns.flatMap((column, at) => validationOf(column, at + before.length, told.length + 2, lists)),
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
  }
}

/** The words that lists offer, a column each, on a sheet that nobody needs to look at. */
export function listsSheet(lists: readonly List[]): WriteSheet {
  const longest = Math.max(0, ...lists.map(({ words }) => words.length))
  const rows = Array.from({ length: longest }, (_, line) =>
    lists.map(({ words }) => (words[line] === undefined ? null : inert(words[line]))),
  )
  return { name: LISTS_SHEET, rows: [lists.map(({ column }) => column.label), ...rows], hidden: true }
}

/** Required is marked as on paper. */
const headerOf = ({ label, given, field }: FillColumn): string => (!given && field.required ? `${label}*` : label)

/** What one sees at a glance; the rest is in the note and on the sheet of guidance. */
function shortGuidance({ field, given, part }: FillColumn): string {
  if (given) return '已有内容，供对照'
  return [field.required ? '必填' : '选填', HOW[field.kind.name] ?? '', part === null ? '' : '多条的逐行往下填'].filter(Boolean).join('；')
}

const HOW: Record<string, string> = {
  date: '日期，如 2026-03-31',
  choice: '从下拉列表选择',
  term: '从下拉列表选择',
  org: '从下拉列表选择，可写简称',
  orgs: '多个单位用顿号隔开，可写简称',
  link: '写事项名称，可从列表选择',
  links: '多个事项用分号隔开',
  decimal: '数字',
  quarter: '从下拉列表选择',
}

/** An example that could be filed: the field's own, or the first of what may be chosen. */
function exampleOf(column: FillColumn, lists: readonly List[]): string {
  const { example, kind } = column.field
  if (example !== undefined) return inert(example)
  if (kind.name === 'date') return '2026-03-31'
  const words = lists.find((list) => list.column === column)?.words ?? []
  return inert(words.slice(0, kind.sheet?.several ? 2 : 1).join('、'))
}

function noteOf(module: Module, { field, given, part, key }: FillColumn): CellComment | null {
  const of = part === null ? null : module.fields[key]!
  const lines = [
    given ? '已有内容，供对照，不导入' : field.required ? '必填' : '选填',
    field.hint ?? '',
    field.example ? `范例：${field.example}` : '',
    of ? `“${of.label}”有多条的，逐条写在下面各行，其他列留空。${of.hint ?? ''}` : '',
    field.clause ? `依据：${field.clause}` : '',
  ]
  return { author: '填写说明', text: lines.filter(Boolean).join('\n').slice(0, 1000) }
}

function validationOf(column: FillColumn, at: number, from: number, lists: readonly List[]): DataValidation[] {
  if (column.given) return []
  const range = `${letters(at)}${from}:${letters(at)}${LAST_LINE}`
  const list = lists.findIndex((each) => each.column === column)
  if (list >= 0) {
    const several = column.field.kind.sheet?.several === true
    const formula1 = `'${LISTS_SHEET}'!$${letters(list)}$2:$${letters(list)}$${lists[list]!.words.length + 1}`
    const refusal = several
      ? {}
      : {
          showErrorMessage: true,
          errorStyle: 'warning' as const,
          errorTitle: column.label,
          errorMessage: '不在列表中，导入时可能无法识别。仍要这样填写吗？',
        }
    return [{ type: 'list', formula1, range, allowBlank: true, ...refusal }]
  }
  if (column.field.kind.name !== 'date') return []
  return [
    {
      type: 'date',
      operator: 'between',
      formula1: '7306',
      formula2: '109574',
      range,
      allowBlank: true,
      showErrorMessage: true,
      errorStyle: 'warning',
      errorTitle: column.label,
      errorMessage: '应为日期，如 2026-03-31。仍要这样填写吗？',
    },
  ]
}

/** 0 is 'A', 26 is 'AA'. */
export function letters(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : `${letters(Math.floor(at / 26) - 1)}${letters(at % 26)}`
}

function widthOf(column: FillColumn | string): number {
  if (typeof column === 'string') return column === NUMBER ? 7 : 16
  return WIDE.has(column.field.kind.name) ? 46 : Math.max(16, Math.min(30, column.label.length * 2.4))
}

const styleOf = ({ field, given }: FillColumn): CellStyle =>
  given
    ? { ...BODY, font: { color: { rgb: '5D687A' } } }
    : { ...BODY, numFmt: field.kind.name === 'date' ? 'yyyy-mm-dd' : field.kind.name === 'decimal' ? 'General' : '@' }

const LINE = { style: 'thin', color: { rgb: 'C6CED9' } } as const
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const filled = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const
const BODY: CellStyle = { border: BORDER, alignment: { vertical: 'top', wrapText: true } }
const HEAD: CellStyle = {
  border: BORDER,
  font: { bold: true, color: { rgb: '1B2431' } },
  fill: filled('E1E6ED'),
  alignment: { vertical: 'center', horizontal: 'center', wrapText: true },
}
const REQUIRED: CellStyle = { ...HEAD, font: { bold: true, color: { rgb: 'FFFFFF' } }, fill: filled('1D4F91') }
const TOLD: CellStyle = { ...BODY, font: { size: 9, color: { rgb: '5D687A' } }, fill: filled('F3F5F8') }
const SHOWN: CellStyle = { ...BODY, font: { italic: true, color: { rgb: '5D687A' } }, fill: filled('FDF3E1') }
