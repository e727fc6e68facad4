import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { newestAnchors } from '../audit/anchor.ts'
import { anchorFile } from '../audit/anchor-file.ts'
import { appendAudit } from '../audit/append.ts'
import { migrateTo, requireServer } from '../database/migrate.ts'
import { ownConnection } from '../database/own-connection.ts'
import { diskStore } from '../files/store.ts'
import { obstacle, paced, type Say } from './both-languages.ts'
import { bringRows } from './bring-rows.ts'
import { copyFiles } from './copy-files.ts'
import { filesFolder } from './manifest.ts'
import type { Backup } from './open-backup.ts'

/** What the operator should hear of afterwards. */
export type Restored = {
  /** Access tokens that were in force and are no longer. */
  tokens: number
  /** Chains of which the anchor in DATA_DIR knows more than the backup: what was done after it was taken. */
  ahead: number
}

/**
 * Fills the empty database at `url`, and `dataDir`, with what a backup holds. The schema, which is the backup's own, and all rows are one
 * transaction, compared with the backup before it is committed: a restore that is cut short leaves an empty database. Attachments come before it, so
 * that no row names one that is not there. Throws CannotStart.
 */
export async function restoreBackup(url: string, dataDir: string, backup: Backup, say: Say): Promise<Restored> {
  return ownConnection(url, async (own) => {
    await requireServer(own.db)
    await refuseFilled(own.db)
    await bringFiles(backup, dataDir, say)
    await bringAnchor(backup, dataDir)
    return own.db.transaction().execute(async (tx) => {
      await migrateTo(tx, backup.manifest.level.at(-1)!)
      await bringRows({ client: own.client, db: tx }, backup, say)
      const ahead = await chainsAhead(tx, dataDir)
      const tokens = await endTokens(tx)
      await record(tx, backup)
      await sql`analyze`.execute(tx)
      return { tokens, ahead }
    })
  })
}

async function refuseFilled(db: Kysely<DB>) {
  const { rows } = await sql<{ tables: number; people: boolean }>`
    select count(*)::int as tables, to_regclass('public.person') is not null as people from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not exists (select 1 from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')`.execute(
    db,
  )
  const { tables, people } = rows[0]!
  if (tables === 0) return
  const counted = people ? (await sql<{ count: number }>`select count(*)::int as count from person`.execute(db)).rows[0]!.count : 0
  throw obstacle(
    `目标数据库不是空的（已有 ${tables} 张表、${counted} 名人员）。恢复只写入空数据库：内置数据库请换一个 DATA_DIR，或先移走其中的 postgres 文件夹；PostgreSQL 服务器请另建一个数据库。`,
    `the database is not empty (${tables} tables, ${counted} people): restore into a new one`,
  )
}

async function bringFiles({ folder, manifest: { files } }: Backup, dataDir: string, say: Say) {
  say(`正在恢复附件：${files.length} 个`, `${files.length} attachments`)
  const progress = paced(say)
  const store = { from: diskStore(filesFolder(folder)), to: diskStore(join(dataDir, 'files')) }
  const digests = files.map((file) => file.sha256)
  const missing = await copyFiles(store.from, store.to, digests, (done) =>
    progress(`附件：已恢复 ${done} 个，共 ${files.length} 个`, `${done} of ${files.length}`),
  )
  if (missing.length > 0) throw obstacle(`备份在恢复过程中被改动：附件 ${missing[0]}`, 'the backup was altered while it was being restored')
}

/** An anchor that is there already stays: it knows at least as much of this installation's past. */
async function bringAnchor({ folder, manifest: { anchor } }: Backup, dataDir: string) {
  const place = anchorFile(dataDir)
  if (!anchor || existsSync(place)) return
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${place}.unfinished`
  await pipeline(createReadStream(anchorFile(folder)), createWriteStream(draft, { mode: 0o600, flush: true }))
  await rename(draft, place)
}

async function chainsAhead(db: Kysely<DB>, dataDir: string): Promise<number> {
  const { rows } = await sql<{ chain: string; seq: string }>`select chain, seq::text from audit_head`.execute(db)
  const heads = new Map(rows.map(({ chain, seq }) => [chain, Number(seq)]))
  const anchors = await newestAnchors(anchorFile(dataDir))
  return [...anchors].filter(([chain, { seq }]) => seq > (heads.get(chain) ?? 0)).length
}

/** A token that was revoked after the backup must not come to life, and a copy beside the living system must not answer for it (F-24). */
async function endTokens(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql`update api_token set revoked_at = now() where revoked_at is null and expires_at > now() returning 1`.execute(
    db,
  )
  return rows.length
}

async function record(db: Kysely<DB>, { manifest, digest }: Backup) {
  const facts = { manifest: digest, takenAt: manifest.takenAt }
  await appendAudit(
    db,
    { chain: 'none', action: 'backup:restore', result: 'done', source: 'operator', request: 'operator', facts },
    new Date(),
  )
}
