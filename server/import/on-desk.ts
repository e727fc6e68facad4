import { sql, type Kysely } from 'kysely'
import type { Subject } from '#kernel/act.ts'
import type { AnyValues, Field } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, OrgKind } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import { partsOf } from '#kernel/sheet/columns.ts'
import { filedAt } from '#kernel/store/filed.ts'
import { recordColumns, subjectOf, type RecordRow } from '#kernel/store/record-row.ts'
import type { DB } from '#kernel/store/schema.ts'
import { filledAt } from '#kernel/steps.ts'
import { mayAct } from '#kernel/workflow.ts'
import type { SheetHead } from './sheet-head.ts'
import type { Ground } from './understand.ts'

/** A record, the kind of organisation whose it is, and when what it says was last vouched for. */
export type Named = Subject & { kind: OrgKind; filedAt: Date | null }

/** Records that rows name by their number, as far as this person sees them. */
export async function recordsNamed(db: Kysely<DB>, module: Module, ids: readonly string[], actor: Actor): Promise<Map<string, Named>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<RecordRow & { filedAt: Date | null }>`
    select ${recordColumns}, ${filedAt} as "filedAt" from record where id = any(${ids}::uuid[]) and module = ${module.path}
      and exists (select 1 from sight where sight.record_id = record.id and sight.org_id = any(${anyViewerOrgs(actor)}::text[]))`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, { ...subjectOf(row), kind: row.owner_kind, filedAt: row.filedAt }]))
}

/** Why a row cannot report on the record it names; null when it can. */
export function notNow(module: Module, subject: Subject | undefined, version: number, actor: Actor): string | null {
  if (!subject) return '没有找到“记录编号”所指的事项，可能已作废，或不在您的查看范围内'
  if (subject.state.version !== version) return '下载之后此事项又有变动，请重新下载待填报表'
  const answer = mayAct(module, subject, actor, 'save')
  return 'refused' in answer ? answer.refused.message : null
}

/**
 * What a report on a record begins with. Columns that the sheet has are replaced whole, others stay; attachments, which no sheet holds, stay with
 * the row of the same beginning, and are never lost without a word. Rows that the system set stay as many as they are, each with what it is given.
 */
export function groundOf(module: Module, { state, kind }: Named, head: SheetHead): Ground {
  const open = new Set(filledAt(module, state.stage))
  const others = Object.fromEntries(Object.entries(state.values).filter(([key]) => !open.has(key)))
  const inSheet = new Set(head.columns.map(({ column }) => column.key))
  return {
    stage: state.stage,
    filer: kind,
    others,
    kept: (said) => {
      const stays = Object.fromEntries(Object.entries(state.values).filter(([key]) => open.has(key) && !inSheet.has(key)))
      const values: AnyValues = { ...stays, ...said }
      for (const key of [...open].filter((each) => inSheet.has(each))) {
        const field = module.fields[key]!
        if (field.options.fixed) {
          const filled = fixedRows(field, state.values[key], values[key])
          if (filled === null) return { values, fault: `《${field.label}》的各行由系统带入，不能增减或改动，请重新下载待填报表填写` }
          values[key] = filled
        }
        const merged = withAttachments(field, state.values[key], values[key])
        if (merged === null) return { values, fault: `《${field.label}》中带有附件的一条在表中没有找到，请在系统中修改此事项` }
        if (merged !== undefined) values[key] = merged
      }
      return { values, fault: null }
    },
  }
}

/** Rows of a field with the attachments that rows of the same beginning had before; null where such a row is gone. */
function withAttachments(field: Field, before: AnyValues[] | undefined, said: AnyValues[] | undefined): AnyValues[] | null | undefined {
  const parts = partsOf(field)
  if (parts === null) return said as AnyValues[] | undefined
  const unsaid = Object.entries(parts).flatMap(([part, each]) => (each.kind.sheet?.writtenOnly ? [part] : []))
  const naming = Object.keys(parts).find((part) => !unsaid.includes(part))!
  const rows = (said ?? []).map((row) => ({ ...row }))
  for (const row of before ?? []) {
    const held = unsaid.filter((part) => row[part] !== undefined)
    if (held.length === 0) continue
    const same = rows.find((each) => each[naming] === row[naming] && held.every((part) => each[part] === undefined))
    if (!same) return null
    for (const part of held) same[part] = row[part]
  }
  return rows.length === 0 ? said : rows
}

/** The rows that the system set, each with what the sheet says of it; null where the sheet has others. They are told apart by what is given. */
function fixedRows(field: Field, before: AnyValues[] = [], said: AnyValues[] = []): AnyValues[] | null {
  const given = Object.entries(partsOf(field)!).flatMap(([part, each]) => (each.given ? [part] : []))
  const keyOf = (row: AnyValues) => canonical(Object.fromEntries(given.map((part) => [part, row[part] ?? null])))
  const left = Map.groupBy(said, keyOf)
  const rows = before.map((row) => left.get(keyOf(row))?.shift())
  return rows.length === said.length && rows.every((row) => row !== undefined) ? rows : null
}
