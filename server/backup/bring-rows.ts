import { createReadStream } from 'node:fs'
import { sql } from 'kysely'
import type { OwnConnection } from '../database/own-connection.ts'
import { obstacle, paced, type Say } from './both-languages.ts'
import { rowsFile } from './manifest.ts'
import type { Backup } from './open-backup.ts'
import { fill, rowsOf } from './rows.ts'
import { tablesOf } from './tables.ts'
import { sumOf, tally } from './tally.ts'

/**
 * Fills the tables of an empty schema, which must be the backup's, in the caller's transaction, and reads them all again: what does not have the
 * digest that it was backed up with is not restored. Throws CannotStart where the tables are others.
 */
export async function bringRows({ client, db }: OwnConnection, { folder, manifest }: Backup, say: Say) {
  const tables = new Map((await tablesOf(client)).map((table) => [table.name, table]))
  const fits = manifest.tables.every(({ name, columns }) => tables.get(name)?.columns.join() === columns.join())
  if (!fits || tables.size !== manifest.tables.length)
    throw obstacle('备份的表结构与本版本的同名版本不符，不能恢复。', 'the tables of the backup are not those that this release makes')
  for (const { name, rows } of manifest.tables) {
    const progress = paced(say)
    const watch = tally((lines) => progress(`${name}：已恢复 ${lines} 行，共 ${rows} 行`, `${lines} of ${rows} rows`))
    await fill(client, tables.get(name)!, createReadStream(rowsFile(folder, name)), watch.through)
    say(`${name}：${rows} 行`, `${rows} rows`)
  }
  // What was brought has told itself; a restored system begins with nothing told.
  await sql`delete from outbox`.execute(db)
  for (const { name, position, used } of manifest.sequences)
    await sql`select setval(${`public.${client.escapeIdentifier(name)}`}::regclass, ${position}::bigint, ${used})`.execute(db)

  say('正在逐表比对恢复的内容', 'comparing what was restored, table by table')
  for (const { name, sha256 } of manifest.tables) {
    const found = await sumOf(rowsOf(client, tables.get(name)!))
    if (found.sha256 !== sha256) throw new Error(`${name} was restored otherwise than it was backed up`)
  }
}
