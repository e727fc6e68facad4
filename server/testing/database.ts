import { afterAll } from 'vitest'
import { withClient } from '#server/database/with-client.ts'

/**
 * The address of a migrated, empty database for one test file, dropped when the file is done:
 *
 *     const url = await freshDatabase()   // at the top of the file
 *
 * Close your own connections in an `afterAll` of yours; what is registered later runs earlier. Those still open are cut.
 */
export async function freshDatabase(): Promise<string> {
  return databaseFrom(process.env.TEST_POSTGRES_TEMPLATE!)
}

/** The same without a single table in it; `more` is said of it when it is made, its order of texts say. */
export async function emptyDatabase(more = ''): Promise<string> {
  return databaseFrom(`template0 ${more}`)
}

async function databaseFrom(template: string): Promise<string> {
  const url = new URL(process.env.TEST_POSTGRES_URL!)
  const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`
  await onServer(`create database ${name} template ${template}`)
  afterAll(() => onServer(`drop database ${name} with (force)`))
  url.pathname = `/${name}`
  return url.href
}

async function onServer(sql: string) {
  await withClient(process.env.TEST_POSTGRES_URL!, (client) => client.query(sql))
}
