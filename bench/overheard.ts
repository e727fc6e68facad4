import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { modules } from '#modules/all.ts'
import { connect } from '#server/database/connect.ts'
import { productApp } from '#server/http/product.ts'
import type { Shot } from './caller.ts'

/** A statement as the product sent it. */
export type Statement = { text: string; values: readonly unknown[] }

export type Ear = { statementsOf(shot: Shot): Promise<Statement[]> } & AsyncDisposable

/** The product's own server in this process, with an ear on its connections: what a request sends to the database. */
export async function openEar(url: string): Promise<Ear> {
  const { db, pool } = connect(url)
  let heard: Statement[] = []
  pool.on('connect', (client) => overhear(client, (statement) => heard.push(statement)))
  const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-bench-'))
  const app = await productApp(db, modules, {
    dataDir,
    behindProxy: false,
    demonstration: false,
    secondFactor: 'offered',
    connectors: null,
    requestsPerMinute: 10_000_000,
  })
  await app.ready()
  return {
    async statementsOf({ method, path, cookie, key, body }) {
      heard = []
      const headers = { cookie, ...(key === undefined ? {} : { 'x-luoshi': '1', 'idempotency-key': key }) }
      const answer = await app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: body as object }) })
      if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
      return heard
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await pool.end()
      rmSync(dataDir, { recursive: true })
    },
  }
}

function overhear(client: pg.PoolClient, tell: (statement: Statement) => void) {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown
  const overheard = (text: string, values: readonly unknown[] = [], ...more: unknown[]) => {
    tell({ text, values })
    return send(text, values, ...more)
  }
  client.query = overheard as typeof client.query
}
