import type { AnyValues } from './field.ts'
import type { Role } from './org.ts'

/** Where a record stands: the key of a step, or one of the two ends. */
export type Stage = string
export const APPROVED = 'approved'
export const VOID = 'void'

export const verbNames = {
  open: '下达',
  create: '新建',
  save: '暂存',
  submit: '提交',
  pass: '通过',
  return: '驳回',
  withdraw: '撤回',
  renew: '开始更新',
  unchanged: '无变化上报',
  amend: '更正',
  ask: '申请加入',
  admit: '同意加入',
  decline: '不予加入',
  discard: '作废草稿',
} as const

export type Verb = keyof typeof verbNames

/** Why something came back: a code of the dictionary, the reviewer's words, the fields they are pinned to. */
export type Reason = { code: string; words: string; pins: string[] }

/** What was done, once, by whom and for whom. Acts are only ever added; everything else about a record is read from them. */
export type Act = {
  seq: number
  verb: Verb
  by: string
  byName: string
  org: string
  role: Role
  from: Stage | null
  to: Stage
  /** Changed values only; null where a value was cleared. */
  patch: AnyValues | null
  reason: Reason | null
  /** The organisation an ask is about. */
  about: string | null
  at: Date
}

export type Ask = { org: string; by: string; words: string; at: Date }

export type Returned = Reason & { by: string; byName: string; step: Stage; at: Date }

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
  /** Who entered or filed what is now under review. None of them may review it. */
  hands: string[]
  returned: Returned | null
  asks: Ask[]
  since: Date
  /** The latest step forward, while it can still be taken back. */
  advance: { by: string; org: string; from: Stage } | null
}

export type Subject = { id: string; owner: string; state: State }
