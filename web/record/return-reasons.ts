import type { Module } from '#kernel/module.ts'
import { aboutFields, isReasonFor, reasonDetail } from '#kernel/reason-fields.ts'
import { isOffered } from '#kernel/terms.ts'
import type { Term } from '#web/api/types.ts'

/** `about` are the fields it suits, `pins` those it points at when it is chosen. */
export type ReturnReason = {
  code: string
  group: string
  label: string
  words: string
  about: string[]
  pins: string[]
  clause: string
}

/**
 * The dictionary's reasons for sending something back, with the words it suggests. A reason for other businesses, about fields that are not open for change
 * here, by name or by kind, or not in use today, is left out.
 */
export function returnReasons(terms: readonly Term[], module: Module, open: readonly string[], today: string): ReturnReason[] {
  const parents = new Set(terms.map((term) => term.parent).filter((parent) => parent !== null))
  return terms
    .filter((term) => !parents.has(term.code) && isOffered(term, today))
    .flatMap((term) => {
      const detail = reasonDetail(term.detail)
      if (!isReasonFor(module, detail)) return []
      const { words, fields, clause } = detail
      const { about, pins } = aboutFields(module, open, fields)
      if (fields.length > 0 && about.length === 0) return []
      const group = terms.find((parent) => parent.code === term.parent)?.label ?? '其他'
      return [{ code: term.code, group, label: term.label, words, about, pins, clause }]
    })
}

/** Reasons in their groups; once fields are pinned, those that suit one of them stand before all others. */
export function groupedReasons(reasons: readonly ReturnReason[], pinned: readonly string[]): { group: string; reasons: ReturnReason[] }[] {
  const suits = (reason: ReturnReason) => reason.about.some((key) => pinned.includes(key))
  const groups = new Map<string, ReturnReason[]>()
  const suited = reasons.filter(suits)
  if (suited.length > 0) groups.set('与所指填报项有关', suited)
  for (const reason of reasons) if (!suits(reason)) groups.set(reason.group, [...(groups.get(reason.group) ?? []), reason])
  return [...groups].map(([group, members]) => ({ group, reasons: members }))
}
