import type { AnyValues } from './field.ts'
import type { Role } from './org.ts'

/** Where a record stands: the key of a step, or one of the three ends: decided, stopped by a decision, or a draft thrown away. */
export type Stage = string
export const APPROVED = 'approved'
export const CLOSED = 'closed'
export const VOID = 'void'

export const verbNames = {
  open: '下达',
  create: '新建',
  save: '暂存',
  submit: '提交',
  pass: '通过',
  return: '驳回',
  decide: '核准',
  withdraw: '撤回',
  renew: '开始更新',
  unchanged: '无变化上报',
  amend: '更正',
  ask: '申请加入',
  admit: '同意加入',
  decline: '不予加入',
  extend: '申请延期',
  grant: '同意延期',
  deny: '不予延期',
  lapse: '到期处理',
  discard: '作废草稿',
} as const

export type Verb = keyof typeof verbNames

/** Why something came back: a code of the dictionary, the reviewer's words, the fields they are pinned to; with `only`, no other field opens for change. */
export type Reason = { code: string; words: string; pins: string[]; only?: boolean }

/** What was done, once, by whom and for whom. Acts are only ever added; everything else about a record is read from them. */
export type Act = {
  seq: number
  verb: Verb
  /** Nobody where time ran out and the declaration says what then happens. */
  by: string | null
  byName: string
  /** In whose place, where a deputy acted. */
  forPerson: string | null
  forName: string | null
  org: string
  role: Role | 'system'
  from: Stage | null
  to: Stage
  /** Changed values only; null where a value was cleared. */
  patch: AnyValues | null
  reason: Reason | null
  /** The organisation an ask is about; the day until which more time is asked for. */
  about: string | null
  /** What was decided, where a step has several outcomes. */
  outcome: string | null
  at: Date
}

export type Ask = { org: string; by: string; words: string; at: Date }

export type Returned = Reason & { by: string | null; byName: string; forName: string | null; step: Stage; at: Date }

/** The last day for what a record now waits for, and the outcome that follows by itself when it has passed. */
export type Deadline = { on: string; lapses: string | null }

/** Handled after its day. Kept for good, whatever happens later. */
export type Late = { step: Stage; round: number; org: string; due: string; on: string }

export type Extension = { until: string; words: string; by: string; byName: string; forName: string | null; org: string; at: Date }

/** What the acts add up to. */
export type State = {
  stage: Stage
  version: number
  /** Rises with every new report on the same record. */
  round: number
  values: AnyValues
  approved: AnyValues | null
  approvedAt: Date | null
  /** How far the record ever got: what was once seen is not hidden by a return. */
  reached: number
  /** Who wrote at each filling step of this round, and in whose place. None of them may review it. */
  hands: Record<Stage, string[]>
  returned: Returned | null
  asks: Ask[]
  since: Date
  deadline: Deadline | null
  /** The time a decision gave, until what it asked for is decided on: a return within the unit does not begin it anew. */
  respite: Deadline | null
  late: Late[]
  /** Last day of the period that periodic reports cover so far. */
  covered: string | null
  /** More time asked for and not yet decided. */
  extension: Extension | null
  /** How often each outcome was decided. */
  decided: Record<string, number>
  /** The latest step forward, while it can still be taken back, and what taking it back restores. */
  advance: {
    by: string | null
    org: string
    from: Stage
    deadline: Deadline | null
    respite: Deadline | null
    outcome: string | null
    undo: AnyValues | null
    covered: string | null
  } | null
}

/** Who acted, with both names where it was a deputy: 张三（代李四）. */
export const actedBy = ({ byName, forName }: Pick<Act, 'byName' | 'forName'>): string =>
  forName === null ? byName : `${byName}（代${forName}）`

export type Subject = { id: string; owner: string; state: State }
