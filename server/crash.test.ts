import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from './testing/database.ts'
import { clerkOf } from './testing/process.ts'
import { ROUNDS, survives } from './testing/survival.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-crash-'))
const served = await freshDatabase()
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

test(
  `R-IN-01 INV-01 F-01 the server is killed in mid-write ${ROUNDS} times on a PostgreSQL server, and every acknowledged act is there`,
  { timeout: 600_000 },
  async () => {
    expect(await survives(dataDir, served, await clerkOf(served, dataDir))).toBeGreaterThan(ROUNDS)
  },
)
