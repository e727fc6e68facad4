import { z } from 'zod'
import { field, type Common, type FieldKind, type Maybe, type Field } from '../field.ts'
import type { OrgKind } from '../org.ts'
import { textKey } from '../text-key.ts'

/** `only`: words that these kinds of organisation alone may choose. No other is offered them (`offeredTo`), and the business refuses them itself. */
type Options<C extends string> = Common & { only?: Partial<Record<C, readonly OrgKind[]>> }

/** One of a few fixed words that rules depend on. Words the office may change live in a dictionary: see `term`. */
export function choice<const C extends string, const O extends Options<C>>(
  label: string,
  words: readonly C[],
  options?: O,
): Field<Maybe<C, O>> {
  return field(choiceKind as FieldKind<C>, label, options, { words, ...(options?.only ? { only: options.only } : {}) })
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
