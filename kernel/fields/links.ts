import { z } from 'zod'
import { field, type FieldKind, type LinkRule } from '../field.ts'
import { linkOptions, linkSchema, type Link, type LinkOptions } from './link.ts'
import { onlyEach } from '../sheet/only.ts'

/** Several other records of one business. */
export function links<const O extends LinkOptions>(label: string, options: O) {
  return field(linksKind, label, options, linkOptions(options))
}

const linksKind: FieldKind<Link[]> = {
  name: 'links',
  schema: () => z.array(linkSchema, { error: '请从列表中选择' }).max(50, { error: '最多选择 50 项' }),
  isBlank: (value) => value.length === 0,
  toText: (value) => value.map((each) => each.title).join('；'),
  facets: (value) => value.map((each) => each.id),
  search: (value) => value.map((each) => each.title).join(' '),
  sheet: {
    read: ({ text }, of, codes) => onlyEach(text, (word) => codes.records(of.options as LinkRule, word), '事项'),
    offers: (of, offers) => offers.records(of.options as LinkRule),
    several: true,
  },
  references: (value, of) => value.map((each) => ({ to: 'record', ...each, rule: of.options as LinkRule })),
}
