import { sql, type Transaction } from 'kysely'
import type { Reason, Verb } from '../act.ts'
import type { Module } from '../module.ts'
import { invalid } from '../refusal.ts'
import { refuseUnwelcome } from '../written.ts'
import type { DB } from './schema.ts'

/** What somebody wants to do to a record, as it was said. */
export type Deed = { verb: Verb; version: number; values?: unknown; reason?: Reason | null; about?: string | null }

/** What a verb says besides itself. Values are looked at where they are read. */
const SAYS: Partial<Record<Verb, { reason?: true; about?: true }>> = {
  return: { reason: true },
  admit: { about: true },
  decline: { about: true, reason: true },
}

/** Refuses what a verb has no place for: whatever an act keeps is shown in the history, under the name of an office. */
export function refuseSurplus({ verb, reason = null, about = null }: Deed): void {
  const says = SAYS[verb] ?? {}
  const surplus = [...(reason !== null && !says.reason ? ['reason'] : []), ...(about !== null && !says.about ? ['about'] : [])]
  if (surplus.length > 0)
    throw invalid(
      surplus.map((field) => ({ field, message: '此操作不需要填写理由或涉及单位' })),
      'SURPLUS',
    )
}

/** The reason an act keeps: a code of the dictionary, words that may be shown, fields that the business has. */
export async function reasonOf(tx: Transaction<DB>, module: Module, deed: Deed, today: string): Promise<Reason | null> {
  if (!SAYS[deed.verb]?.reason) return null
  const { code, pins, ...said } = deed.reason ?? { code: '', words: '', pins: [] }
  const words = said.words.trim()
  if (words === '')
    throw invalid(
      [{ field: 'reason.words', message: deed.verb === 'return' ? '驳回必须写明原因' : '不予加入必须写明理由' }],
      'REASON_REQUIRED',
    )
  refuseUnwelcome(words, '理由', 'reason.words')
  const strange = pins.find((pin) => !/^\w+(\.\d+\.\w+)?$/.test(pin) || !Object.hasOwn(module.fields, pin.split('.')[0]!))
  if (strange !== undefined) throw invalid([{ field: 'reason.pins', message: '指明的填报项不存在' }])
  if (deed.verb === 'return') await requireKnown(tx, code, today)
  else if (code !== '') throw invalid([{ field: 'reason.code', message: '此操作没有可选的原因' }])
  return { code, words, pins }
}

/** Reasons are counted by their codes, so that a code nobody's list has would be a reason nobody counts. */
async function requireKnown(tx: Transaction<DB>, code: string, today: string) {
  const { rows } = await sql`
    select 1 from term where dictionary = 'return-reasons' and code = ${code} and valid_from <= ${today} and (valid_until is null or valid_until >= ${today})
      and not exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code)`.execute(tx)
  if (rows.length === 0) throw invalid([{ field: 'reason.code', message: '请从列表中选择驳回原因' }], 'REASON_UNKNOWN')
}
