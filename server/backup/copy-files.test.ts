import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskStore } from '../files/store.ts'
import { copyFiles } from './copy-files.ts'

const root = mkdtempSync(join(tmpdir(), 'luoshi-copy-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [from, to] = [diskStore(join(root, 'from')), diskStore(join(root, 'to'))]
const pathOf = (sha256: string) => join(root, 'from', sha256.slice(0, 2), sha256.slice(2))

test('R-IN-03 every flipped bit and every missing file is found while attachments are copied, and nothing of them is copied', async () => {
  const files = await Promise.all(Array.from({ length: 40 }, (_, index) => from.put(randomBytes(200 + index))))
  const all = files.map((file) => file.sha256)
  const [lost = '', ...rest] = all
  await rm(pathOf(lost))
  const damaged = rest.slice(0, 20)
  for (const [index, sha256] of damaged.entries()) {
    const bytes = await readFile(pathOf(sha256))
    bytes[(index * 11) % bytes.length]! ^= 1 << (index % 8)
    await writeFile(pathOf(sha256), bytes)
  }
  expect(await copyFiles(from, to, all, () => {})).toEqual([lost, ...damaged].sort())
  const kept = await to.putBefore(new Date(Date.now() + 86_400_000))
  expect(kept.sort()).toEqual(rest.slice(20).sort())
})
