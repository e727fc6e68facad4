import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import type { Role } from '#kernel/org.ts'
import { conflict, type Refusal } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { endSessions } from '../identity/session.ts'

export type Grant = {
  person: string
  org: string
  role: Role
  /** First and last day, 'YYYY-MM-DD'. */
  startsOn: string
  endsOn?: string | null
  /** Who grants it; nobody when the operator does, at installation. */
  grantedBy?: string
  /** In force at once, by the operator's word. Otherwise a reviewer's or administrator's post waits for a second person. */
  settled?: boolean
  now: Date
}

/** Gives a person a post and ends their sessions, for their rights have changed. Answers its id; throws a conflict where duties would meet in one account. */
export async function grantPost(tx: Kysely<DB>, grant: Grant): Promise<string> {
  const { person, org, role, startsOn, endsOn = null, grantedBy = null, settled = false, now } = grant
  const id = v7()
  try {
    await sql`
      insert into post (id, person_id, org_id, role, starts_on, ends_on, granted_by, granted_at, confirmed_at)
      values (${id}, ${person}, ${org}, ${role}, ${startsOn}, ${endsOn}, ${grantedBy}, ${now}, ${settled ? now : null})`.execute(tx)
  } catch (error) {
    throw asConflict(error) ?? error
  }
  await endSessions(tx, person)
  return id
}

/** The database keeps the three administrators apart from each other and from all business; here its word becomes a sentence. */
function asConflict(error: unknown): Refusal | undefined {
  switch ((error as { constraint?: string }).constraint) {
    case 'post_once':
      return conflict('POST_HELD', '该人员在此单位已有这一岗位，不能重复授予；期限有变的，请先撤销原岗位。')
    case 'post_one_administrator':
      return conflict('ONE_ADMINISTRATOR', '一个账号只能担任系统管理员、安全管理员、审计管理员中的一种。')
    case 'post_keeps_duties_apart':
      return conflict('DUTIES_APART', '管理员岗位与业务岗位不能由同一账号兼任。')
    default:
      return undefined
  }
}
