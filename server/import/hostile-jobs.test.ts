import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown } from '#kernel/testing/town.ts'
import { runJobs } from '../jobs/run.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import { makeBook, texts } from './workbook/fixtures/make-book.ts'

/* Workbooks that an examination at the door did not stop, for whatever reason: they lie in the store when their import begins. */
const modules = [tournament, match]
const { app, db, asPerson } = await testServer(modules)
const town = await buildTown(db, modules)
const as = async (name: string) => asPerson(town.as(name).id)
const { read, look } = importing(app, as)

const HEAD = ['赛事名称', '赛事编号']
const GOOD = texts(1, HEAD) + texts(2, ['甲赛', 'A-1'])
const ENTITIES = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "哈">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`
const HOSTILE: Record<string, Buffer> = {
  'inflates to more than anybody has': makeBook({ sheets: [{ rows: GOOD + ' '.repeat(150 * 1024 * 1024) }] }),
  'has a document type': makeBook({ sheets: [{ rows: GOOD }], parts: { 'xl/sharedStrings.xml': ENTITIES } }),
  'has more lines than anybody means': makeBook({
    sheets: [{ rows: texts(1, HEAD) + Array.from({ length: 20_001 }, (_, at) => texts(at + 2, ['甲', `${at}`])).join('') }],
  }),
  'is none': Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4096, 7)]),
}

/** As if it had been uploaded. */
async function stored(bytes: Buffer, person: string): Promise<string> {
  const { sha256, size } = await app.files.put(bytes)
  const id = randomUUID()
  await sql`insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
    values (${id}, ${sha256}, '赛事.xlsx', 'application/octet-stream', ${size}, true, ${person}, 'north', now(), '')`.execute(db)
  return id
}

test(
  'R-XL-01 F-20 each is one failed import with a reason; the server answers all the while, and the next import is read',
  { timeout: 120_000 },
  async () => {
    const call = await as('north entry')
    const asked: string[] = []
    for (const bytes of Object.values(HOSTILE)) {
      const file = await stored(bytes, town.as('north entry').id)
      asked.push((await call('POST', '/api/tennis/tournament/imports', { body: { file } })).json().id)
    }
    let over = false
    const running = runJobs(app).finally(() => (over = true))
    while (!over) {
      expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(await running).toBe(asked.length)
    for (const [at, id] of asked.entries()) {
      const { job } = await look('north entry', id)
      expect(job, Object.keys(HOSTILE)[at]!).toMatchObject({
        state: 'failed',
        outcome: { reason: expect.stringMatching(/[\u4e00-\u9fff]。$/u) },
      })
    }
    const { job, rows } = await read('north entry', await bookOf([HEAD, ['乙赛', 'A-2']]))
    expect([job.state, rows.length]).toEqual(['ready', 1])
  },
)
