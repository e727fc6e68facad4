import { sql, type Transaction } from 'kysely'
import type { AnyValues, Reference } from '../field.ts'
import type { HeldFile } from '../fields/files.ts'
import type { Link } from '../fields/link.ts'
import type { Module } from '../module.ts'
import type { Actor } from '../org.ts'
import { anyViewerOrgs } from '../parties.ts'
import { pointedAt, type Pointed } from '../pointed-at.ts'
import { invalid, type Problem } from '../refusal.ts'
import { groundHolds, linkWords } from './link-rules.ts'
import type { DB } from './schema.ts'

type Held = { record: string | null; actor: Actor; org: string; today: string; already: AnyValues }

/**
 * Checks that everything the values point at exists and may be used here, and takes names and sizes of files from the server's own
 * knowledge. A file may be named by whoever uploaded it for the same organisation, or stay where it already was claimed.
 */
export async function settleReferences(tx: Transaction<DB>, module: Module, values: AnyValues, held: Held): Promise<AnyValues> {
  const [settled] = await settleAll(tx, module, [values], held)
  if (settled!.problems.length > 0) throw invalid(settled!.problems)
  return settled!.values
}

/** The same for many records at once, with one look: the values of each as known, and what is wrong with them. */
export async function settleAll(
  tx: Transaction<DB>,
  module: Module,
  all: readonly AnyValues[],
  held: Held,
): Promise<{ values: AnyValues; problems: Problem[] }[]> {
  const kept = new Set(pointedAt(module, held.already).map(({ reference }) => nameOf(reference)))
  const asked = all.map((values) =>
    pointedAt(module, values).filter(
      ({ reference }) => reference.to === 'file' || reference.to === 'record' || !kept.has(nameOf(reference)),
    ),
  )
  const references = [...new Map(asked.flat().map(({ reference }) => [nameOf(reference), reference])).values()]
  if (references.length === 0) return all.map((values) => ({ values, problems: [] }))
  const known = await lookUp(tx, references, held)
  return all.map((values, at) => ({
    values: known.named.size === 0 ? values : (asKnown(values, known.named) as AnyValues),
    problems: asked[at]!.flatMap((each) => wrong(each, known, held.org)),
  }))
}

type Linked = { id: string; title: string; module: string; owner: string; approved: AnyValues | null; values: AnyValues; grounded: boolean }
/** `named` is what replaces the client's words of a file or a linked record. */
type Known = {
  orgs: Map<string, string>
  terms: Map<string, boolean>
  files: Map<string, HeldFile>
  records: Map<string, Linked>
  named: Map<string, HeldFile | Link>
}

async function lookUp(tx: Transaction<DB>, references: Reference[], held: Held): Promise<Known> {
  const orgs = references.flatMap((reference) => (reference.to === 'org' ? [reference.id] : []))
  const terms = references.flatMap((reference) => (reference.to === 'term' ? [`${reference.dictionary} ${reference.code}`] : []))
  const fileIds = references.flatMap((reference) => (reference.to === 'file' ? [reference.id] : []))
  const { rows } = await sql<{ to: string; name: string; fact: string; size: number | null; type: string | null }>`
    select 'org' as to, id as name, kind as fact, null::float8 as size, null as type from org where id = any(${orgs}::text[]) and (retired_on is null or retired_on > ${held.today})
    union all
    select 'term', dictionary || ' ' || code, case when exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code) then 'branch' else 'leaf' end, null, null
      from term where dictionary || ' ' || code = any(${terms}::text[]) and valid_from <= ${held.today} and (valid_until is null or valid_until >= ${held.today})
    union all
    select 'file', id::text, name, size::float8, type from file where id = any(${fileIds}::uuid[])
      and ((uploaded_by = ${held.actor.id} and uploaded_for = ${held.org}) or exists (select 1 from file_claim where file_id = file.id and record_id = ${held.record}::uuid))`.execute(
    tx,
  )
  const of = (to: string) => rows.filter((row) => row.to === to)
  const files = new Map(of('file').map((row) => [row.name, { id: row.name, name: row.fact, size: row.size!, type: row.type! }]))
  const records = await linkedRecords(tx, references, held)
  return {
    orgs: new Map(of('org').map((row) => [row.name, row.fact])),
    terms: new Map(of('term').map((row) => [row.name, row.fact === 'leaf'])),
    files,
    records,
    named: new Map<string, HeldFile | Link>([...files, ...[...records].map(([id, { title }]) => [id, { id, title }] as const)]),
  }
}

/** Records that links name, as far as this person may see them; what stays linked stays, seen or not. */
async function linkedRecords(tx: Transaction<DB>, references: Reference[], held: Held): Promise<Map<string, Linked>> {
  const ids = references.flatMap((reference) => (reference.to === 'record' ? [reference.id] : []))
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Linked>`
    select id, title, module, owner, approved, record_values as values, ${groundHolds} as grounded
    from record where id = any(${ids}::uuid[]) and stage not in ('void', 'closed') and (exists (select 1 from sight where sight.record_id = record.id and sight.org_id = any(${anyViewerOrgs(held.actor)}::text[]))
      or exists (select 1 from link where link.record_id = ${held.record}::uuid and link.target_id = record.id))`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function wrong({ key, field, reference }: Pointed, known: Known, org: string): Problem[] {
  const say = (message: string) => [{ field: key, message: `《${field.label}》${message}` }]
  if (reference.to === 'org') {
    const kind = known.orgs.get(reference.id)
    if (kind === undefined) return say('中有不存在或已撤销的单位')
    return reference.kinds && !(reference.kinds as readonly string[]).includes(kind) ? say('中有不能在此选择的单位') : []
  }
  if (reference.to === 'term') {
    const leaf = known.terms.get(`${reference.dictionary} ${reference.code}`)
    if (leaf === undefined) return say('选择了不存在或已停用的选项')
    return reference.levels === 2 && !leaf ? say('请选到第二级') : []
  }
  if (reference.to === 'record') {
    const linked = known.records.get(reference.id)
    const { module, own, decided, where } = reference.rule
    const fits = linked && linked.module === module && (!own || linked.owner === org)
    if (!fits) return say('中有找不到的事项，请从列表中选择')
    const said = decided ? linked.approved : linked.values
    const holds = said !== null && (where === null || where.among.includes(said[where.field]))
    return holds && linked.grounded ? [] : [{ field: key, message: linkWords(field, { title: linked.title, below: holds }) }]
  }
  const file = known.files.get(reference.id)
  if (file === undefined) return say('中有找不到的附件，请重新上传')
  const { accept } = reference
  return accept && !accept.includes(extension(file.name)) ? say(`只接受 ${accept.join('、')} 格式的附件`) : []
}

/** Replaces what the client said of a file or a record by what the server knows, wherever it stands inside the values. */
function asKnown(value: unknown, named: Known['named']): unknown {
  if (Array.isArray(value)) return value.map((part) => asKnown(part, named))
  if (value === null || typeof value !== 'object') return value
  const { id } = value as { id?: unknown }
  const known = typeof id === 'string' && ('size' in value || 'title' in value) ? named.get(id) : undefined
  return known ?? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asKnown(part, named)]))
}

const extension = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

const nameOf = (reference: Reference) =>
  reference.to === 'term' ? `term ${reference.dictionary} ${reference.code}` : `${reference.to} ${reference.id}`
