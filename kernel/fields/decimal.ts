import { z } from 'zod'
import { field, type Common, type Field, type FieldKind } from '../field.ts'
import { textKey } from '../text-key.ts'

type Options = Common & { min?: number; max?: number; places?: number }

/**
 * An exact decimal as a text with all its places: '92.50', '-3.00'. Two places and nothing below zero unless told otherwise; at most 12 digits before
 * the point and 6 after it. Full-width digits and thousands' commas are understood.
 */
export function decimal<const O extends Options>(label: string, options?: O) {
  const { min = 0, max = MOST, places = 2 } = options ?? {}
  return field(decimalKind, label, options, { min, max, places })
}

const MOST = 999_999_999_999
const FRACTION = 6

const decimalKind: FieldKind<string> = {
  name: 'decimal',
  schema: (of) =>
    z
      .string({ error: '应为数字' })
      .overwrite((typed) => plainDecimal(typed, of.options.places))
      .superRefine((value, context) => {
        const message = faultOf(value, of)
        if (message) context.addIssue({ code: 'custom', message })
      }),
  isBlank: (value) => value === '',
  toText: (value) => value,
  facets: (value) => [comparable(value)],
  filter: 'range',
  rangeEnd: { like: '92.5', read: (typed) => (isDecimal(plainDecimal(typed, 0)) ? comparable(plainDecimal(typed, 0)) : null) },
  sortable: true,
  // Counted in binary, 92.3 may be 92.30000000000001; a spreadsheet shows and means fifteen digits.
  sheet: { read: ({ text, number }) => ({ value: number === undefined ? text : String(Number(number.toPrecision(15))) }) },
}

const isDecimal = (text: string) => /^-?\d{1,12}(\.\d+)?$/.test(text)

function faultOf(value: string, of: Field): string | null {
  const { min, max, places } = of.options
  if (!isDecimal(value)) return '应为数字'
  if ((value.split('.')[1]?.length ?? 0) > places) return places === 0 ? '应为整数' : `最多 ${places} 位小数`
  const key = comparable(value)
  if (key >= comparable(String(min)) && key <= comparable(String(max))) return null
  return max === MOST ? `不能小于 ${min}` : `应在 ${min} 至 ${max} 之间`
}

/** '９2.5' becomes '92.50': no needless zeros in front, at least `places` behind the point. What is no number stays as typed. */
function plainDecimal(typed: string, places: number): string {
  const parts = /^(-?)(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d*))?$/.exec(textKey(typed))
  if (!parts) return typed
  const [, sign = '', whole = '', behind = ''] = parts
  const fraction = behind.replace(/0+$/, '').padEnd(places, '0')
  const before = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  const digits = fraction === '' ? before : `${before}.${fraction}`
  return /[1-9]/.test(digits) ? sign + digits : digits
}

/** Compared as texts these have the order of the numbers: zeros in front and behind, and below zero every digit by what it lacks to nine. */
function comparable(value: string): string {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const digits = `${whole.padStart(12, '0')}.${fraction.padEnd(FRACTION, '0')}`
  return value.startsWith('-') ? `0${digits.replace(/\d/g, (digit) => String(9 - Number(digit)))}` : `1${digits}`
}
