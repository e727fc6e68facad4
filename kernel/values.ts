import { z } from 'zod'
import { APPROVED, type Stage } from './act.ts'
import type { AnyValues, Field, Fields } from './field.ts'
import { isHintOn } from './hints.ts'
import type { Hint, Module, Units } from './module.ts'
import type { OrgKind } from './org.ts'
import { invalid, type Problem } from './refusal.ts'
import { fillerOf, filledAt, filledUpTo, rankOf, stepsOf } from './steps.ts'
import { refuseUnwelcome } from './written.ts'

/** The body shape of a record's values, as given by a person or another system: known fields only, any of them absent. */
export function valuesSchema(module: Module) {
  const known = schemas.get(module)
  if (known) return known
  const given = Object.entries(module.fields).filter(([, field]) => !field.given)
  const schema = z.strictObject(Object.fromEntries(given.map(([key, field]) => [key, described(field)])))
  schemas.set(module, schema)
  return schema
}

/** Making one takes milliseconds, and a form asks at every keystroke. */
const schemas = new WeakMap<Module, z.ZodObject>()

function described(field: Field) {
  return field.kind
    .schema(field)
    .nullish()
    .meta({ title: field.label, ...(field.hint ? { description: field.hint } : {}) })
}

/**
 * Reads values from outside. Blank fields are left out; unknown fields, fields that another step than `stage` fills, wrong shapes,
 * hidden characters and classification marks are refused with every place named.
 */
export function readValues(module: Module, raw: unknown, stage?: Stage): AnyValues {
  if (stage !== undefined) refuseElsewhere(module, raw, stage)
  const read = valuesSchema(module).safeParse(raw)
  if (!read.success) throw invalid(read.error.issues.map((issue) => problemOf(module.fields, issue)))
  const values = Object.fromEntries(
    Object.entries(read.data).filter(([key, value]) => value != null && !module.fields[key]!.kind.isBlank(value)),
  )
  for (const [key, value] of Object.entries(values)) refuseTexts(key, module.fields[key]!, value)
  return values
}

function refuseElsewhere(module: Module, raw: unknown, stage: Stage) {
  const open = filledAt(module, stage)
  const elsewhere = Object.keys(Object(raw)).filter(
    (key) => Object.hasOwn(module.fields, key) && !module.fields[key]!.given && !open.includes(key),
  )
  if (elsewhere.length > 0)
    throw invalid(
      elsewhere.map((key) => ({ field: key, message: `《${module.fields[key]!.label}》在此环节不能填写` })),
      'NOT_CORRECTABLE',
    )
}

/**
 * Everything that stops these values from leaving a stage: blanks first, then the module's own rules and, while it is not yet decided, those of
 * the steps from the present writing on. Only what the steps up to there fill is asked for; `filer` is the kind of organisation whose record it is.
 */
export function problemsOf(
  module: Module,
  values: AnyValues,
  today: string,
  stage: Stage = APPROVED,
  filer: OrgKind = 'district',
): Problem[] {
  const blanks = filledUpTo(module, stage).flatMap((key) => blankIn(module, key, module.fields[key]!, values))
  if (blanks.length > 0) return blanks
  const passed = stage === APPROVED ? [] : stepsOf(module).slice(rankOf(module, fillerOf(module, stage)), rankOf(module, stage) + 1)
  return [...(module.refuse?.(values, today, filer) ?? []), ...passed.flatMap((step) => module.flow[step]!.refuse?.(values, today) ?? [])]
}

/**
 * What looks wrong in the fields named, or anywhere, as far as the office lets it be said. Checks that go by how many organisations there are find nothing
 * without `units`.
 */
export function hintsOf(module: Module, values: AnyValues, today: string, fields?: readonly string[], units: Units = () => 0): Hint[] {
  return Object.entries(module.checks ?? {})
    .filter(([check]) => isHintOn(module, check))
    .flatMap(([check, { clause, finds }]) => finds(values, today, units).map((found) => ({ check, clause, ...found })))
    .filter(({ field }) => fields === undefined || fields.includes(field.split('.')[0]!))
}

/** Of what is written, what is asked for beside the `others` of its record: the rest is not kept. */
export function askedOf(module: Module, written: AnyValues, others: AnyValues = {}): AnyValues {
  const all = { ...others, ...written }
  return Object.fromEntries(Object.entries(written).filter(([key]) => isAsked(module, key, all)))
}

/** A field that has nothing to ask for, given the others, is neither shown nor required, nor kept. */
export function isAsked(module: Module, key: string, values: AnyValues): boolean {
  return module.asks?.[key]?.(values) ?? true
}

function blankIn(module: Module, key: string, field: Field, values: AnyValues): Problem[] {
  const value = values[key]
  if (value === undefined || field.kind.isBlank(value)) {
    return field.required && isAsked(module, key, values) ? [{ field: key, message: `《${field.label}》没有填写` }] : []
  }
  return (field.kind.missing?.(value, field) ?? []).map((problem) => ({ ...problem, field: `${key}.${problem.field}` }))
}

function refuseTexts(key: string, field: Field, value: unknown) {
  for (const text of field.kind.texts?.(value) ?? []) refuseUnwelcome(text, `《${field.label}》`, key)
}

function problemOf(fields: Fields, issue: z.core.$ZodIssue): Problem {
  const [key, ...rest] = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const where = key ? `《${fields[key]?.label ?? key}》中` : ''
    return { field: [key, ...rest].filter(Boolean).join('.'), message: `${where}有无法识别的字段：${issue.keys.join('、')}` }
  }
  if (key === undefined) return { message: '填报内容的格式有误' }
  const field = fields[key]
  const inner = rest.length > 1 ? (field?.options.fields as Fields | undefined)?.[rest[1]!] : undefined
  const place = inner ? `《${field!.label}》第 ${Number(rest[0]) + 1} 条的《${inner.label}》` : `《${field?.label ?? key}》`
  return { field: [key, ...rest].join('.'), message: `${place}${issue.message}` }
}
