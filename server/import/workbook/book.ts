import type { Cell } from '#kernel/field.ts'
import { addDays, dayOfDigits, isDay } from '#kernel/day.ts'

/** A cell as a workbook holds it; `fault` says why it holds nothing that could be taken. */
export type BookCell = Cell & { fault?: string }

export type Merge = { top: number; left: number; bottom: number; right: number }

/** A sheet, whatever the workbook was. Rows and columns count from 0; null is a blank cell. */
export type Sheet = {
  name: string
  hidden: boolean
  rows: (BookCell | null)[][]
  hiddenRows: ReadonlySet<number>
  hiddenColumns: ReadonlySet<number>
  merges: readonly Merge[]
}

/** Lines that are read of a sheet; one more shows that there are more. */
export const MOST_LINES = 20_000
export const MOST_COLUMNS = 200
/** Columns that a spreadsheet has. */
export const ALL_COLUMNS = 16_384
/** Characters of one cell: more than any field takes, fewer than it takes to exhaust anything. */
const MOST_CHARACTERS = 20_000

/** Why a workbook cannot be read, as a sentence for its person. */
export class Unreadable extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'Unreadable'
    this.code = code
  }
}

/** What a library says of a broken file may quote the file, and is not for people: whatever it throws is told as this. */
export const damaged = () => new Unreadable('DAMAGED', '表格已损坏或结构异常，请用办公软件打开并另存为 .xlsx 后重新上传。')

export const FORMULA = '单元格是公式，系统不计算公式，请复制后以“数值”粘贴'
/** Before a formula in a workbook handed back as a plain one: there it is a text, and would be imported as one. */
export const FORMULA_MARK = '【公式】'

export function textCell(text: string): BookCell | null {
  if (text.length > MOST_CHARACTERS) return { text, fault: `内容超过 ${MOST_CHARACTERS} 个字，请检查是否缺少引号或粘贴有误` }
  const start = text.slice(0, 100).trimStart()
  if (start.startsWith(FORMULA_MARK)) return { text, fault: FORMULA }
  // Texts of our own that begin so have an apostrophe before them.
  if (/^[=＝]/u.test(start)) return { text, fault: '内容以“=”开头，无法判断是否为公式，请勿以“=”开头' }
  return start === '' && text.trim() === '' ? null : { text }
}

/** `epoch`: the day that the workbook's date system calls 0. */
export function numberCell(number: number, epoch: string): BookCell {
  const text = String(number)
  if (Math.abs(number) >= 1e15) return { text, fault: '数字超过 15 位，末尾的数字已经丢失，请把单元格设为“文本”后重新填写' }
  const counted = Number.isInteger(number) && number >= 3000 && number <= 110_000 ? addDays(epoch, number) : ''
  return { text, number, ...(isDay(counted) ? { counted } : {}) }
}

/**
 * The moment a spreadsheet shows, as the clock on its wall; without a time it is a day. A number that no calendar reaches may still be a day in digits
 * (20230331, typed where dates are expected); `number` is null where the library kept no more than that it is too large.
 */
export function momentCell(moment: Date, number: number | null): BookCell {
  const year = moment.getUTCFullYear()
  if (!(year >= 1900 && year <= 9999)) {
    const text = number === null ? '#####' : String(number)
    const day = dayOfDigits(text)
    return day === null ? { text, fault: '单元格中的日期或时间超出范围，请把单元格设为“文本”后重新填写' } : { text, day }
  }
  const [day = '', time = ''] = moment.toISOString().split('T')
  return { text: time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`, day }
}

export const truthCell = (truth: boolean): BookCell => ({ text: truth ? '是' : '否' })

export const errorCell = (text: string): BookCell => ({ text, fault: `单元格是错误值 ${text.slice(0, 10)}` })

export const formulaCell = (formula: string): BookCell => ({ text: `=${formula}`, fault: FORMULA })

/** A share as it is shown, 85%, would be taken for what it is counted as, 0.85. */
export const percentCell = (number: number): BookCell => ({
  text: `${Number((number * 100).toPrecision(15))}%`,
  fault: '单元格是百分比格式，请改为“常规”格式后重新填写',
})

/** Whether a number format shows a share: a percent sign that is no mere text in it. */
export const isPercent = (format: string) => format.replace(/"[^"]*"|\\./gu, '').includes('%')

/** Days 0 of the two date systems. */
export const EPOCH = { '1900': '1899-12-30', '1904': '1904-01-01' } as const
