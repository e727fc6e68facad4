import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'
import { isBlankText, textKey } from '../text-key.ts'

type Options = Common & { max?: number; sortable?: boolean }

/** One line of text. `max` counts characters (default 200); `sortable` lets the ledger sort by it. */
export function text<const O extends Options>(label: string, options?: O) {
  return field(textKind, label, options, { max: options?.max ?? 200, sortable: options?.sortable === true })
}

export const textKind: FieldKind<string> = {
  name: 'text',
  schema: (of) =>
    z
      .string({ error: '应为文字' })
      .max(of.options.max, { error: `不能超过 ${of.options.max} 个字` })
      .refine((value) => !/[\r\n]/.test(value), { error: '只能填写一行，请去掉换行' }),
  isBlank: isBlankText,
  toText: (value) => value,
  facets: (value) => [textKey(value).slice(0, 100)],
  search: (value) => value,
  texts: (value) => [value],
}
