import { sql, type Transaction } from 'kysely'
import type { AnyValues, Field, Reference } from '../field.ts'
import type { HeldFile } from '../fields/files.ts'
import type { Module } from '../module.ts'
import { invalid, type Problem } from '../refusal.ts'
import type { DB } from './schema.ts'

type Placed = { key: string; field: Field; reference: Reference }

/**
 * Checks that everything the values point at exists and may be used here, and takes names and sizes of files from the server's own
 * knowledge. A file may be named by whoever uploaded it for the same organisation, or stay where it already was claimed.
 */
export async function settleReferences(
  tx: Transaction<DB>,
  module: Module,
  values: AnyValues,
  held: { record: string | null; person: string; org: string; today: string; already: AnyValues },
): Promise<AnyValues> {
  const placed = Object.entries(values).flatMap(([key, value]) => {
    const field = module.fields[key]!
    return (field.kind.references?.(value, field) ?? []).map((reference): Placed => ({ key, field, reference }))
  })
  const kept = new Set(
    Object.entries(held.already).flatMap(([key, value]) =>
      (module.fields[key]?.kind.references?.(value, module.fields[key]!) ?? []).map(nameOf),
    ),
  )
  const asked = placed.filter(({ reference }) => reference.to === 'file' || !kept.has(nameOf(reference)))
  if (asked.length === 0) return values
  const known = await lookUp(
    tx,
    asked.map(({ reference }) => reference),
    held,
  )
  const problems = asked.flatMap((each) => wrong(each, known))
  if (problems.length > 0) throw invalid(problems)
  return known.files.size === 0 ? values : (withFiles(values, known.files) as AnyValues)
}

type Known = { orgs: Map<string, string>; terms: Map<string, boolean>; files: Map<string, HeldFile> }

async function lookUp(
  tx: Transaction<DB>,
  references: Reference[],
  held: { record: string | null; person: string; org: string; today: string },
): Promise<Known> {
  const orgs = references.flatMap((reference) => (reference.to === 'org' ? [reference.id] : []))
  const terms = references.flatMap((reference) => (reference.to === 'term' ? [`${reference.dictionary} ${reference.code}`] : []))
  const files = references.flatMap((reference) => (reference.to === 'file' ? [reference.id] : []))
  const { rows } = await sql<{ to: string; name: string; fact: string; size: number | null; type: string | null }>`
    select 'org' as to, id as name, kind as fact, null::float8 as size, null as type from org where id = any(${orgs}::text[]) and (retired_on is null or retired_on > ${held.today})
    union all
    select 'term', dictionary || ' ' || code, case when exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code) then 'branch' else 'leaf' end, null, null
      from term where dictionary || ' ' || code = any(${terms}::text[]) and valid_from <= ${held.today} and (valid_until is null or valid_until >= ${held.today})
    union all
    select 'file', id::text, name, size::float8, type from file where id = any(${files}::uuid[])
      and ((uploaded_by = ${held.person} and uploaded_for = ${held.org}) or exists (select 1 from file_claim where file_id = file.id and record_id = ${held.record}::uuid))`.execute(
    tx,
  )
  const of = (to: string) => rows.filter((row) => row.to === to)
  return {
    orgs: new Map(of('org').map((row) => [row.name, row.fact])),
    terms: new Map(of('term').map((row) => [row.name, row.fact === 'leaf'])),
    files: new Map(of('file').map((row) => [row.name, { id: row.name, name: row.fact, size: row.size!, type: row.type! }])),
  }
}

function wrong({ key, field, reference }: Placed, known: Known): Problem[] {
  const say = (message: string) => [{ field: key, message: `《${field.label}》${message}` }]
  if (reference.to === 'org') {
    const kind = known.orgs.get(reference.id)
    if (kind === undefined) return say('中有不存在或已撤销的单位')
    return reference.kinds && !(reference.kinds as readonly string[]).includes(kind) ? say('中有不能在此选择的单位') : []
  }
  if (reference.to === 'term') {
    const leaf = known.terms.get(`${reference.dictionary} ${reference.code}`)
    if (leaf === undefined) return say('选择了不存在或已停用的选项')
    return field.options.levels === 2 && !leaf ? say('请选到第二级') : []
  }
  const file = known.files.get(reference.id)
  if (file === undefined) return say('中有找不到的附件，请重新上传')
  const accept = field.options.accept as string[] | null | undefined
  return accept && !accept.includes(extension(file.name)) ? say(`只接受 ${accept.join('、')} 格式的附件`) : []
}

/** Replaces what the client said of a file by what the server knows, wherever it stands inside the values. */
function withFiles(value: unknown, files: Map<string, HeldFile>): unknown {
  if (Array.isArray(value)) return value.map((part) => withFiles(part, files))
  if (value === null || typeof value !== 'object') return value
  const { id } = value as { id?: unknown }
  const known = typeof id === 'string' && 'size' in value ? files.get(id) : undefined
  return known ?? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withFiles(part, files)]))
}

const extension = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

const nameOf = (reference: Reference) =>
  reference.to === 'term' ? `term ${reference.dictionary} ${reference.code}` : `${reference.to} ${reference.id}`
