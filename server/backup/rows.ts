import { pipeline } from 'node:stream/promises'
import type { Readable, Writable } from 'node:stream'
import type { PoolClient } from 'pg'
import { from, to } from 'pg-copy-streams'
import type { Table } from './tables.ts'

/** All rows of a table in PostgreSQL's text format, a line each, in the order of their key by code points: the same rows give the same bytes on any server. */
export function rowsOf(client: PoolClient, { name, columns, key }: Table): Readable {
  const listed = listOf(client, columns)
  return client.query(to(`copy (select ${listed} from public.${client.escapeIdentifier(name)} order by ${key.join(', ')}) to stdout`))
}

/** Fills a table with such lines. */
export async function fill(
  client: PoolClient,
  { name, columns }: Table,
  lines: Readable,
  watch: (chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer>,
): Promise<void> {
  const into: Writable = client.query(from(`copy public.${client.escapeIdentifier(name)} (${listOf(client, columns)}) from stdin`))
  await pipeline(lines, watch, into)
}

function listOf(client: PoolClient, columns: readonly string[]): string {
  return columns.map((column) => client.escapeIdentifier(column)).join(', ')
}
