import type { AnyValues, Fields, Values } from './field.ts'
import type { Period } from './day.ts'
import type { BusinessRole, OrgKind } from './org.ts'
import type { Problem } from './refusal.ts'
import type { Counted, Tally } from './tally.ts'

/**
 * A business, as its manual describes it: scope, fields with guidance, identity, steps, who sees what.
 * From this one value come the form, the ledger, the flow, the to-dos, Excel, the API and the help page.
 */

/** An organisation every record of a business may name, whatever its values: written once beside the modules. */
export type Fixed = { fixed: string; name: string }

/** Where a step is handled or who may see: the filing unit, an organisation named in a field or in a part of its rows (`decisions.lead`), or a fixed one. */
export type Party = string | Fixed

export type Step = {
  /** The arrow of the manual, e.g. 区县审核. */
  label: string
  by: BusinessRole
  at: Party
  /** What handling this step is called when it is more than 提交, where it is written, or 通过: the button and the act, and what it is once `done`. */
  does?: { label: string; done: string }
  /**
   * Fields whoever handles this step writes. Such a step is saved and submitted like the first one, and what a later step returns comes back to it.
   * The first step writes every field that no other does.
   */
  fills?: readonly string[]
  /** What those fields begin with, from what is known: when the record comes to this step and nobody has written there, and when the next report begins. */
  begins?: (values: AnyValues) => AnyValues
  /** Rules that stop a submission from this step on, until the next step that is written: those that hold but for a while, and those of what is written here. */
  refuse?: (values: AnyValues, today: string) => readonly Problem[]
  /** Fields whoever handles this step may correct on the spot. */
  mayCorrect?: readonly string[]
  /** Days to handle it, shown as the deadline. */
  within?: number
  /** The date field that is the deadline instead, the first time. */
  dueOn?: string
  /** Decisions in the manual's words, in place of 通过 and 驳回. */
  outcomes?: Record<string, Outcome>
}

/** One of several decisions at a step. */
export type Outcome = {
  /** Word for word as the manual has it. */
  label: string
  /** What it means for the unit, shown before it is chosen and to whoever receives it. */
  meaning: string
  to: string
  /** Goes back to a filling step: words are required, and it counts as a return. */
  returns?: true
  /** Time that whoever has it next is given. */
  within?: { days: number } | { months: number }
  /** The outcome that follows by itself when that time has passed. */
  lapses?: string
  /** How often it may be decided; once more is `beyond`, which nobody chooses where this one returns: it is counted as a return too. */
  times?: number
  beyond?: string
  /** Fields it sets. */
  sets?: AnyValues
  /** A date field that receives the day of the decision. */
  stamps?: string
  /** Follows only by itself: nobody chooses it. */
  auto?: true
}

/** A hint warns and never stops: what looks wrong, where, and the sentence of the manual it rests on, or 系统提示 where there is none. */
export type Hint = { check: string; field: string; message: string; clause: string }

/** One rule of the 填报体检, which the module's administrator may switch off. */
export type Check<V = AnyValues> = {
  /** What it looks for, for the help page and the administrator. */
  about: string
  clause: string
  finds: (values: V, today: string, units: Units) => readonly { field: string; message: string }[]
}

/** How many organisations of some kinds are in being. */
export type Units = (kinds: readonly OrgKind[]) => number

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
  /** Absent where a report follows what happens and not the calendar: then nobody is reminded, and there is no 无变化. */
  every?: Period
  /** The filling step it begins at; the first one unless told otherwise. */
  at?: string
  /** What the reports are called one after the other, e.g. 历次推进情况. */
  past?: string
  /** No further report once this holds. */
  until: (values: AnyValues) => boolean
}

/** A list of basic facts that everybody with a business post may read and search, whoever may see the records themselves. `by` is the date it is ordered by. */
export type Directory = { name: string; fields: readonly string[]; by: string; holds: (values: AnyValues) => boolean }

/**
 * Decisions taken together: what has come to a step is laid side by side, one of several alike is picked and the others get another outcome.
 * `weekday` is its usual day, 1 for Monday; `common` are words in so many titles that they make none alike.
 */
export type Round = { name: string; step: string; picked: string; others: string; weekday: number; common: readonly string[] }

/** What of a business the figures hold, where that is not simply what was decided: for the figures, and for whoever is told why something is in none. */
export type Counting<V = AnyValues> = {
  /** What counts already while it is still being decided on. */
  already?: (values: Partial<V>) => boolean
  /** Why something decided is in no figure yet, in words for its unit; null when it counts. */
  unless?: (approved: V) => string | null
}

/** First and last day 'YYYY-MM-DD' on which a business may be submitted; null where an end is open. */
export type FilingWindow = { from: string | null; to: string | null }
/** Warns when a unit files the same thing twice: unlike an identity it never stops anybody. */
export type Alike = {
  /** One key for what is the same; null while the values do not say. */
  key: (values: AnyValues) => string | null
  /** What it looks for, for the help page and the administrator. */
  about: string
  /** Where the warning stands. */
  field: string
  message: string
  clause: string
}

