import { sql, type Kysely } from 'kysely'
import { v7 } from 'uuid'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { FileStore } from './store.ts'
import { SWEEP_LOCK } from './sweep.ts'

/** The words a person puts their name to with every upload (R-SC-01). */
export const DECLARATION = '本人承诺所上传材料不含国家秘密、工作秘密，并对此负责。'

export type Kept = { name: string; bytes: Uint8Array; mime: string; readable: boolean; person: string; org: string; at: Date }

/** Keeps an inspected file: content first, then the row that names it, so that a row never points at nothing. The lock keeps the sweep from taking the same content away in between. */
export async function keepFile(db: Kysely<DB>, store: FileStore, file: Kept): Promise<HeldFile> {
  await sql`select pg_advisory_xact_lock_shared(${SWEEP_LOCK})`.execute(db)
  const { sha256, size } = await store.put(file.bytes)
  const id = v7({ msecs: file.at.getTime() })
  await sql`insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
    values (${id}, ${sha256}, ${file.name}, ${file.mime}, ${size}, ${file.readable}, ${file.person}, ${file.org}, ${file.at}, ${DECLARATION})`.execute(
    db,
  )
  return { id, name: file.name, size, type: file.mime }
}
