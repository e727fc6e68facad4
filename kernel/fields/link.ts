import { z } from 'zod'
import { field, type Common, type FieldKind } from '../field.ts'

/** Another record, with the title it had when the link was made. Only what the person may see can be linked to. */
export type Link = { id: string; title: string }

export function link<const O extends Common & { module: string }>(label: string, options: O) {
  return field(linkKind, label, options, { module: options.module })
}

const linkKind: FieldKind<Link> = {
  name: 'link',
  schema: () => z.strictObject({ id: z.uuid({ error: '请从列表中选择' }), title: z.string().max(500) }, { error: '请从列表中选择' }),
  isBlank: (value) => value.id === '',
  toText: (value) => value.title,
  facets: (value) => [value.id],
  search: (value) => value.title,
  references: (value, of) => [{ to: 'record', module: of.options.module, id: value.id, title: value.title }],
}
