import { setTimeout as pause } from 'node:timers/promises'
import { writeXlsx } from 'hucre'
import { columnsOf, isReadable } from '#kernel/sheet/columns.ts'
import { linesOf } from '#kernel/sheet/lines.ts'
import { filledAt, firstStep } from '#kernel/steps.ts'
import { pilot } from '#modules/reform/pilot.ts'
import type { Database } from '#server/database/connect.ts'
import { namesOf } from '#server/records/names.ts'
import { inOnePiece } from '#server/testing/upload.ts'
import { cookieOf, DISTRICTS, person } from './cast.ts'
import type { Server } from './server.ts'
import { filingOf } from './stories.ts'

const ROWS = 10_000

/** Seconds from asking until the preview is there, and from deciding until all rows are; memory of the server in MiB, its readers apart not counted. */
export type Imported = { rows: number; read: number; written: number; before: number; highest: number }

/** Imports a workbook of pilots for one district, as its clerk does: uploaded, read and checked, shown, written as drafts. */
export async function importAll(server: Server, owner: Database): Promise<Imported> {
  const bytes = await workbook(owner)
  const cookie = cookieOf(person(DISTRICTS[0]!, 'entry'))
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers: { cookie, 'x-luoshi': '1', 'idempotency-key': crypto.randomUUID(), ...headers },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const json = { 'content-type': 'application/json' }
  const before = server.memory()
  let highest = before
  const until = async (id: string, state: string) => {
    for (;;) {
      const job = (await (await call('GET', `/api/jobs/${id}`, undefined)).json()) as { state: string; version: number }
      highest = Math.max(highest, server.memory())
      if (job.state === state) return job
      if (job.state !== 'waiting' && job.state !== 'running') throw new Error(`The import is ${JSON.stringify(job)}`)
      await pause(100)
    }
  }
  const send = async (method: string, path: string, headers: Record<string, string>, body?: Buffer) => {
    const sent = await call(method, path, body, headers)
    return (header: string) => sent.headers.get(header)!
  }
  const file = (await inOnePiece(send, bytes, '试点.xlsx'))('luoshi-file')
  const began = performance.now()
  const { id } = (await (await call('POST', `/api/${pilot.path}/imports`, { file }, json)).json()) as { id: string }
  const ready = await until(id, 'ready')
  const shown = performance.now()
  await call('POST', `/api/jobs/${id}/decision`, { version: ready.version, rows: 'all', as: 'draft' }, json)
  await until(id, 'done')
  return { rows: ROWS, read: (shown - began) / 1000, written: (performance.now() - shown) / 1000, before, highest }
}

async function workbook(owner: Database): Promise<Uint8Array> {
  const columns = columnsOf(pilot, filledAt(pilot, firstStep(pilot))).filter(isReadable)
  const names = await namesOf(owner)
  // Under numbers that no other filing has.
  const filings = Array.from({ length: ROWS }, (_, at) => ({ ...filingOf(at).values, docNo: `演示〔2026〕${at + 1}号` }))
  const lines = filings.flatMap((values) => linesOf(columns, values, names))
  return writeXlsx({ sheets: [{ name: pilot.name, rows: [columns.map(({ label }) => label), ...lines] }] })
}
