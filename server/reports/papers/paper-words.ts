import type { Indicator } from '#indicators/scheme.ts'
import { kindWord } from '#indicators/scheme-words.ts'
import { dayOf } from '#kernel/day.ts'
import type { Unit } from '#indicators/values.ts'
import { reports } from '../reports.ts'
import type { PaperSource } from './paper-source.ts'

/** 2023年第1季度区县改革报表. */
export const titleOf = (source: Pick<PaperSource, 'report' | 'first' | 'last'>): string =>
  `${periodWords(source)}${reports[source.report].name}`

/** 2023年第1季度, 2023年1—2月. */
export function periodWords({ first, last }: { first: string; last: string }): string {
  const [year, from, to] = [first.slice(0, 4), Number(first.slice(5, 7)), Number(last.slice(5, 7))]
  return to - from === 2 ? `${year}年第${Math.ceil(to / 3)}季度` : `${year}年${from}—${to}月`
}

/** 首次定稿, 第2次发布, or 未定稿. */
export const issueWords = (issue: { issue: number } | null): string =>
  issue === null ? '未定稿' : issue.issue === 1 ? '首次定稿' : `第${issue.issue}次发布`

/** 2023年4月5日. */
export const dayWords = (day: string): string => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** 2023年4月5日8时30分, in the city's time. */
export function instantWords(iso: string): string {
  const at = new Date(iso)
  const local = new Date(at.getTime() + 8 * 60 * 60 * 1000).toISOString()
  return `${dayWords(dayOf(at))}${Number(local.slice(11, 13))}时${local.slice(14, 16)}分`
}

/** What a unit of this report is called, and what to count it with. */
export const unitWord = ({ report }: Pick<PaperSource, 'report'>): string => (report === 'district' ? '区县' : '市级部门')

/** 3÷4, 2件; by kind in words; 未到 of what has not come. `figure` is what its working shows. */
export function figureWords(indicator: Indicator, unit: Unit | undefined, figure: string | null): string {
  if (figure === null) return '未到'
  const kinds = unit?.values[indicator.id]
  if (!('rates' in indicator && indicator.rates) || typeof kinds !== 'object' || kinds === null) return figure
  const had = Object.entries(kinds).filter(([, count]) => count !== null && Number(count) !== 0)
  return had.length === 0 ? '0' : had.map(([kind, count]) => `${kindWord(kind)}${count}${indicator.unit ?? '件'}`).join('，')
}

const DIGITS = '〇一二三四五六七八九'

/** 1 to 99 as heads are numbered: 一, 十, 二十一. */
export function chineseNumber(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`}${ones === 0 ? '' : DIGITS[ones]}`
}

/** What neither XML nor a reader takes: control characters, halves of characters, direction overrides. Names are checked where they come in, schemes are files. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu, '')

/** In quotation marks; such marks inside become single ones. */
export const quoted = (name: string): string => `“${name.replaceAll('“', '‘').replaceAll('”', '’')}”`
