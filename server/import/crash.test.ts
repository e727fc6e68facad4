import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import { freshDatabase } from '../testing/database.ts'
import { bookOf } from '../testing/import.ts'
import { clerkOf, killed, serve } from '../testing/process.ts'
import { inOnePiece } from '../testing/upload.ts'

const ROUNDS = 5
const ROWS = 400
const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-import-crash-'))
const url = await freshDatabase()
const { db, pool } = connect(url, 3)
afterAll(async () => {
  await pool.end()
  rmSync(dataDir, { recursive: true, force: true })
})

const book = (mark: string) =>
  bookOf(
    [['试点名称', '文号'], ...Array.from({ length: ROWS }, (_, at) => [`${mark}-${at}试点`, `演示〔2026〕${mark}${at}号`])],
    '改革试点',
  )

const counted = async (mark: string) => {
  const { rows } = await sql<{ records: number; acts: number; audited: number; marks: number }>`
    with mine as (select id from record where title like ${`${mark}-%`})
    select (select count(*)::int from mine) as records, (select count(*)::int from act where record_id in (select id from mine)) as acts,
      (select count(*)::int from audit where entry like '%reform/pilot:create%' and (entry::jsonb->>'object')::uuid in (select id from mine)) as audited,
      (select count(*)::int from imported where record_id in (select id from mine)) as marks`.execute(db)
  return Object.values(rows[0]!)
}

test(
  `INV-14 the server is killed in mid-import ${ROUNDS} times: every import leaves all its rows or none, and all of them in the end`,
  { timeout: 600_000 },
  async () => {
    const cookie = await clerkOf(url, dataDir)
    let { child, base } = await serve(dataDir, url)
    const call = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
      fetch(`${base}${path}`, {
        method,
        headers: {
          cookie,
          'x-luoshi': '1',
          'idempotency-key': crypto.randomUUID(),
          ...(body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }),
          ...more,
        },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      })
    const job = async (id: string) =>
      (await (await call('GET', `/api/jobs/${id}`)).json()) as { id: string; state: string; version: number; outcome: object }
    /** Nobody waits half a minute here for a dead worker's lease to end. */
    const until = async (id: string, state: string) => {
      for (;;) {
        const found = await job(id)
        if (found.state === state) return found
        expect(['waiting', 'running'], JSON.stringify(found)).toContain(found.state)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
    for (let round = 0; round < ROUNDS; round++) {
      const mark = `甲${round}乙`
      const bytes = await book(mark)
      const send = async (method: string, path: string, headers: Record<string, string>, body?: Buffer) => {
        const sent = await call(method, path, body, headers)
        return (header: string) => sent.headers.get(header)!
      }
      const file = (await inOnePiece(send, bytes, '试点.xlsx'))('luoshi-file')
      const asked = (await (await call('POST', '/api/reform/pilot/imports', { file })).json()) as { id: string }
      const ready = await until(asked.id, 'ready')
      const decided = await call('POST', `/api/jobs/${asked.id}/decision`, { version: ready.version, rows: 'all', as: 'draft' })
      expect(decided.status).toBe(200)
      // The kills fall before the writing, into it and after it.
      const writing = sql`select 1 from job where id = ${asked.id} and state <> 'waiting'`
      while (round > 0 && (await writing.execute(db)).rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, round * 60))
      await killed(child)
      const left = await counted(mark)
      expect([0, ROWS]).toContain(left[0])
      expect(new Set(left).size).toBe(1)
      ;({ child, base } = await serve(dataDir, url))
      await sql`update job set leased_until = now() where state = 'running'`.execute(db)
      await until(asked.id, 'done')
      expect(await counted(mark)).toEqual([ROWS, ROWS, ROWS, ROWS])
    }
    await killed(child)
  },
)
