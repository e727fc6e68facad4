import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'
import { addressedTo } from './audience.ts'

/** The first opening counts; answers when that was, or null where the notice is not for this person. */
export async function noteReading(tx: Kysely<DB>, caller: Caller, id: string): Promise<Date | null> {
  const orgs = [...new Set(caller.seats.map((seat) => seat.org))]
  await sql`
    insert into notice_reading (notice_id, person_id, orgs, at)
    select notice.id, ${caller.id}, ${orgs}::text[], ${caller.now} from notice where notice.id = ${id} and ${addressedTo(caller)} on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{ at: Date }>`
    select reading.at from notice join notice_reading as reading on reading.notice_id = notice.id and reading.person_id = ${caller.id}
    where notice.id = ${id} and ${addressedTo(caller)}`.execute(tx)
  return rows[0]?.at ?? null
}