export type Module = {
  /** What is filed, as sentences have it: 新建…, …台账. */
  name: string
  /** What the manual calls the work on it, in menus and guides, where that is more than the name. */
  menu?: string
  path: string
  /** Where the manual describes it. */
  manual: string
  scope: string
  /** What one record is counted as, e.g. 个. */
  unit: string
  /** Kinds of organisation that file it, or organisations by name, or `opened` when records are only ever opened by another business. */
  filedBy: readonly (OrgKind | Fixed)[] | 'opened'
  fields: Fields
  /** The field that names a record. */
  title: string
  ledger: readonly string[]
  flow: Record<string, Step>
  seenBy: Record<string, readonly Party[]>
  identity?: Identity
  alike?: Alike
  /** The sentence of the manual by which nothing is filed under a title that stands already; without one that hint is a 系统提示. */
  similarClause?: string
  /** Rules that stop a submission. They read what the first step fills, and which kind of organisation files it. */
  refuse?: (values: AnyValues, today: string, filer: OrgKind) => readonly Problem[]
  /** 填报体检, by a name for each rule. */
  checks?: Record<string, Check>
  /** Whether a field has anything to ask for, given the others; absent means always. */
  asks?: Record<string, (values: AnyValues) => boolean>
  /**
   * Records this one opens when its last step is done, and later when a correction names more. What it gives them follows corrections while they are open and
   * when their next report begins; what is decided stays as it was filed.
   */
  opens?: (record: { id: string; owner: string; values: AnyValues }) => readonly Opening[]
  /** Fields the deciding desk may still correct afterwards. */
  amends?: { at: Party; by: BusinessRole; label: string; fields: readonly string[] }
  renews?: Renewal
  /** Who decides when whoever fills a step asks for more time; without it nobody may ask. */
  extends?: { decidedBy: Party; by: BusinessRole }
  directory?: Directory
  round?: Round
  /** What it counts as in reports. */
  tallies?: (record: Counted) => readonly Tally[]
  /** Which records the figures hold; absent where those are the decided ones. What has lost its ground counts nowhere. */
  counts?: Counting
  /** When it may be submitted, where the office has set it. */
  window?: FilingWindow
  /** Hints that the office has switched off, by name. */
  silenced?: readonly string[]
}

type Key<F extends Fields> = Extract<keyof F, string>
type OrgKey<F extends Fields> = { [K in Key<F>]: Values<F>[K] extends string | readonly string[] | undefined ? K : never }[Key<F>]
/** A part of rows that holds organisations, e.g. `decisions.lead`. */
type RowOrgKey<F extends Fields> = {
  [K in Key<F>]: NonNullable<Values<F>[K]> extends readonly (infer R extends object)[] ? `${K}.${OrgPart<R>}` : never
}[Key<F>]
type OrgPart<R> = { [P in Extract<keyof R, string>]: R[P] extends string | readonly string[] | undefined ? P : never }[Extract<
  keyof R,
  string
>]
type PartyIn<F extends Fields> = 'owner' | OrgKey<F> | RowOrgKey<F> | Fixed

type StepIn<F extends Fields, S extends string> = Omit<Step, 'at' | 'mayCorrect' | 'fills' | 'begins' | 'refuse' | 'dueOn' | 'outcomes'> & {
  at: PartyIn<F>
  mayCorrect?: readonly Key<F>[]
  fills?: readonly Key<F>[]
  begins?: (values: Partial<Values<F>>) => Partial<Record<Key<F>, unknown>>
  refuse?: (values: Values<F>, today: string) => readonly (Problem & { field?: string })[]
  dueOn?: Key<F>
  outcomes?: Record<
    string,
    Omit<Outcome, 'to' | 'sets' | 'stamps'> & { to: NoInfer<S> | 'approved' | 'closed'; sets?: Partial<Values<F>>; stamps?: Key<F> }
  >
}

type Declaration<F extends Fields, S extends string> = Omit<
  Module,
  | 'fields'
  | 'title'
  | 'ledger'
  | 'flow'
  | 'seenBy'
  | 'identity'
  | 'alike'
  | 'refuse'
  | 'checks'
  | 'asks'
  | 'opens'
  | 'amends'
  | 'renews'
  | 'extends'
  | 'directory'
  | 'round'
  | 'tallies'
  | 'counts'
> & {
  fields: F
  title: Key<F>
  ledger: readonly Key<F>[]
  flow: Record<S, StepIn<F, S>>
  seenBy: Partial<Record<NoInfer<S> | 'approved', readonly PartyIn<F>[]>>
  identity?: Omit<Identity, 'field' | 'key' | 'joins'> & {
    field: Key<F>
    key: (values: Partial<Values<F>>) => string | null
    joins?: { field: OrgKey<F>; decidedBy: PartyIn<F> }
  }
  alike?: Omit<Alike, 'key' | 'field'> & { key: (values: Partial<Values<F>>) => string | null; field: Key<F> }
  refuse?: (values: Values<F>, today: string, filer: OrgKind) => readonly (Problem & { field?: string })[]
  checks?: Record<string, Check<Partial<Values<F>>>>
  asks?: { [K in Key<F>]?: (values: Partial<Values<F>>) => boolean }
  opens?: (record: { id: string; owner: string; values: Values<F> }) => readonly Opening[]
  amends?: { at: PartyIn<F>; by: BusinessRole; label: string; fields: readonly Key<F>[] }
  renews?: Omit<Renewal, 'until' | 'at'> & { at?: NoInfer<S>; until: (values: Values<F>) => boolean }
  extends?: { decidedBy: PartyIn<F>; by: BusinessRole }
  directory?: { name: string; fields: readonly Key<F>[]; by: Key<F>; holds: (values: Partial<Values<F>>) => boolean }
  round?: Omit<Round, 'step'> & { step: NoInfer<S> }
  tallies?: (record: Counted<Values<F>>) => readonly Tally[]
  counts?: Counting<Values<F>>
}

/** Declares a business. The compiler refuses a desk, a viewer or a column that no field of it names. */
export function defineModule<const F extends Fields, const S extends string>(
  declaration: Declaration<F, S>,
): Omit<Module, 'fields'> & { fields: F } {
  return declaration as unknown as Omit<Module, 'fields'> & { fields: F }
}

export const menuName = ({ name, menu }: Pick<Module, 'name' | 'menu'>): string => menu ?? name

export const isFixed = (party: Party): party is Fixed => typeof party === 'object'
