import { resolve } from 'node:path'
import { CannotStart } from '../database/cannot-start.ts'
import { withAddress } from '../database/with-database.ts'
import { keySource } from '../identity/keys.ts'
import { say, told, toldFailure } from './both-languages.ts'
import { takeBackup } from './take.ts'

const USAGE = `npm run backup -- 文件夹

把整个系统备份到一个新的文件夹：数据库在同一时刻的全部内容、全部附件、审计锚点。系统可以照常运行。
数据库为 DATABASE_URL，或数据目录（DATA_DIR）中的内置数据库。密钥不在备份中，须另行保管。
  Writes everything but the key into a new folder, while the product serves or not.`

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

try {
  await main(process.argv.slice(2))
} catch (error) {
  toldFailure(error, '备份没有完成，没有留下任何内容：', 'the backup was not finished, and nothing of it is left:')
  process.exit(1)
}

async function main([path, ...more]: string[]) {
  if (!path || path.startsWith('-') || more.length > 0) throw new CannotStart(USAGE)
  const folder = resolve(path)
  const dataDir = resolve(process.env.DATA_DIR || '.luoshi')
  const { tables, files, missing } = await withAddress(dataDir, (url) => takeBackup(url, dataDir, folder, say))

  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  told(
    '✓',
    `备份完成：${folder}（${tables.length} 张表 ${rows} 行，${files.length} 个附件）`,
    `done: ${tables.length} tables, ${rows} rows, ${files.length} attachments`,
  )
  const key = keySource(dataDir).name
  told(
    '!',
    `密钥不在备份中：${key}。请与备份分开、另行保管，没有它备份无法使用。`,
    `The key is not in the backup: keep it (${key}) apart from it; without it the backup is of no use.`,
  )
  if (missing.length === 0) return
  told(
    '✗',
    `${missing.length} 个附件在附件库中缺失或已损坏，不在备份中：`,
    'These attachments are missing or damaged in the store and are not in the backup:',
  )
  for (const digest of missing) console.error(`  ${digest}`)
  process.exitCode = 1
}
