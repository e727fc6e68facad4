import { createReadStream } from 'node:fs'
import { anchorFile } from '../audit/anchor-file.ts'
import { knownMigrations } from '../database/migrate.ts'
import { diskStore } from '../files/store.ts'
import { obstacle, paced, type Say } from './both-languages.ts'
import { filesFolder, type Manifest, readManifest, rowsFile } from './manifest.ts'
import { sumOf } from './tally.ts'

/** What was read and found whole, and is known to fit this release. */
export type Backup = { folder: string; manifest: Manifest; digest: string }

/** Reads all of a backup before anything is written. Throws CannotStart where it is damaged, or made by a later release. */
export async function openBackup(folder: string, say: Say): Promise<Backup> {
  const { manifest, digest } = await readManifest(folder)
  const known = await knownMigrations()
  if (manifest.level.some((name, at) => name !== known[at]))
    throw obstacle(
      `备份由更新的版本制作（数据库为 ${manifest.level.at(-1)}，本版本只到 ${known.at(-1)}），请用该版本或更新的版本恢复。`,
      'a later release made this backup: restore it with that one or a later',
    )
  await checkParts(folder, manifest, say)
  return { folder, manifest, digest }
}

/** Compares every part with the manifest; the first that is not as it was written is named. */
async function checkParts(folder: string, { tables, files, anchor }: Manifest, say: Say): Promise<void> {
  say('正在核对备份的每一部分', 'checking every part of the backup')
  const progress = paced(say)
  for (const { name, rows, bytes, sha256 } of tables) {
    const found = await sum(rowsFile(folder, name), (lines) => progress(`${name}：已核对 ${lines} 行`, `${lines} rows checked`))
    if (found?.sha256 !== sha256 || found.bytes !== bytes || found.lines !== rows) throw damaged(`tables/${name}.copy`)
  }
  if (anchor && (await sum(anchorFile(folder)))?.sha256 !== anchor.sha256) throw damaged('audit-anchor.ndjson')
  const store = diskStore(filesFolder(folder))
  for (const [at, { sha256 }] of files.entries()) {
    const content = await store.open(sha256).catch(() => null)
    if (!content || (await sumOf(content))?.sha256 !== sha256) throw damaged(`files/${sha256.slice(0, 2)}/${sha256.slice(2)}`)
    progress(`附件：已核对 ${at + 1} 个，共 ${files.length} 个`, `${at + 1} of ${files.length} checked`)
  }
}

async function sum(path: string, told?: (lines: number) => void) {
  return sumOf(createReadStream(path), told).catch(() => null)
}

function damaged(part: string) {
  return obstacle(
    `备份已损坏：${part} 缺失、不完整或被改动。没有恢复任何内容。`,
    `the backup is damaged: ${part} is missing, cut or altered; nothing was restored`,
  )
}
