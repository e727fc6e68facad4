import { sql, type Kysely } from 'kysely'
import type { AnyValues } from '#kernel/field.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import { fold } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { fileIdsIn } from '#kernel/pointed-at.ts'
import { actsOfEach } from '#kernel/store/history.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { CountedRecord } from './tallied.ts'

/**
 * The attachments of records that somebody may see, as they were decided when they were counted: by the record as it stands, or, where it has changed since, by
 * its acts until then.
 */
export async function withFiles(
  db: Kysely<DB>,
  modules: readonly Module[],
  records: readonly CountedRecord[],
): Promise<(CountedRecord & { files: HeldFile[] })[]> {
  const values = await valuesThen(db, modules, records)
  const named = records.map((record) => {
    const module = modules.find(({ path }) => path === record.module)
    return { ...record, named: module ? fileIdsIn(module, values.get(keyOf(record)) ?? {}) : [] }
  })
  // Whoever sees the record may read what it ever held.
  const { rows } = await sql<HeldFile & { record: string }>`
    select file.id, file.name, file.size::float8 as size, file.type, record_id as record from file_claim join file on file.id = file_id
    where record_id = any(${records.map(({ id }) => id)}::uuid[]) and file_id = any(${named.flatMap((each) => each.named)}::uuid[])`.execute(
    db,
  )
  const known = new Map(rows.map(({ record, ...file }) => [`${record} ${file.id}`, file]))
  return named.map(({ named: ids, ...record }) => ({ ...record, files: ids.flatMap((id) => known.get(`${record.id} ${id}`) ?? []) }))
}

const keyOf = ({ id, version }: Pick<CountedRecord, 'id' | 'version'>) => `${id} ${version}`

/** What was decided of each record at its version; what counts before it is decided, as it was then. */
async function valuesThen(db: Kysely<DB>, modules: readonly Module[], records: readonly CountedRecord[]): Promise<Map<string, AnyValues>> {
  const [changed, as] = [records.filter((record) => record.changed), records.filter((record) => !record.changed)]
  const { rows: standing } = await sql<{ id: string; version: number; values: AnyValues }>`
    select id, version, coalesce(approved, record_values) as values from record where id = any(${as.map(({ id }) => id)}::uuid[])`.execute(
    db,
  )
  const acts = await actsOfEach(
    db,
    changed.map(({ id }) => id),
  )
  return new Map([
    ...standing.map((row): [string, AnyValues] => [keyOf(row), row.values]),
    ...changed.flatMap((record): [string, AnyValues][] => {
      const module = modules.find(({ path }) => path === record.module)
      const until = (acts.get(record.id) ?? []).filter(({ seq }) => seq <= record.version)
      if (!module || until.length === 0) return []
      const state = fold(module, until)
      return [[keyOf(record), state.approved ?? state.values]]
    }),
  ])
}
