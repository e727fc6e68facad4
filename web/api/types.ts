import type { Ability } from '#kernel/workflow.ts'
import type { Extension, Late, Reason, Stage, Verb } from '#kernel/act.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { OrgKind, Principal, Role, Org as KernelOrg } from '#kernel/org.ts'
import type { ShownForm } from '#kernel/shown-form.ts'
import type { Named } from '#kernel/terms.ts'
import type { TodoKind } from '#kernel/todo.ts'

/** What the API answers. Instants are ISO texts, calendar dates 'YYYY-MM-DD'. */

export type MyPost = { org: string; orgName: string; kind: OrgKind; role: Role; roleName: string; for?: Principal }
export type Me = {
  id: string
  name: string
  phone: string
  mustChange: boolean
  mustEnrol: boolean
  factor: { enrolledAt: string; recoveryCodes: number } | null
  demonstration: boolean
  freshUntil: string | null
  posts: MyPost[]
}

export type DemonstrationAccount = { id: string; name: string; posts: { org: string; orgName: string; role: Role; roleName: string }[] }

/** `pinyin` is what a picker searches beside the name; what is retired is named on old records and no longer chosen. */
export type Org = KernelOrg & { pinyin: string; retiredOn?: string | null }
/** `labels` are all its names, each from its moment; `detail` is what a dictionary says of its own terms beside their label. */
export type Term = {
  code: string
  parent: string | null
  label: string
  labels: readonly Named[]
  detail: Record<string, unknown>
  validFrom: string
  validUntil: string | null
}

export type LedgerRow = {
  id: string
  title: string
  owner: string
  stage: Stage
  round: number
  version: number
  since: string
  due: string | null
  changedAt: string
  /** When it was last submitted or set right: terms are read under the names of that moment. */
  filedAt: string | null
  values: AnyValues
}
export type LedgerPage = { rows: LedgerRow[]; next: string | null }
export type LedgerCount = { count: number; more: boolean }

export type ReturnedAnswer = Reason & { byName: string; step: Stage; stepLabel: string; at: string }
export type AskAnswer = { org: string; orgName: string; words: string; at: string }
export type Holder = { org: string; orgName: string; role: Role }
export type Child = { module: string; id: string; owner: string; title: string; stage: Stage; stageLabel: string; since: string }

export type RecordAnswer = {
  id: string
  module: string
  owner: string
  ownerName: string
  title: string
  stage: Stage
  stageLabel: string
  version: number
  round: number
  values: AnyValues
  approved: AnyValues | null
  approvedAt: string | null
  returned: ReturnedAnswer | null
  asks: AskAnswer[]
  holders: Holder[]
  since: string
  due: string | null
  /** The outcome that follows by itself when the day has passed. */
  lapses: string | null
  /** What will happen by itself, or at the next decision, unless it is prevented. */
  warnings: string[]
  /** Links of a decided record that no longer hold. */
  broken: { field: string; id: string | null; title: string | null; below: boolean }[]
  late: Late[]
  extension: (Omit<Extension, 'at'> & { at: string; orgName: string }) | null
  decided: Record<string, number>
  filedAt: string | null
  createdAt: string
  changedAt: string
  abilities: Ability[]
  children: Child[]
  /** What the latest filing was shown, where today's words are others. */
  filedOtherwise: { seq: number; at: string; form: ShownForm } | null
  parent: { module: string; id: string; title: string } | null
}

export type ActAnswer = {
  seq: number
  verb: Verb
  label: string
  byName: string
  org: string
  orgName: string
  role: Role | 'system'
  from: Stage | null
  to: Stage
  fromLabel: string | null
  toLabel: string
  reason: Reason | null
  patch: AnyValues | null
  about: string | null
  outcome: string | null
  at: string
}
/** `form` is what was shown to whoever made this version. */
export type VersionAnswer = { seq: number; values: AnyValues; at: string; form: ShownForm }

export type TodoRow = {
  recordId: string
  module: string
  moduleName: string
  path: string
  kind: TodoKind
  kindName: string
  title: string
  stage: Stage
  stageLabel: string
  owner: string
  ownerName: string
  since: string
  due: string | null
  overdue: boolean
  warnings: string[]
  /** In whose place it is mine to do. */
  forName: string | null
  returned?: { words: string; code: string; byName: string; at: string }
}
export type TodoPage = { rows: TodoRow[]; next: string | null }
export type TodoSummary = {
  modules: ({ module: string; name: string; count: number; overdue: number; dueSoon: number } & Record<TodoKind, number>)[]
  total: number
  overdue: number
  returned: number
  dueSoon: number
}

export type ApiToken = { id: string; name: string; scopes: string[]; createdAt: string; expiresAt: string; lastUsedAt: string | null }
