import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'
import { textKey } from '../text-key.ts'

/** A quarter of a year, '2023-Q1'. 2023年第一季度, 2023年1季度 and full-width digits are understood. */
export function quarter<const O extends Common>(label: string, options?: O) {
  return field(quarterKind, label, options)
}

/** First and last day. */
export function quarterDays(value: string): { first: string; last: string } {
  const [year, number] = value.split('-Q').map(Number) as [number, number]
  const day = (month: number, date: number) => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)
  return { first: day(number * 3 - 3, 1), last: day(number * 3, 0) }
}

export const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

export const quarterWords = (value: string): string => value.replace(/^(\d{4})-Q(\d)$/, '$1年第$2季度')

/** The quarter of a day and the eleven before it, the latest first. */
export function recentQuarters(day: string): string[] {
  const [year, number] = quarterOf(day).split('-Q').map(Number) as [number, number]
  return Array.from({ length: 12 }, (_, back) => {
    const count = year * 4 + number - 1 - back
    return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`
  })
}

const quarterKind: FieldKind<string> = {
  name: 'quarter',
  schema: () =>
    z
      .string({ error: '应为季度' })
      .overwrite(plainQuarter)
      .regex(/^(19|20|21)\d{2}-Q[1-4]$/, { error: '不是有效的季度，应形如 2023年第1季度' }),
  isBlank: (value) => value === '',
  toText: quarterWords,
  facets: (value) => [value],
  filter: 'one-of',
  sortable: true,
  sheet: { offers: (_of, { today }) => recentQuarters(today).map(quarterWords) },
}

function plainQuarter(typed: string): string {
  const parts = /^(\d{4})(?:年|-)?第?([1-4一二三四])季度?$/u.exec(textKey(typed).replaceAll(' ', ''))
  if (!parts) return typed
  const number = '一二三四'.indexOf(parts[2]!) + 1 || Number(parts[2])
  return `${parts[1]}-Q${number}`
}
