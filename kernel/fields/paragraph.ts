import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'
import { isBlankText } from '../text-key.ts'

type Options = Common & { max?: number; itemised?: boolean }

/** Several lines of text. `itemised` tells the form to offer 1. 2. 3. when the writer begins a line. */
export function paragraph<const O extends Options>(label: string, options?: O) {
  return field(paragraphKind, label, options, { max: options?.max ?? 5000, itemised: options?.itemised === true })
}

export const paragraphKind: FieldKind<string> = {
  name: 'paragraph',
  schema: (of) => z.string({ error: '应为文字' }).max(of.options.max, { error: `不能超过 ${of.options.max} 个字` }),
  isBlank: isBlankText,
  toText: (value) => value,
  brief: { first: 120 },
  search: (value) => value,
  texts: (value) => [value],
}
