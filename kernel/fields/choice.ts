import { z } from 'zod'
import { field, type Common, type FieldKind, type Maybe, type Field } from '../field.ts'
import { textKey } from '../text-key.ts'

/** One of a few fixed words that rules depend on. Words the office may change live in a dictionary: see `term`. */
export function choice<const C extends string, const O extends Common>(
  label: string,
  words: readonly C[],
  options?: O,
): Field<Maybe<C, O>> {
  return field(choiceKind as FieldKind<C>, label, options, { words })
}

const choiceKind: FieldKind<string> = {
  name: 'choice',
  schema: (of) => z.enum(of.options.words as [string, ...string[]], { error: `只能是：${of.options.words.join('、')}` }),
  isBlank: (value) => value === '',
  toText: (value) => value,
  facets: (value) => [value],
  filter: 'one-of',
  sheet: {
    read: ({ text }, of) => ({ value: (of.options.words as string[]).find((word) => textKey(word) === textKey(text)) ?? text }),
    offers: (of) => of.options.words as string[],
  },
}
