import type { ComponentType } from 'react'
import type { Field } from '#kernel/field.ts'

/** What is said at one place of a value, e.g. `2.name` inside rows; an empty place means the whole value. */
export type Said = { field: string; message: string; clause?: string; check?: string; tone: 'problem' | 'hint' }

export type InputProps<V = any> = {
  field: Field
  value: V | undefined
  onChange: (value: V | undefined) => void
  /** The label of the field carries `for={id}` and the id `${id}-label`. */
  id: string
  problem?: string | undefined
  disabled?: boolean | undefined
  recordId?: string | undefined
  /** For kinds made of parts: what is said inside. */
  said?: readonly Said[] | undefined
}

export type ShowProps<V = any> = { field: Field; value: V | undefined }

/** `value` is what the row of a ledger carries: the value itself, or what `brief` of its kind makes of it. */
export type BriefProps<B = any> = { field: Field; value: B }

export type Filtered = string[] | { from?: string; to?: string }

export type FilterProps = { field: Field; value: Filtered | undefined; onChange: (value: Filtered | undefined) => void }

/** How a field kind is entered, shown in full, shown in one line of a list, and filtered by. */
export type FieldLook = {
  Input: ComponentType<InputProps>
  Show: ComponentType<ShowProps>
  Brief?: ComponentType<BriefProps>
  Filter?: ComponentType<FilterProps>
}

export type LookOf = (field: Field) => FieldLook

/** Ties an entry to its label, its problem and its guidance, for those who hear the page. */
export function tied(id: string, field: Field, problem?: string) {
  const guided = field.hint ?? field.example ?? field.clause
  const described = [...(problem ? [`${id}-said`] : []), ...(guided ? [`${id}-guide`] : [])]
  return {
    id,
    ...(field.required ? { 'aria-required': true as const } : {}),
    ...(problem ? { 'aria-invalid': true as const } : {}),
    ...(described.length > 0 ? { 'aria-describedby': described.join(' ') } : {}),
  }
}

/** Whether what was chosen for a filter is a list of codes. */
export const chosen = (value: Filtered | undefined): string[] => (Array.isArray(value) ? value : [])
