import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { adminRoles, roleNames } from '#kernel/org.ts'
import { Refusal } from '#kernel/refusal.ts'
import { CannotStart } from '../database/cannot-start.ts'
import { withDatabase } from '../database/with-database.ts'
import { checkKeys } from '../identity/check-keys.ts'
import { openKeys } from '../identity/keys.ts'
import { phoneOf } from '../identity/phone.ts'
import { appointAdministrator } from './administrator.ts'

const USAGE = `npm run appoint -- --role system-admin --name 姓名 --phone 手机号 [--org city]

新装系统没有任何账号。由运维人员在服务器上开设首批管理员：系统管理员、安全管理员（至少两名，互相确认授权）、审计管理员各由不同的人担任。
  --role   ${adminRoles.map((role) => `${role}（${roleNames[role]}）`).join('、')}
某种管理员够数以后（系统、审计各一名，安全两名），本命令不再开设，由管理员在系统内办理。
现任管理员无法登录、系统内又无人能办理的，用其手机号再次执行，重新发放初始密码。`

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
  const keys = openKeys(dataDir)
  const password = await withDatabase(dataDir, async (db) => {
    await checkKeys(db, keys)
    return db.transaction().execute((tx) => appointAdministrator(tx, keys, { role, name, phone, org, now: new Date() }))
  })
  console.log(`${roleNames[role]} ${name} 的初始密码（只显示这一次，72 小时内有效，首次登录须修改）：\n\n  ${password}\n`)
}

function asked() {
  const { values } = given()
  const phone = phoneOf(values.phone ?? '')
  const role = adminRoles.find((each) => each === values.role)
  if (!role || !values.name?.trim() || phone === null) throw new CannotStart(USAGE)
  return { role, name: values.name.trim(), phone, org: values.org }
}

function given() {
  try {
    return parseArgs({
      options: { role: { type: 'string' }, name: { type: 'string' }, phone: { type: 'string' }, org: { type: 'string', default: 'city' } },
    })
  } catch {
    throw new CannotStart(USAGE)
  }
}
