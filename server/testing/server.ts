import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import type { Module } from '#kernel/module.ts'
import { connect } from '../database/connect.ts'
import type { Settings } from '../http/app.ts'
import { productApp } from '../http/product.ts'
import { COOKIE, digest } from '../identity/identify.ts'
import { hashPassword } from '../identity/password-hash.ts'
import { freshDatabase } from './database.ts'
import type { Sent } from './players.ts'

/** The whole product over a database of its own, spoken to as its callers do: signed in, by HTTP. */
export async function testServer(modules: readonly Module[], more: Partial<Settings> = {}) {
  const url = await freshDatabase()
  const { db, pool } = connect(url)
  const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-test-'))
  const app = await productApp(
    db,
    modules,
    { dataDir, behindProxy: false, demonstration: false, secondFactor: 'offered', connectors: null, requestsPerMinute: 1_000_000, ...more },
    'silent',
  )
  await app.ready()
  afterAll(async () => {
    await app.close()
    await pool.end()
    rmSync(dataDir, { recursive: true, force: true })
  })

  // Nobody signs in with it: the sessions below are opened without.
  const hash = await hashPassword(randomBytes(16).toString('hex'))

  /** A session as signing in leaves it. */
  async function signedIn(person: string): Promise<string> {
    const secret = randomBytes(32).toString('base64url')
    await sql`insert into password (person_id, hash, changed_at) values (${person}, ${hash}, now()) on conflict do nothing`.execute(db)
    await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source) values (${digest(secret)}, ${person}, now(), now(), now(), 'test')`.execute(
      db,
    )
    return secret
  }

  const cookieOf = async (person: string) => `${COOKIE}=${await signedIn(person)}`

  async function asPerson(person: string) {
    const cookie = await cookieOf(person)
    return (method: InjectOptions['method'], url: string, { query, body, key, headers }: Sent = {}) =>
      app.inject({
        method: method!,
        url: query ? `${url}?${new URLSearchParams(query).toString()}` : url,
        headers: { cookie, 'x-luoshi': '1', 'idempotency-key': key ?? crypto.randomUUID(), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      })
  }

  return { app, db, url, dataDir, asPerson, cookieOf }
}
