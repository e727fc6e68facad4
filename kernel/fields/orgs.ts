import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'
import type { OrgKind } from '../org.ts'
import { onlyEach } from '../sheet/only.ts'

type Options = Common & { among?: readonly OrgKind[]; max?: number }

/** Several organisations, each once, in the order chosen. */
export function orgs<const O extends Options>(label: string, options?: O) {
  return field(orgsKind, label, options, { among: options?.among ?? null, max: options?.max ?? 100 })
}

const orgsKind: FieldKind<string[]> = {
  name: 'orgs',
  schema: (of) =>
    z
      .array(z.string({ error: '请选择单位' }).min(1, { error: '请选择单位' }).max(64, { error: '请选择单位' }), { error: '请选择单位' })
      .max(of.options.max, { error: `最多选 ${of.options.max} 个` })
      .refine((ids) => new Set(ids).size === ids.length, { error: '有单位重复选择' }),
  isBlank: (value) => value.length === 0,
  toText: (value, _of, names) => value.map((id) => names.org(id)).join('、'),
  facets: (value) => value,
  filter: 'one-of',
  sheet: {
    read: ({ text }, of, codes) => onlyEach(text, (word) => codes.orgs(word, of.options.among), '单位'),
    offers: (of, offers) => offers.orgs(of.options.among),
    several: true,
  },
  references: (value, of) => value.map((id) => ({ to: 'org', id, kinds: of.options.among })),
}
