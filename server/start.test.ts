import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from './testing/database.ts'

const url = await freshDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-start-'))
const other = createServer()
beforeAll(() => once(other.listen(0, '127.0.0.1'), 'listening'))
afterAll(() => {
  other.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The server as a process of its own, until it ends. */
async function started(env: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, ['server/main.ts', ...args], {
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, complaint, code: code as number }
}

test(
  'a port that is taken is a sentence, and the passwords that a first start makes are told all the same',
  { timeout: 120_000 },
  async () => {
    const PORT = String((other.address() as AddressInfo).port)
    const first = await started({ PORT })
    expect([first.code, first.complaint]).toEqual([1, `✗ 端口 ${PORT} 已被其他程序占用。请停止该程序，或用 PORT 另指定端口。\n`])
    expect(first.out.match(/^ {2}100\d{8} {2}\S+ {2}演示·/gmu)).toHaveLength(11)
    const again = await started({ PORT })
    expect([again.code, again.out.includes('初始密码')]).toEqual([1, false])
  },
)

test('so is an address that is not this machine’s', async () => {
  const { code, complaint } = await started({ PORT: '0', BEHIND_TLS_PROXY: '1', HOST: '203.0.113.7' }, ['--empty'])
  expect([code, complaint]).toEqual([1, expect.stringMatching(/^✗ 不能在 203\.0\.113\.7 的端口 0 上提供服务（EADDRNOTAVAIL）.*\n$/)])
})
