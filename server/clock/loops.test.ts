import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import { diskStore } from '../files/store.ts'
import { startFileSweep } from '../files/sweep.ts'
import { startSweep } from '../identity/sweep.ts'
import { Results } from '../jobs/results.ts'
import { startJobSweep } from '../jobs/sweep.ts'
import { emptyDatabase } from '../testing/database.ts'
import { startLabels } from './labels.ts'

test('whatever tidies up tells the log what failed, and stops when it is told to', async () => {
  // Without any of our tables everything fails.
  const { db, pool } = connect(await emptyDatabase())
  const folder = mkdtempSync(join(tmpdir(), 'luoshi-loops-'))
  const results = new Results(folder)
  const files = diskStore(join(folder, 'files'))
  for (const start of [
    startLabels,
    startSweep,
    (...[of, log]: Parameters<typeof startLabels>) => startJobSweep(of, results, log),
    (...[of, log]: Parameters<typeof startLabels>) => startFileSweep(of, files, log),
  ]) {
    const told: unknown[][] = []
    const stop = start(db, { error: (...words: unknown[]) => void told.push(words) })
    await stop()
    expect(told, String(start)).toEqual([[{ err: expect.objectContaining({ code: '42P01' }) }, expect.stringMatching(/^[^A-Za-z]+$/)]])
  }
  await pool.end()
  rmSync(folder, { recursive: true })
})
