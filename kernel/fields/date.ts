import { z } from 'zod'
import { dayOfDigits, isDay } from '../day.ts'
import { field, type Common, type FieldKind } from '../field.ts'
import { textKey } from '../text-key.ts'

/** A calendar date, 'YYYY-MM-DD'. 2023年3月1日, 2023/3/1, 2023.3.1 and full-width digits are understood. */
export function date<const O extends Common>(label: string, options?: O) {
  return field(dateKind, label, options)
}

const dateKind: FieldKind<string> = {
  name: 'date',
  schema: () => z.string({ error: '应为日期' }).overwrite(plainDay).refine(isDay, { error: '不是有效的日期，应形如 2023-03-31' }),
  isBlank: (value) => value === '',
  toText: (value) => value,
  facets: (value) => [value],
  filter: 'range',
  rangeEnd: { like: '2023-03-31', read: (typed) => (isDay(typed) ? typed : null) },
  sortable: true,
  sheet: { read: ({ text, day, counted }) => ({ value: day ?? dayOfDigits(textKey(text)) ?? counted ?? text }) },
}

function plainDay(typed: string): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(textKey(typed))
  if (!parts) return typed
  const [, year, month, day] = parts as unknown as [string, string, string, string]
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
