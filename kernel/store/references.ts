import { sql, type Transaction } from 'kysely'
import type { AnyValues, Field, Reference } from '../field.ts'
import type { HeldFile } from '../fields/files.ts'
import type { Link } from '../fields/link.ts'
import type { Module } from '../module.ts'
import type { Actor } from '../org.ts'
import { invalid, type Problem } from '../refusal.ts'
import { seenBy } from './load.ts'
import type { DB } from './schema.ts'

type Placed = { key: string; field: Field; reference: Reference }

type Holder = { record: string | null; actor: Actor; org: string; today: string; already: AnyValues }

/**
 * Checks that everything the values point at exists and may be used here, and takes names and sizes of files and titles of records from the
 * server's own knowledge. A file may be named by whoever uploaded it for the same organisation, a record by whoever sees it; what was
 * named here before may stay.
 */
export async function settleReferences(tx: Transaction<DB>, module: Module, values: AnyValues, held: Holder): Promise<AnyValues> {
  const placed = placedIn(module, values)
  const kept = new Map(placedIn(module, held.already).map(({ reference }) => [nameOf(reference), reference]))
  const asked = placed.filter(({ reference }) => reference.to === 'file' || !kept.has(nameOf(reference)))
  const references = asked.map(({ reference }) => reference)
  // What a form saves at every pause mostly points at nothing new.
  const known = references.length === 0 ? nothing() : await lookUp(tx, references, held)
  const problems = asked.flatMap((each) => wrong(each, known))
  if (problems.length > 0) throw invalid(problems)
  for (const reference of kept.values())
    if (reference.to === 'record') known.held.set(reference.id, { id: reference.id, title: reference.title })
  return known.held.size === 0 ? values : (withHeld(values, known.held) as AnyValues)
}

const placedIn = (module: Module, values: AnyValues): Placed[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const field = module.fields[key]
    return (field?.kind.references?.(value, field) ?? []).map((reference): Placed => ({ key, field: field!, reference }))
  })

type Known = { orgs: Map<string, string>; terms: Map<string, boolean>; held: Map<string, HeldFile | Link> }

const nothing = (): Known => ({ orgs: new Map(), terms: new Map(), held: new Map() })

async function lookUp(tx: Transaction<DB>, references: Reference[], held: Holder): Promise<Known> {
  const orgs = references.flatMap((reference) => (reference.to === 'org' ? [reference.id] : []))
  const terms = references.flatMap((reference) => (reference.to === 'term' ? [`${reference.dictionary} ${reference.code}`] : []))
  const files = references.flatMap((reference) => (reference.to === 'file' ? [reference.id] : []))
  const records = references.flatMap((reference) => (reference.to === 'record' ? [`${reference.module} ${reference.id}`] : []))
  const { rows } = await sql<{ to: string; name: string; fact: string; size: number | null; type: string | null }>`
    select 'org' as to, id as name, kind as fact, null::float8 as size, null as type from org where id = any(${orgs}::text[]) and (retired_on is null or retired_on > ${held.today})
    union all
    select 'term', dictionary || ' ' || code, case when exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code) then 'branch' else 'leaf' end, null, null
      from term where dictionary || ' ' || code = any(${terms}::text[]) and valid_from <= ${held.today} and (valid_until is null or valid_until >= ${held.today})
    union all
    select 'file', id::text, name, size::float8, type from file where id = any(${files}::uuid[])
      and ((uploaded_by = ${held.actor.id} and uploaded_for = ${held.org}) or exists (select 1 from file_claim where file_id = file.id and record_id = ${held.record}::uuid))
    union all
    select 'record', id::text, title, null, null from record where (module, id) in (
      select split_part(named, ' ', 1), split_part(named, ' ', 2)::uuid from unnest(${records}::text[]) as named) and ${seenBy(held.actor)}`.execute(
    tx,
  )
  const of = (to: string) => rows.filter((row) => row.to === to)
  return {
    orgs: new Map(of('org').map((row) => [row.name, row.fact])),
    terms: new Map(of('term').map((row) => [row.name, row.fact === 'leaf'])),
    held: new Map<string, HeldFile | Link>([
      ...of('file').map((row) => [row.name, { id: row.name, name: row.fact, size: row.size!, type: row.type! }] as const),
      ...of('record').map((row) => [row.name, { id: row.name, title: row.fact }] as const),
    ]),
  }
}

function wrong({ key, field, reference }: Placed, known: Known): Problem[] {
  const say = (message: string) => [{ field: key, message: `《${field.label}》${message}` }]
  switch (reference.to) {
    case 'org': {
      const kind = known.orgs.get(reference.id)
      if (kind === undefined) return say('中有不存在或已撤销的单位')
      return reference.kinds && !(reference.kinds as readonly string[]).includes(kind) ? say('中有不能在此选择的单位') : []
    }
    case 'term': {
      const leaf = known.terms.get(`${reference.dictionary} ${reference.code}`)
      if (leaf === undefined) return say('选择了不存在或已停用的选项')
      return reference.levels === 2 && !leaf ? say('请选到第二级') : []
    }
    case 'record':
      return known.held.has(reference.id) ? [] : say('指向的内容没有找到，请从列表中选择')
    case 'file': {
      const file = known.held.get(reference.id)
      if (file === undefined || !('name' in file)) return say('中有找不到的附件，请重新上传')
      const { accept } = reference
      return accept && !accept.includes(extension(file.name)) ? say(`只接受 ${accept.join('、')} 格式的附件`) : []
    }
  }
}

/** Replaces what the client said of a file or a record by what the server knows, wherever it stands inside the values. */
function withHeld(value: unknown, held: Map<string, HeldFile | Link>): unknown {
  if (Array.isArray(value)) return value.map((part) => withHeld(part, held))
  if (value === null || typeof value !== 'object') return value
  const { id } = value as { id?: unknown }
  const known = typeof id === 'string' ? held.get(id) : undefined
  return known ?? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withHeld(part, held)]))
}

const extension = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

const nameOf = (reference: Reference) =>
  reference.to === 'term' ? `term ${reference.dictionary} ${reference.code}` : `${reference.to} ${reference.id}`
