import type { AnyValues } from '#kernel/field.ts'
import { patchBetween } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import type { Problem } from '#kernel/refusal.ts'
import { sendable } from './sendable.ts'

/** What was changed among the fields open for correction; a cleared one is null. What cannot be read is told instead. */
export function corrections(
  module: Module,
  before: AnyValues,
  typed: AnyValues,
  open: readonly string[],
): { corrected: AnyValues; problems: Problem[] } {
  const among = (values: AnyValues) => Object.fromEntries(Object.entries(values).filter(([key]) => open.includes(key)))
  const { values, problems } = sendable(module, among(typed))
  const patch = patchBetween(among(before), values) ?? {}
  const unread = new Set(problems.map((problem) => problem.field?.split('.')[0]))
  return { corrected: Object.fromEntries(Object.entries(patch).filter(([key]) => !unread.has(key))), problems }
}
