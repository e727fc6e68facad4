import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'
import type { OrgKind } from '../org.ts'
import { only } from '../sheet/only.ts'

type Options = Common & { among?: readonly OrgKind[] }

/** One organisation, by its id. A step's desk or a viewer may name this field. */
export function org<const O extends Options>(label: string, options?: O) {
  return field(orgKind, label, options, { among: options?.among ?? null })
}

const orgKind: FieldKind<string> = {
  name: 'org',
  schema: () => z.string({ error: '请选择单位' }).min(1, { error: '请选择单位' }).max(64, { error: '请选择单位' }),
  isBlank: (value) => value === '',
  toText: (value, _of, names) => names.org(value),
  facets: (value) => [value],
  filter: 'one-of',
  sheet: {
    read: ({ text }, of, codes) => only(codes.orgs(text, of.options.among), text, '单位'),
    offers: (of, offers) => offers.orgs(of.options.among),
  },
  references: (value, of) => [{ to: 'org', id: value, kinds: of.options.among }],
}
