import { z } from 'zod'
import { field, type Common, type Field, type FieldKind } from '../field.ts'
import type { OrgKind } from '../org.ts'
import { decimal } from './decimal.ts'
import { org } from './org.ts'

type Options = Common & { among: readonly OrgKind[]; min?: number; max?: number; places?: number }

export type Score = { org: string; score: string }

/** One exact number for each of many organisations, on one sheet: [{ org, score: '92.50' }], each organisation once. */
export function scores<const O extends Options>(label: string, options: O) {
  const { among, min = 0, max = 100, places = 2 } = options
  return field(scoresKind, label, options, { among, number: decimal(label, { min, max, places }) })
}

const scoresKind: FieldKind<Score[]> = {
  name: 'scores',
  schema: (of) =>
    z
      .array(
        z.strictObject(
          {
            org: z.string({ error: '中有得分没有写明单位' }).min(1, { error: '中有得分没有写明单位' }).max(64),
            score: of.options.number.kind.schema(of.options.number),
          },
          { error: '每个单位一个得分' },
        ),
        {
          error: '应为各单位的得分',
        },
      )
      .max(200, { error: '单位过多' })
      .refine((list) => new Set(list.map(({ org }) => org)).size === list.length, { error: '有单位出现了两次' }) as z.ZodType<Score[]>,
  isBlank: (value) => value.length === 0,
  toText: (value, _of, names) => value.map(({ org, score }) => `${names.org(org)} ${score}`).join('；'),
  sheet: { parts: (of) => ({ org: org('单位', { among: of.options.among }), score: { ...(of.options.number as Field), label: '得分' } }) },
  references: (value, of) => value.map(({ org }) => ({ to: 'org', id: org, kinds: of.options.among })),
}
