import { sql, type Kysely } from 'kysely'
import type { HeldFile } from '#kernel/fields/files.ts'
import { invalid } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { isPlaced, SWEEP_LOCK } from '../files/sweep.ts'
import type { Caller } from '../identity/identify.ts'

/**
 * Files the caller has uploaded for the office, in the order asked for; until the end of the transaction no sweep takes them.
 * Refuses what is somebody else's or already stands elsewhere: its readers would become this one's.
 */
export async function heldFiles(tx: Kysely<DB>, caller: Caller, org: string, field: string, ids: readonly string[]): Promise<HeldFile[]> {
  await sql`select pg_advisory_xact_lock_shared(${SWEEP_LOCK})`.execute(tx)
  const { rows } = await sql<HeldFile>`
    select id, name, size::float8 as size, type from file
    where id = any(${ids}::uuid[]) and uploaded_by = ${caller.id} and uploaded_for = ${org}
      and not ${isPlaced}`.execute(tx)
  const held = ids.flatMap((id) => rows.filter((row) => row.id === id))
  if (held.length < ids.length) throw invalid([{ field, message: '有附件已失效，请重新上传' }], 'FILE_GONE')
  return held
}
