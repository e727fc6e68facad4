import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { adminRoles, roleNames, type AdminRole } from '#kernel/org.ts'
import { CannotStart } from '../database/cannot-start.ts'
import { withDatabase } from '../database/with-database.ts'
import { checkKeys } from '../identity/check-keys.ts'
import { openKeys } from '../identity/keys.ts'
import { phoneOf } from '../identity/phone.ts'
import { appointAdministrator } from './administrator.ts'

const USAGE = `npm run administrator -- --role 岗位 [--name 姓名] [--phone 手机号]

由运维人员在服务器上设立管理员，或在管理员无法登录时重新发放其初始密码。新安装的系统没有任何账号，应先设立一名系统管理员、两名安全管理员和一名审计管理员。
  --role   ${adminRoles.map((role) => `${role}（${roleNames[role]}）`).join('、')}
未给出的姓名和手机号会逐项询问，不留在命令历史中。DATABASE_URL 或 DATA_DIR 与启动系统时相同。`

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof CannotStart || (error as Error).name === 'Refusal' ? `✗ ${(error as Error).message}` : error)
  process.exitCode = 1
}

async function main(args: string[]) {
  const { role, name, phone } = await asked(args)
  const dataDir = resolve(process.env.DATA_DIR || '.luoshi')
  const keys = openKeys(dataDir)
  const password = await withDatabase(dataDir, async (db) => {
    await checkKeys(db, keys)
    return db.transaction().execute((tx) => appointAdministrator(tx, keys, { role, name, phone, now: new Date() }))
  })
  console.log(`✓ ${name} 已任${roleNames[role]}。初始密码（只显示这一次，72 小时内登录并修改）：${password}`)
}

async function asked(args: string[]): Promise<{ role: AdminRole; name: string; phone: string }> {
  const { values } = parsed(args)
  const role = adminRoles.find((each) => each === values.role)
  if (values.help || !role) throw new CannotStart(USAGE)
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const name = (values.name ?? (await prompt.question('姓名：'))).trim()
    const phone = phoneOf(values.phone ?? (await prompt.question('手机号：')))
    if (name === '' || phone === null) throw new CannotStart('姓名不能为空，手机号应为 11 位。')
    return { role, name, phone }
  } finally {
    prompt.close()
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: { role: { type: 'string' }, name: { type: 'string' }, phone: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n\n${USAGE}`)
  }
}
