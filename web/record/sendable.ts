import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { Refusal, type Problem } from '#kernel/refusal.ts'
import { readValues } from '#kernel/values.ts'

/**
 * Sorts what was typed into what the server can take and what it would refuse: a date half typed or a text too long must not
 * keep the rest of a draft from being saved. Given fields are the system's own and stay out.
 */
export function sendable(module: Module, typed: AnyValues): { values: AnyValues; problems: Problem[] } {
  const values: AnyValues = {}
  const problems: Problem[] = []
  for (const [key, value] of Object.entries(typed)) {
    const field = module.fields[key]
    if (!field || field.given || value === undefined) continue
    try {
      Object.assign(values, readValues(module, { [key]: value }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      problems.push(...(error.detail.problems ?? [{ field: error.detail.field ?? key, message: error.message }]))
    }
  }
  return { values, problems }
}
