import { sql, type Transaction } from 'kysely'
import type { Reason, State, Verb } from '../act.ts'
import { isDay } from '../day.ts'
import type { Module, Outcome } from '../module.ts'
import { invalid } from '../refusal.ts'
import { refuseUnwelcome } from '../written.ts'
import type { DB } from './schema.ts'

/** What somebody wants to do to a record, as it was said. */
export type Deed = { verb: Verb; version: number; values?: unknown; reason?: Reason | null; about?: string | null; outcome?: string | null }

type Said = 'reason' | 'about' | 'outcome'

/** What a verb says besides itself. Values are looked at where they are read. */
const SAYS: Partial<Record<Verb, readonly Said[]>> = {
  return: ['reason'],
  decide: ['outcome', 'reason'],
  admit: ['about'],
  decline: ['about', 'reason'],
  extend: ['about', 'reason'],
}

/** Why words are asked for; where none of these holds they may be left out. */
const WANTED: Partial<Record<Verb, string>> = {
  return: '驳回必须写明原因',
  decline: '不予加入必须写明理由',
  extend: '申请延期必须写明理由',
}

/** Refuses what a verb has no place for: whatever an act keeps is shown in the history, under the name of an office. */
export function refuseSurplus(deed: Deed): void {
  const says = SAYS[deed.verb] ?? []
  const surplus = (['reason', 'about', 'outcome'] as const).filter((part) => (deed[part] ?? null) !== null && !says.includes(part))
  if (surplus.length > 0)
    throw invalid(
      surplus.map((field) => ({ field, message: '此操作不需要填写理由、涉及单位或核准意见' })),
      'SURPLUS',
    )
}

type Decision = (Outcome & { name: string }) | null

/** The reason an act keeps: words that may be shown, fields that the business has, and for a return a code of the dictionary. */
export async function reasonOf(tx: Transaction<DB>, module: Module, deed: Deed, decision: Decision, today: string): Promise<Reason | null> {
  const { code, pins, only, ...said } = deed.reason ?? { code: '', words: '', pins: [] }
  const words = said.words.trim()
  const wanted = decision?.returns ? `“${decision.label}”必须写明意见` : WANTED[deed.verb]
  if (words === '' && wanted !== undefined) throw invalid([{ field: 'reason.words', message: wanted }], 'REASON_REQUIRED')
  if (words === '') return null
  refuseUnwelcome(words, '意见', 'reason.words')
  refuseStrangePins(module, pins)
  if (only && pins.length === 0)
    throw invalid([{ field: 'reason.pins', message: '只允许修改所指填报项时，须至少指明一个填报项' }], 'PINS_REQUIRED')
  if (deed.verb === 'return') await requireKnown(tx, module, code, today)
  // A decision is its own reason; what else is said has no list to choose from.
  return { code: decision?.name ?? (deed.verb === 'return' ? code : ''), words, pins, ...(only ? { only } : {}) }
}

/** An extension asks for a later day than the present one. */
export function aboutOf({ deadline }: State, deed: Deed, today: string): string | null {
  const { about = null } = deed
  if (deed.verb !== 'extend') return about
  const after = deadline!.on > today ? deadline!.on : today
  if (about === null || !isDay(about) || about <= after) throw invalid([{ field: 'about', message: `延期后的日期应晚于${after}` }])
  return about
}

function refuseStrangePins(module: Module, pins: readonly string[]) {
  const strange = pins.some((pin) => !/^\w+(\.\d+\.\w+)?$/.test(pin) || !Object.hasOwn(module.fields, pin.split('.')[0]!))
  if (strange) throw invalid([{ field: 'reason.pins', message: '指明的填报项不存在' }])
}

/** Reasons are counted by their codes, so that a code that no list of this business has would be a reason nobody counts. */
async function requireKnown(tx: Transaction<DB>, { path }: Module, code: string, today: string) {
  const { rows } = await sql`
    select 1 from term where dictionary = 'return-reasons' and code = ${code} and valid_from <= ${today} and (valid_until is null or valid_until >= ${today})
      and (coalesce(detail->'modules', '[]') = '[]' or detail->'modules' @> to_jsonb(${path}::text))
      and not exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code)`.execute(tx)
  if (rows.length === 0) throw invalid([{ field: 'reason.code', message: '请从列表中选择驳回原因' }], 'REASON_UNKNOWN')
}
