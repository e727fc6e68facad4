import type { Field } from '#kernel/field.ts'
import type { FieldLook, LookOf } from './look.ts'

/** The look of a field: the file in this folder that is named like its kind. */
export const lookOf: LookOf = (field: Field) => {
  const look = looks[field.kind.name]
  if (!look) throw new Error(`No look for the field kind ${field.kind.name}: add web/fields/${field.kind.name}.tsx`)
  if (field.kind.brief !== undefined && !look.Brief)
    throw new Error(`web/fields/${field.kind.name}.tsx has no Brief: a ledger carries less of the kind than the value`)
  return look
}

/** A kind made of other kinds is told how to find them, so that no look imports this collection. */
type Found = FieldLook | { composed: (lookOf: LookOf) => FieldLook }

const found = import.meta.glob<Found>('./*.tsx', { eager: true })

const looks: Record<string, FieldLook> = Object.fromEntries(
  Object.entries(found).map(([path, look]) => [path.slice(2, -4), 'composed' in look ? look.composed(lookOf) : look]),
)
