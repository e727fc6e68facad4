import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPerson } from '../administration/person.ts'
import { connect } from '../database/connect.ts'
import { freshDatabase } from '../testing/database.ts'
import { checkKeys } from './check-keys.ts'
import { openKeys } from './keys.ts'

const url = await freshDatabase()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luoshi-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the first start makes a secret that only this user reads, later ones find it again', () => {
  const first = openKeys(folder, '')
  expect(statSync(join(folder, 'keys', '1.key')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700)
  expect(Buffer.from(readFileSync(join(folder, 'keys', '1.key'), 'utf8'), 'base64')).toHaveLength(32)
  expect(openKeys(folder, '')).toEqual(first)
  const { version: _version, ...purposes } = first
  expect(new Set(Object.values(purposes).map(String)).size).toBe(7)
})

test('processes that start at once agree on one secret', async () => {
  const program = `import { openKeys } from '#server/identity/keys.ts'; console.log(openKeys(${JSON.stringify(folder)}, '').seal.toString('hex'))`
  const told = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
      const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
      return said.trim()
    }),
  )
  expect(new Set(told).size).toBe(1)
  expect(told[0]).toMatch(/^[0-9a-f]{64}$/)
})

test('LUOSHI_KEY takes the place of the file, and must be 32 bytes', () => {
  const given = Buffer.alloc(32, 3).toString('base64')
  expect(openKeys(folder, given)).toEqual(openKeys(folder, given))
  expect(openKeys(folder, given)).not.toEqual(openKeys(folder, ''))
  expect(() => openKeys(folder, 'short')).toThrow('LUOSHI_KEY 中的密钥有误')
})

test('a database filled with one secret is not served with another', async () => {
  const { db } = connect(url, 2)
  const keys = openKeys(folder, '')
  await checkKeys(db, keys)
  await createPerson(db, keys, { name: '测试', phone: '10050010301', now: new Date() })
  await checkKeys(db, keys)
  await expect(checkKeys(db, openKeys(folder, Buffer.alloc(32, 3).toString('base64')))).rejects.toThrow('密钥与数据库不符')
  await db.destroy()
})
