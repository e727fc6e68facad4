import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from './database/embedded.ts'
import { clerkOf } from './testing/process.ts'
import { ROUNDS, survives } from './testing/survival.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-crash-'))
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

test(
  `R-IN-01 INV-01 F-01 the server is killed in mid-write ${ROUNDS} times with its embedded database, which dies with it, and every acknowledged act is there`,
  { timeout: 600_000 },
  async () => {
    const embedded = await startEmbedded(dataDir)
    const cookie = await clerkOf(embedded.url, dataDir)
    await embedded.stop()
    expect(await survives(dataDir, null, cookie)).toBeGreaterThan(ROUNDS)
  },
)
