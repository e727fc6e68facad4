import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'
import { only } from '../sheet/only.ts'

type Options = Common & { levels?: 1 | 2 }

/** A term of a dictionary that the office keeps, by its code. With two levels the lower one is stored. */
export function term<const O extends Options>(label: string, dictionary: string, options?: O) {
  return field(termKind, label, options, { dictionary, levels: options?.levels ?? 1 })
}

const termKind: FieldKind<string> = {
  name: 'term',
  schema: () => z.string({ error: '请从列表中选择' }).min(1, { error: '请从列表中选择' }).max(64, { error: '请从列表中选择' }),
  isBlank: (value) => value === '',
  toText: (value, of, names) => names.term(of.options.dictionary, value),
  facets: (value) => [value],
  filter: 'one-of',
  sheet: {
    read: ({ text }, of, codes) => only(codes.terms(of.options.dictionary, text), text, '选项'),
    offers: (of, offers) => offers.terms(of.options.dictionary),
  },
  references: (value, of) => [{ to: 'term', dictionary: of.options.dictionary, code: value, levels: of.options.levels }],
}
