import type { Transaction } from 'kysely'
import type { Subject } from '../act.ts'
import { dayOf } from '../day.ts'
import type { AnyValues } from '../field.ts'
import { patchBetween, patched } from '../fold.ts'
import type { Module, Outcome } from '../module.ts'
import type { Actor, Post } from '../org.ts'
import { conflict, invalid } from '../refusal.ts'
import { filledAt } from '../steps.ts'
import { askedOf, readValues } from '../values.ts'
import type { Deed } from './deed.ts'
import { settleReferences } from './references.ts'
import type { DB } from './schema.ts'

type On = { tx: Transaction<DB>; actor: Actor; now: Date; post: Post }

/** The values a deed leaves behind: what is written, corrected, set by an outcome or restored by taking one back. */
export async function valuesAfter(on: On, module: Module, subject: Subject, deed: Deed, outcome: Outcome | null): Promise<AnyValues> {
  const { values, advance, stage } = subject.state
  if (deed.verb === 'admit') return admitted(module, subject, deed.about ?? null)
  if (deed.verb === 'withdraw') return patched(values, advance!.undo)
  const decided = outcome ? { ...values, ...outcome.sets, ...(outcome.stamps ? { [outcome.stamps]: dayOf(on.now) } : {}) } : values
  if (deed.values === undefined || deed.values === null) return decided
  if (deed.verb === 'save' || deed.verb === 'submit') return written(on, module, subject, deed.values)
  const open = (deed.verb === 'pass' ? module.flow[stage]?.mayCorrect : deed.verb === 'amend' ? module.amends?.fields : []) ?? []
  return corrected(on, module, subject, deed.values, open)
}

/** A whole writing: fields of this step that are not sent are cleared, those of other steps stay. */
async function written(on: On, module: Module, subject: Subject, raw: unknown): Promise<AnyValues> {
  const { values, stage, returned } = subject.state
  const typed = readValues(module, raw, stage)
  const open = new Set(filledAt(module, stage))
  const others = Object.fromEntries(Object.entries(values).filter(([key]) => !open.has(key)))
  const next = { ...others, ...(await settled(on, module, subject, askedOf(module, typed, others))) }
  if (returned?.only) refuseBeyondPins(module, values, next, returned.pins)
  return next
}

async function corrected(on: On, module: Module, subject: Subject, raw: unknown, open: readonly string[]): Promise<AnyValues> {
  const named = Object.keys(raw as object)
  refuseClosed(
    module,
    named.filter((key) => !open.includes(key)),
    '在此环节不能修改',
  )
  const cleared = Object.fromEntries(named.map((key) => [key, null]))
  return patched({ ...subject.state.values }, { ...cleared, ...(await settled(on, module, subject, readValues(module, raw))) })
}

/** A reviewer may let nothing but the pinned fields be changed. */
function refuseBeyondPins(module: Module, before: AnyValues, next: AnyValues, pins: readonly string[]) {
  const open = new Set(pins.map((pin) => pin.split('.')[0]!))
  const touched = Object.keys(patchBetween(before, next) ?? {}).filter((key) => !open.has(key))
  refuseClosed(module, touched, '不在本次驳回允许修改的范围内')
}

function refuseClosed(module: Module, keys: readonly string[], words: string) {
  if (keys.length === 0) return
  throw invalid(
    keys.map((key) => ({ field: key, message: `《${module.fields[key]?.label ?? key}》${words}` })),
    'NOT_CORRECTABLE',
  )
}

function settled(on: On, module: Module, subject: Subject, read: AnyValues): Promise<AnyValues> {
  const held = { record: subject.id, actor: on.actor, org: on.post.org, today: dayOf(on.now), already: subject.state.values }
  return settleReferences(on.tx, module, read, held)
}

function admitted(module: Module, subject: Subject, org: string | null): AnyValues {
  const joins = module.identity!.joins!
  if (!subject.state.asks.some((ask) => ask.org === org)) throw conflict('NO_SUCH_ASK', '该单位没有待处理的加入申请。')
  const listed: string[] = subject.state.values[joins.field] ?? []
  return { ...subject.state.values, [joins.field]: listed.includes(org!) ? listed : [...listed, org] }
}
