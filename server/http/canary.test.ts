import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, settle, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

const { db, dataDir, asPerson } = await testServer([tournament, match])
let town: Town
beforeAll(async () => void (town = await buildTown(db, [tournament, match])))

const CANARY = 'CANARY9b2d'
const MARKED = `${CANARY} 机密★五年`

/** Everything the product has kept anywhere: every column of every table, every file of the data folder. */
async function kept(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
  const dumps = await Promise.all(
    tables.map(async ({ name }) =>
      (await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(db)).rows.map((row) => row.text).join('\n'),
    ),
  )
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return [...dumps, ...files.map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)].join('\n')
}

test('R-SC-02 R-SC-05 a text with a classification mark is refused wherever one can be typed, and stands nowhere afterwards', async () => {
  const clerk = await asPerson(town.as('north entry').id)
  const reviewer = await asPerson(town.as('north reviewer').id)
  const second = await asPerson(town.as('east entry').id)
  const keeper = await asPerson((await settle(db, 'keeper', [{ org: 'federation', role: 'module-admin' }])).id)
  const admin = await asPerson((await settle(db, 'admin', [{ org: 'federation', role: 'system-admin' }])).id)
  const base = '/api/tennis/tournament'
  const { id } = (await clerk('POST', base, { body: { values: filled('C-1', { startsOn: '2199-01-01' }) } })).json()
  await clerk('POST', `${base}/${id}/acts`, { body: { verb: 'submit', version: 1 } })
  const draft = (await clerk('POST', base, { body: { values: { title: '赛' } } })).json().id as string
  const upload = { 'tus-resumable': '1.0.0', 'upload-length': '5' }
  const named = (name: string) => ({
    ...upload,
    'upload-metadata': `filename ${Buffer.from(name).toString('base64')},declared ${btoa('1')}`,
  })
  for (const [what, send] of [
    ['a line', () => clerk('POST', base, { body: { values: { title: MARKED } } })],
    ['a paragraph', () => clerk('POST', base, { body: { values: { rules: `一\n${MARKED}` } } })],
    ['a row', () => clerk('POST', base, { body: { values: { prizes: [{ name: 'x', note: MARKED }] } } })],
    ['a draft', () => clerk('PATCH', `${base}/${draft}`, { body: { version: 1, values: { title: MARKED } } })],
    ['a check', () => clerk('POST', `${base}/check`, { body: { values: { title: MARKED } } })],
    ['a submission', () => clerk('POST', `${base}/${draft}/acts`, { body: { verb: 'submit', version: 1, values: { title: MARKED } } })],
    [
      'a reason',
      () => reviewer('POST', `${base}/${id}/acts`, { body: { verb: 'return', version: 2, reason: { code: 'name', words: MARKED } } }),
    ],
    ['a request', () => second('POST', `${base}/asks`, { body: { key: 'C-1', words: MARKED } })],
    ['a number asked for', () => second('POST', `${base}/asks`, { body: { key: MARKED, words: '申请' } })],
    ['a notice', () => keeper('POST', '/api/notices', { body: { title: '标题', body: MARKED } })],
    ['a purpose', () => clerk('POST', '/api/tokens', { body: { name: MARKED, scopes: ['names:read'] } })],
    ['an organisation', () => admin('POST', '/api/admin/orgs', { body: { name: MARKED, short: 'x', kind: 'department' } })],
    ['a person', () => admin('POST', '/api/admin/people', { body: { name: MARKED, phone: '10050010888' } })],
    ['a file’s name', () => clerk('POST', '/api/uploads', { headers: named(`${MARKED}.docx`) })],
  ] as const) {
    const answer = await send()
    expect([answer.statusCode, answer.json().message], what).toEqual([422, expect.stringMatching(/密级标志/u)])
  }
  await clerk('GET', `${base}/export`, { query: { q: MARKED } })
  await clerk('GET', base, { query: { q: MARKED } })
  expect(await kept()).not.toContain(CANARY)
})

test('R-AU-06 neither the words, nor a password, a token, a cookie or a whole number stands in the audit log', async () => {
  const { rows } = await sql<{ entry: string }>`select entry from audit`.execute(db)
  expect(rows.length).toBeGreaterThan(14)
  const log = rows.map((row) => row.entry).join('\n')
  for (const secret of [CANARY, '10050010888', '密★', 'lst_', '__Host-']) expect(log.includes(secret), secret).toBe(false)
})
