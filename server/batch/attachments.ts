import { sql } from 'kysely'
import type { Module } from '#kernel/module.ts'
import { fileIdsIn } from '#kernel/pointed-at.ts'
import type { WholeRow } from '#kernel/store/ledger.ts'
import { Failed, type Work } from '../jobs/work.ts'
import { namesOnce, safeName } from './safe-name.ts'

/** A record and the folder its attachments go to. */
export type Folder = { name: string; row: WholeRow; module: Module }

/** An attachment and where it stands in the archive. */
export type Attachment = { path: string; sha256: string; size: number }

const MOST_FILES = 5_000
const MOST_BYTES = 2 * 1024 ** 3

/** The attachments of these records, whoever sees the record sees them; and the names of those whose content is not there, or not of the size it had. */
export async function attachmentsOf(
  { app, db }: Work,
  folders: readonly Folder[],
): Promise<{ attachments: Attachment[]; absent: string[]; bytes: number }> {
  const named = folders
    .flatMap(({ name, row, module }) => fileIdsIn(module, row.values).map((id) => ({ folder: name, record: row.id, id })))
    .map((each, place) => ({ ...each, place }))
  if (named.length > MOST_FILES) throw tooMuch(`${named.length} 个附件`, `${MOST_FILES} 个`)
  const { rows } = await sql<{ folder: string; name: string; sha256: string | null; size: number }>`
    select named.folder, coalesce(file.name, '附件') as name, file.sha256, coalesce(file.size, 0) as size from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as named(folder text, record uuid, id uuid, place int)
      left join (file join file_claim on file_claim.file_id = file.id) on file.id = named.id and file_claim.record_id = named.record order by named.place`.execute(
    db,
  )
  const bytes = rows.reduce((sum, { size }) => sum + Number(size), 0)
  if (bytes > MOST_BYTES) throw tooMuch(`${(bytes / 1024 ** 3).toFixed(1)} GB 附件`, '2 GB')
  const onces = new Map(folders.map(({ name }) => [name, namesOnce()]))
  const attachments: Attachment[] = []
  const absent: string[] = []
  for (const { folder, name, sha256, size } of rows) {
    const path = `附件/${folder}/${onces.get(folder)!(safeName(name, 100))}`
    const stored = sha256 === null ? null : await app.files.sizeOf(sha256)
    if (sha256 !== null && stored === Number(size)) attachments.push({ path, sha256, size: stored })
    else absent.push(path)
  }
  return { attachments, absent, bytes }
}

const tooMuch = (what: string, most: string) =>
  new Failed('TOO_MUCH', `所选内容共有 ${what}，超过每次 ${most}的上限，请缩小筛选范围或分几次下载。`)
