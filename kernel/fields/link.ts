import { z } from 'zod'
import { field, type Common, type FieldKind, type LinkRule } from '../field.ts'
import { only } from '../sheet/only.ts'

/** Another record, with the title it had when the link was made. */
export type Link = { id: string; title: string }

/** Which records may be chosen: of this business, decided (or holding `where`, or both), of the same unit only where `own`. `needs` says it in words: “须为……”. */
export type LinkOptions = Common & {
  module: string
  own?: boolean
  decided?: boolean
  where?: { field: string; among: readonly string[] }
  needs?: string
}

/** One other record. A given one is set when the record is opened. */
export function link<const O extends LinkOptions>(label: string, options: O) {
  return field(linkKind, label, options, linkOptions(options))
}

export const linkOptions = ({
  module,
  own = false,
  where,
  decided = where === undefined,
  needs,
}: LinkOptions): LinkRule & {
  needs: string | null
} => ({ module, own, decided, where: where ?? null, needs: needs ?? null })

export const linkSchema = z.strictObject(
  { id: z.uuid({ error: '请从列表中选择' }), title: z.string().max(500) },
  { error: '请从列表中选择' },
)

const linkKind: FieldKind<Link> = {
  name: 'link',
  schema: () => linkSchema,
  isBlank: (value) => value.id === '',
  toText: (value) => value.title,
  facets: (value) => [value.id],
  search: (value) => value.title,
  sheet: {
    read: ({ text }, of, codes) => only(codes.records(of.options as LinkRule, text), text, '事项'),
    offers: (of, offers) => offers.records(of.options as LinkRule),
  },
  references: (value, of) => (of.given ? [] : [{ to: 'record', ...value, rule: of.options as LinkRule }]),
}
