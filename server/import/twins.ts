import { setImmediate } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { VOID } from '#kernel/act.ts'
import { dayOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { DB } from '#kernel/store/schema.ts'
import { stageLabel } from '#kernel/workflow.ts'
import type { Row, Twin } from './found.ts'
import { rowKey } from './row-key.ts'

const AT_ONCE = 1000

/**
 * Tells of each new row what it repeats: an earlier row of the file, a row that was imported before, a record of the unit's own, or one that holds the
 * same identity, whoever filed it. Rows that report on a record repeat nothing but each other.
 */
export async function findTwins(db: Kysely<DB>, module: Module, owner: string, rows: readonly Row[]): Promise<void> {
  const lines = new Map<string, number>()
  const fresh = rows.filter((row) => {
    const key = row.record?.id ?? row.key
    const line = lines.get(key)
    if (line !== undefined) row.twin = { of: 'file', line }
    else lines.set(key, row.line)
    return line === undefined && row.record === null
  })
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const some = fresh.slice(from, from + AT_ONCE)
    const taken = await takenBy(db, module, owner, some)
    for (const row of some) row.twin = taken.get(row.key) ?? null
  }
  const own = await ownRecords(db, module, owner)
  for (const row of fresh) row.twin ??= own.get(row.key) ?? null
}

async function takenBy(db: Kysely<DB>, module: Module, owner: string, rows: readonly Row[]): Promise<Map<string, Twin>> {
  const keys = rows.map(({ key }) => key)
  const { rows: imported } = await sql<{ key: string; title: string; at: Date }>`
    select imported.key, record.title, imported.at from imported join record on record.id = imported.record_id and record.stage <> ${VOID}
    where imported.module = ${module.path} and imported.owner = ${owner} and imported.key = any(${keys}::text[])`.execute(db)
  const held = rows.flatMap(({ key, values }) => {
    const identity = module.identity?.key(values) ?? null
    return identity === null ? [] : [{ key, identity }]
  })
  const { rows: identities } = await sql<{ key: string; title: string; stage: string; ownerName: string; owner: string; id: string }>`
    select held.key, record.title, record.stage, org.name as "ownerName", record.owner, record.id
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as held(key text, identity text)
      join identity on identity.module = ${module.path} and identity.key = held.identity join record on record.id = identity.record_id join org on org.id = record.owner`.execute(
    db,
  )
  return new Map<string, Twin>([
    ...imported.map(({ key, title, at }): [string, Twin] => [key, { of: 'imported', title, on: dayOf(at) }]),
    ...identities.map(({ key, title, stage, ownerName, owner: by, id }): [string, Twin] => [
      key,
      { of: 'ledger', title, ownerName, stageLabel: stageLabel(module, stage), record: by === owner ? id : null },
    ]),
  ])
}

/** Everything the unit has in this business, by what makes it the same. */
async function ownRecords(db: Kysely<DB>, module: Module, owner: string): Promise<Map<string, Twin>> {
  const own = new Map<string, Twin>()
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<{ id: string; title: string; stage: string; values: AnyValues; ownerName: string }>`
      select record.id, record.title, record.stage, record.record_values as values, org.name as "ownerName" from sight join record on record.id = sight.record_id join org on org.id = record.owner
      where sight.org_id = ${owner} and sight.module = ${module.path} and sight.record_id > ${after}::uuid and record.owner = ${owner} and record.stage <> ${VOID}
      order by sight.record_id limit ${AT_ONCE}`.execute(db)
    for (const { id, title, stage, values, ownerName } of rows)
      own.set(rowKey(module, values), { of: 'ledger', title, ownerName, stageLabel: stageLabel(module, stage), record: id })
    await setImmediate()
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return own
    after = last.id
  }
}
