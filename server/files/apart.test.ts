import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const gone = (pid: number) => {
  try {
    // Nobody may be there to bury it.
    return /\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

test('a process apart does not outlive its hour where whoever watched over it has died', { timeout: 60_000 }, async () => {
  const apart = new URL('apart.ts', import.meta.url).href
  const spin = new URL('inspect/fixtures/spin.ts', import.meta.url).href
  const parent = `
    const { apart } = await import(${JSON.stringify(apart)})
    apart(new URL(${JSON.stringify(spin)}), {}, Buffer.alloc(0), { seconds: 1, heapMiB: 64, residentMiB: 512 })
    const { readFileSync, writeSync } = await import('node:fs')
    writeSync(1, readFileSync('/proc/' + process.pid + '/task/' + process.pid + '/children', 'utf8'))
    process.kill(process.pid, 'SIGKILL')`
  let said = ''
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] })
  } catch (error) {
    const { stdout, signal } = error as { stdout: Buffer; signal: string }
    expect(signal).toBe('SIGKILL')
    said = stdout.toString()
  }
  const [child] = said.trim().split(/\s+/u).map(Number)
  expect(child).toBeGreaterThan(1)
  try {
    expect(gone(child!)).toBe(false)
    while (!gone(child!)) await new Promise((resolve) => setTimeout(resolve, 100))
  } finally {
    if (!gone(child!)) process.kill(child!, 'SIGKILL')
  }
})
