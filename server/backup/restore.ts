import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotStart } from '../database/cannot-start.ts'
import { connect } from '../database/connect.ts'
import { startEmbedded } from '../database/embedded.ts'
import { lockFolder } from '../database/embedded/folder-lock.ts'
import { knownMigrations } from '../database/migrate.ts'
import { checkKeys } from '../identity/check-keys.ts'
import { keySource, openKeys } from '../identity/keys.ts'
import { obstacle, say, told, toldFailure } from './both-languages.ts'
import { type Backup, openBackup } from './open-backup.ts'
import { restoreBackup, type Restored } from './put-back.ts'

const USAGE = `npm run restore -- 备份文件夹

把备份恢复到一个空的数据库：DATABASE_URL，或数据目录（DATA_DIR）中的内置数据库；附件和审计锚点恢复到数据目录。
从内置数据库改用 PostgreSQL 服务器也是如此：停止服务，备份，设置 DATABASE_URL，恢复，再启动。
  Restores a backup into an empty database, embedded or DATABASE_URL, and DATA_DIR. Moving to a server is the same.`

try {
  await main(process.argv.slice(2))
} catch (error) {
  toldFailure(error, '恢复没有完成，数据库仍是空的：', 'the restore was not finished, and the database is still empty:')
  process.exit(1)
}

async function main([path, ...more]: string[]) {
  if (!path || path.startsWith('-') || more.length > 0) throw new CannotStart(USAGE)
  const dataDir = resolve(process.env.DATA_DIR || '.luoshi')
  refuseForeign(dataDir)
  const backup = await openBackup(resolve(path), say)
  await onTarget(dataDir, async (url) => {
    const restored = await restoreBackup(url, dataDir, backup, say)
    await tell(url, dataDir, backup, restored)
  })
}

/** What root writes the service could not open afterwards. */
function refuseForeign(dataDir: string) {
  if (process.getuid?.() !== 0 || !existsSync(dataDir)) return
  const { uid } = statSync(dataDir)
  if (uid !== 0)
    throw obstacle(
      `数据目录 ${dataDir} 属于另一个用户（${uid}），请以该用户的身份执行恢复。`,
      `the data folder belongs to user ${uid}: restore as that user`,
    )
}

/**
 * The address of the database to be filled. Whichever it is, nobody else may be using the data folder: going over to a server while the embedded
 * database is still being written would lose what comes after the backup (F-08).
 */
async function onTarget(dataDir: string, work: (url: string) => Promise<void>) {
  const { DATABASE_URL } = process.env
  const target = DATABASE_URL ? { url: DATABASE_URL, stop: lock(dataDir) } : await startEmbedded(dataDir)
  try {
    await work(target.url)
  } finally {
    await target.stop()
  }
}

function lock(dataDir: string): () => Promise<void> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new CannotStart(`数据目录 ${dataDir} 无法建立：${(error as Error).message}`)
  }
  const unlock = lockFolder(realpathSync(dataDir))
  return async () => unlock()
}

async function tell(url: string, dataDir: string, { manifest }: Backup, { tokens, ahead }: Restored) {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const { files, missing } = manifest
  const taken = new Date(manifest.takenAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
  told(
    '✓',
    `恢复完成：${taken} 的备份，${rows} 行，${files.length} 个附件，逐表比对一致`,
    `done: ${rows} rows and ${files.length} attachments as of ${manifest.takenAt}, each table compared`,
  )
  told(
    '!',
    `所有人员须重新登录；${tokens} 个访问令牌已失效，须重新发放。`,
    `Everybody signs in anew; ${tokens} access tokens were revoked.`,
  )
  if (manifest.level.length < (await knownMigrations()).length)
    told('!', '备份由较早的版本制作，下次启动时升级数据库。', 'An earlier release made the backup: the next start migrates the database.')
  if (missing.length > 0)
    told(
      '!',
      `备份时已有 ${missing.length} 个附件缺失，见备份的 manifest.json。`,
      `${missing.length} attachments were missing when the backup was taken.`,
    )
  if (ahead > 0)
    told(
      '!',
      `数据目录中的审计锚点比备份新：${ahead} 条审计链在备份之后还有记录，那些内容不在备份中。锚点原样保留。`,
      `The anchor in the data folder knows ${ahead} chains further than the backup: what was done after it is lost.`,
    )
  await tellOfKey(url, dataDir)
}

async function tellOfKey(url: string, dataDir: string) {
  const { name, present } = keySource(dataDir)
  if (!present) return told('!', `启动前请放回原来的密钥：${name}（或设置 LUOSHI_KEY）。`, 'Put the old key back before the start.')
  const { db } = connect(url, 1)
  try {
    await checkKeys(db, openKeys(dataDir))
  } catch (error) {
    told('!', (error as Error).message, `The key (${name}) is not the one of this database.`)
  } finally {
    await db.destroy()
  }
}
