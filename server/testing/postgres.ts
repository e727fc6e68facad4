import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#server/database/embedded.ts'
import { migrate } from '#server/database/migrate.ts'

/** Not for data that matters: tests may lose theirs with the power. */
const HASTE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', max_wal_size: '1GB' }

/**
 * For vitest's `globalSetup`: one server for the whole run, on it one migrated database that `freshDatabase` copies.
 *
 * The server is TEST_POSTGRES_URL where that is set (the user must be a superuser), else one of our own in a temporary folder, with the programs in
 * TEST_POSTGRES_BIN or else the embedded ones.
 */
export async function setup(): Promise<() => Promise<void>> {
  const server = process.env.TEST_POSTGRES_URL ? { url: process.env.TEST_POSTGRES_URL, stop: async () => {} } : await temporaryServer()
  const template = `luoshi_template_${process.pid}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${template}`)
  const url = new URL(server.url)
  url.pathname = `/${template}`
  await migrate(url.href)

  // Inherited by the processes that run the test files.
  process.env.TEST_POSTGRES_URL = server.url
  process.env.TEST_POSTGRES_TEMPLATE = template
  return async () => {
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.end()
    await server.stop()
  }
}

async function temporaryServer() {
  const folder = mkdtempSync(join(tmpdir(), 'luoshi-test-'))
  const binaries = process.env.TEST_POSTGRES_BIN
  const server = await startEmbedded(folder, { settings: HASTE, ...(binaries ? { binaries } : {}) })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
