import { sql, type Kysely } from 'kysely'
import { forbidden } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { postInForce } from '#kernel/store/held-posts.ts'
import type { Caller } from '../identity/identify.ts'

/** Module administrators; which of them, the routes ask below: a district has none of its own. */
export const officeOnly = { roles: ['module-admin'] } as const

export const isOffice = (caller: Caller) => caller.seats.some(({ role, kind }) => role === 'module-admin' && kind === 'office')

/** Refuses a module administrator of any other organisation than the reform office. */
export function requireOffice(caller: Caller) {
  if (!isOffice(caller)) throw notOffice()
}

/** The organisation the office's administrator acts for, asked for again inside the write and held until its end (R-AC-08). */
export async function officeSeat(tx: Kysely<DB>, caller: Caller): Promise<string> {
  const { rows } = await sql<{ org_id: string }>`
    select post.org_id from post join org on org.id = post.org_id
    where post.person_id = ${caller.id} and post.role = 'module-admin' and org.kind = 'office' and ${postInForce} limit 1 for share of post`.execute(
    tx,
  )
  if (!rows[0]) throw notOffice()
  return rows[0].org_id
}

const notOffice = () => forbidden('此项由市委改革办的模块管理员办理。')
