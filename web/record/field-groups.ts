import type { Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { filledAt, filledUpTo, fills, stepsOf } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import type { RecordAnswer } from '#web/api/types.ts'

export type FieldGroup = { step: string; title: string | null; fields: [string, Field][] }

/**
 * The fields of a record by the step that writes them, in the order of the declaration; what the system sets stands with the first. What a later step
 * writes, or a decision sets, is not there to be missed before. One group without a title where a single step writes everything.
 */
export function fieldGroups(module: Module, record: Pick<RecordAnswer, 'stage' | 'values'>): FieldGroup[] {
  const writers = stepsOf(module).filter((step) => fills(module, step))
  const others = new Set(writers.slice(1).flatMap((step) => filledAt(module, step)))
  const due = new Set(filledUpTo(module, record.stage))
  const isDue = (key: string) => due.has(key) && !isException(module.fields[key]!)
  const groups = writers.map((step, at): FieldGroup => {
    const mine = at === 0 ? Object.keys(module.fields).filter((key) => !others.has(key)) : filledAt(module, step)
    const shown = mine.filter((key) => isAsked(module, key, record.values) && (isDue(key) || record.values[key] !== undefined))
    return { step, title: module.flow[step]!.label, fields: shown.map((key) => [key, module.fields[key]!]) }
  })
  const filled = groups.filter((group) => group.fields.length > 0)
  return filled.length > 1 ? filled : filled.map((group) => ({ ...group, title: null }))
}

/** One word to choose or not: where it was not chosen, nothing is missing. */
const isException = ({ required, options }: Field) => !required && options.words?.length === 1
