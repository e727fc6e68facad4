import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import { adminRoles, roleNames, type AdminRole } from '#kernel/org.ts'
import { Refusal } from '#kernel/refusal.ts'
import { appendAudit } from '../audit/append.ts'
import { CannotStart } from '../database/cannot-start.ts'
import type { Database } from '../database/connect.ts'
import { withDatabase } from '../database/with-database.ts'
import { openKeys, type Keys } from '../identity/keys.ts'
import { issuePassword } from '../identity/password.ts'
import { phoneOf } from '../identity/phone.ts'
import { createPerson } from './person.ts'
import { grantPost } from './post.ts'

const USAGE = `npm run appoint -- --role system-admin --name 姓名 --phone 手机号 [--org city]

新装系统没有任何账号。由运维人员在服务器上开设首批管理员：系统管理员、安全管理员（至少两名，互相确认授权）、审计管理员各由不同的人担任。
  --role   ${adminRoles.map((role) => `${role}（${roleNames[role]}）`).join('、')}
某种管理员够数以后（系统、审计各一名，安全两名），本命令不再开设，由管理员在系统内办理。`

/** Before the office can appoint by itself: one system and one audit administrator, and two for security, who confirm each other's grants. */
const FIRST: Record<AdminRole, number> = { 'system-admin': 1, 'security-admin': 2, 'audit-admin': 1 }

try {
  await main()
} catch (error) {
  const known = error instanceof CannotStart || error instanceof Refusal
  console.error(known ? `✗ ${error.message}` : error)
  process.exitCode = 1
}

async function main() {
  const { role, name, phone, org } = asked()
  const dataDir = resolve(process.env.DATA_DIR || '.luoshi')
  const password = await withDatabase(dataDir, (db) => appoint(db, openKeys(dataDir), { role, name, phone, org }))
  console.log(`已开设${roleNames[role]} ${name}。初始密码（只显示这一次，72 小时内有效，首次登录须修改）：\n\n  ${password}\n`)
}

function asked() {
  const { values } = parseArgs({ options: { role: { type: 'string' }, name: { type: 'string' }, phone: { type: 'string' }, org: { type: 'string', default: 'city' } } })
  const phone = phoneOf(values.phone ?? '')
  const role = adminRoles.find((each) => each === values.role)
  if (!role || !values.name?.trim() || phone === null) throw new CannotStart(USAGE)
  return { role, name: values.name.trim(), phone, org: values.org }
}

async function appoint(db: Database, keys: Keys, { role, name, phone, org }: { role: AdminRole; name: string; phone: string; org: string }): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ held: number }>`select count(*)::int as held from post join person on person.id = post.person_id where role = ${role} and revoked_at is null and person.disabled_at is null`.execute(tx)
    if (rows[0]!.held >= FIRST[role]) throw new CannotStart(`已有${roleNames[role]}，请由管理员在系统内办理。`)
    const now = new Date()
    const id = await createPerson(tx, keys, { name, phone, now })
    await grantPost(tx, { person: id, org, role, startsOn: dayOf(now), now, settled: true })
    await appendAudit(tx, { chain: org, action: 'post:appoint', object: id, result: 'done', person: null, org, source: 'operator', request: 'operator', facts: { role } }, now)
    return issuePassword(tx, id, now)
  })
}
