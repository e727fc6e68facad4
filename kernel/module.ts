import type { AnyValues, Fields, Values } from './field.ts'
import type { BusinessRole, OrgKind } from './org.ts'
import type { Problem } from './refusal.ts'

/**
 * A business, as its manual describes it: scope, fields with guidance, identity, steps, who sees what.
 * From this one value come the form, the ledger, the flow, the to-dos, Excel, the API and the help page.
 */

/** An organisation every record of a business may name, whatever its values: written once beside the modules. */
export type Fixed = { fixed: string; name: string }

/** Where a step is handled or who may see: the filing unit, an organisation named in a field, or a fixed one. */
export type Party = string | Fixed

export type Step = {
  /** The arrow of the manual, e.g. 区县审核. */
  label: string
  by: BusinessRole
  at: Party
  /** What handling this step is called when it is more than 提交, for the first, or 通过: the button and the act, and what it is once `done`. */
  does?: { label: string; done: string }
  /** Fields whoever handles this step may correct on the spot. */
  mayCorrect?: readonly string[]
  /** Days to handle it, shown as the deadline. */
  within?: number
}

/** A hint warns and never stops: what looks wrong, where, and the sentence of the manual it rests on. */
export type Hint = { field: string; message: string; clause: string }

export type Identity = {
  /** The field the identity is read from, named in the refusal. */
  field: string
  /** One key for all spellings of the same thing; null when the values name nothing yet. */
  key: (values: AnyValues) => string | null
  /** What a second filer is told. */
  taken: string
  /** The organisations field a second filer may ask to be added to, and the desk that decides. */
  joins?: { field: string; decidedBy: Party }
}

/** A record to open for an organisation; `key` tells it apart from the others of the same opener. */
export type Opening = { module: string; owner: string; key: string; values: AnyValues }

export type Renewal = {
  /** What beginning the next report is called. */
  label: string
  every: 'quarter'
  /** No further report once this holds. */
  until: (values: AnyValues) => boolean
}

export type Module = {
  name: string
  path: string
  /** Where the manual describes it. */
  manual: string
  scope: string
  /** What one record is counted as, e.g. 个. */
  unit: string
  /** Kinds of organisation that file it, or `opened` when records are only ever opened by another business. */
  filedBy: readonly OrgKind[] | 'opened'
  fields: Fields
  /** The field that names a record. */
  title: string
  ledger: readonly string[]
  flow: Record<string, Step>
  seenBy: Record<string, readonly Party[]>
  identity?: Identity
  /** Rules that stop a submission. */
  refuse?: (values: AnyValues, today: string) => readonly Problem[]
  /** 填报体检. */
  hints?: (values: AnyValues, today: string) => readonly Hint[]
  /** Whether a field has anything to ask for, given the others; absent means always. */
  asks?: Record<string, (values: AnyValues) => boolean>
  /** Records this one opens when its last step is done, and later when a correction names more. */
  opens?: (record: { id: string; owner: string; values: AnyValues }) => readonly Opening[]
  /** Fields the deciding desk may still correct afterwards. */
  amends?: { at: Party; by: BusinessRole; label: string; fields: readonly string[] }
  renews?: Renewal
}

type Key<F extends Fields> = Extract<keyof F, string>
type OrgKey<F extends Fields> = { [K in Key<F>]: Values<F>[K] extends string | readonly string[] | undefined ? K : never }[Key<F>]
type PartyIn<F extends Fields> = 'owner' | OrgKey<F> | Fixed

type Declaration<F extends Fields, S extends string> = Omit<
  Module,
  'fields' | 'title' | 'ledger' | 'flow' | 'seenBy' | 'identity' | 'refuse' | 'hints' | 'asks' | 'opens' | 'amends' | 'renews'
> & {
  fields: F
  title: Key<F>
  ledger: readonly Key<F>[]
  flow: Record<S, Omit<Step, 'at' | 'mayCorrect'> & { at: PartyIn<F>; mayCorrect?: readonly Key<F>[] }>
  seenBy: Partial<Record<NoInfer<S> | 'approved', readonly PartyIn<F>[]>>
  identity?: Omit<Identity, 'field' | 'key' | 'joins'> & {
    field: Key<F>
    key: (values: Partial<Values<F>>) => string | null
    joins?: { field: OrgKey<F>; decidedBy: PartyIn<F> }
  }
  refuse?: (values: Values<F>, today: string) => readonly (Problem & { field?: string })[]
  hints?: (values: Partial<Values<F>>, today: string) => readonly Hint[]
  asks?: { [K in Key<F>]?: (values: Partial<Values<F>>) => boolean }
  opens?: (record: { id: string; owner: string; values: Values<F> }) => readonly Opening[]
  amends?: { at: PartyIn<F>; by: BusinessRole; label: string; fields: readonly Key<F>[] }
  renews?: Omit<Renewal, 'until'> & { until: (values: Values<F>) => boolean }
}

/** Declares a business. The compiler refuses a desk, a viewer or a column that no field of it names. */
export function defineModule<const F extends Fields, const S extends string>(
  declaration: Declaration<F, S>,
): Omit<Module, 'fields'> & { fields: F } {
  return declaration as unknown as Omit<Module, 'fields'> & { fields: F }
}

export const stepsOf = (module: Module): string[] => Object.keys(module.flow)

export const firstStep = (module: Module): string => stepsOf(module)[0]!

export const isFixed = (party: Party): party is Fixed => typeof party === 'object'
