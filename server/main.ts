import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import { modules } from '#modules/all.ts'
import type { Printed } from '#seeds/first-start.ts'
import { startAnchor } from './audit/anchor.ts'
import { startLabels } from './clock/labels.ts'
import { startLapses } from './clock/lapses.ts'
import { startReminders } from './clock/reminders.ts'
import { CannotStart } from './database/cannot-start.ts'
import { connect, type Database } from './database/connect.ts'
import { startEmbedded } from './database/embedded.ts'
import { isNew } from './database/is-new.ts'
import { migrate } from './database/migrate.ts'
import { startFileSweep } from './files/sweep.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { productApp } from './http/product.ts'
import { checkKeys } from './identity/check-keys.ts'
import { openKeys, type Keys } from './identity/keys.ts'
import { startSweep } from './identity/sweep.ts'
import { startJobs } from './jobs/run.ts'
import { startJobSweep } from './jobs/sweep.ts'
import { readConnectors } from './outside/connectors.ts'
import { startOutside } from './outside/outside.ts'
import { readSettings, type Startup } from './settings.ts'

try {
  await start(readSettings(process.env, process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof CannotStart ? `✗ ${error.message}` : error)
  process.exit(1)
}

/** From nothing to serving; what was opened last is closed first. */
async function start(startup: Startup) {
  const closing: (() => unknown)[] = []
  const end = once(async () => {
    for (const close of closing.reverse()) await close()
    process.exit(0)
  })
  process.on('SIGTERM', end)
  process.on('SIGINT', end)

  const connectors = readConnectors(startup.dataDir)
  const embedded = startup.databaseUrl === null ? await startEmbedded(startup.dataDir) : null
  if (embedded) closing.push(() => embedded.stop())
  const url = startup.databaseUrl ?? embedded!.url
  await migrate(url)
  const { db, pool } = connect(url)
  closing.push(() => pool.end())
  const keys = openKeys(startup.dataDir)
  await checkKeys(db, keys)
  await keepForms(db, modules)
  await keepLinkRules(db, modules)
  // At once: whatever hinders the start from here on, these passwords exist nowhere else.
  if (await isNew(db)) print(await fill(db, keys, startup))

  const demonstration = (await sql`select 1 from person where demonstration limit 1`.execute(db)).rows.length > 0
  const app = await productApp(db, modules, {
    dataDir: startup.dataDir,
    behindProxy: startup.behindProxy,
    requestsPerMinute: startup.requestsPerMinute,
    demonstration,
    secondFactor: startup.secondFactor ?? (demonstration ? 'offered' : 'required'),
    connectors,
  })
  closing.push(
    () => app.close(),
    startAnchor(app),
    startSweep(db, app.log),
    startFileSweep(db, app.files, app.log),
    startLapses(db, () => app.inForce.now(), app.log),
    startLabels(db, app.log),
    startReminders(db, () => app.inForce.modules, app.log),
    startJobs(app),
    startJobSweep(db, app.results, app.log),
  )
  if (connectors) closing.push(startOutside({ db, keys, connectors, modules: () => app.inForce.modules }, app.log))
  await app.ready()
  giveBackMemory()
  await app.listen({ port: startup.port, host: startup.host }).catch((error: NodeJS.ErrnoException) => {
    throw unusable(startup, error)
  })
  greet(startup.host, (app.server.address() as AddressInfo).port, demonstration)
}

/** What the operator can mend about an address is said; anything else is a fault of ours. */
function unusable({ host, port }: Startup, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE') return new CannotStart(`端口 ${port} 已被其他程序占用。请停止该程序，或用 PORT 另指定端口。`)
  if (['EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(error.code ?? ''))
    return new CannotStart(`不能在 ${host} 的端口 ${port} 上提供服务（${error.code}）。请检查 HOST 与 PORT。`)
  return error
}

/** What only a first start needs is only then loaded. */
async function fill(db: Database, keys: Keys, startup: Startup): Promise<Printed[]> {
  const { firstStart } = await import('#seeds/first-start.ts')
  return firstStart(db, keys, startup.dataDir, !startup.empty, new Date(), say)
}

function print(accounts: readonly Printed[]) {
  if (accounts.length === 0) return
  say('演示账号与初始密码（只显示这一次，首次登录须修改；全部人员均为虚构）：')
  for (const { phone, name, password } of accounts) say(`  ${phone}  ${password}  ${name}`)
}

function greet(host: string, port: number, demonstration: boolean) {
  if (demonstration) say('演示环境：登录页“演示账号”可直接选择身份进入。')
  say(`落实 已启动：http://${host}:${port}    按 Ctrl+C 停止 / serving; Ctrl+C stops`)
}

function say(line: string) {
  console.log(line)
}

function once(work: () => Promise<void>) {
  let running = false
  return () => {
    if (running) return
    running = true
    void work()
  }
}
