import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { orgsOf } from '#kernel/org.ts'
import type { LedgerFilter } from '#kernel/store/ledger.ts'
import { workbookStream } from '../excel/export.ts'
import { sheetPages, type SheetRecord } from '../excel/sheet-pages.ts'
import { actorOf } from '../identity/actor.ts'
import { Failed, type Ended, type Work } from '../jobs/work.ts'
import { attachmentsOf, type Attachment, type Folder } from './attachments.ts'
import { refuseFull } from './room.ts'
import { safeName } from './safe-name.ts'

/** What a person asked to have together: records of a ledger, as it was filtered or as they were picked. */
export type BatchWish = { filter: LedgerFilter; sort: string; records: number }

/** Puts a workbook of the records and their attachments into one ZIP, a folder for each record: what this person sees at this moment, in one snapshot. */
export async function runBatch(work: Work): Promise<Ended> {
  const { app, db, job } = work
  const { filter, sort, records } = job.wish as BatchWish
  const module = (await app.inForce.now()).find((each) => each.path === job.module)
  const actor = await actorOf(db, job.person, job.ownPosts)
  if (!module || !actor) throw new Failed('NOT_ALLOWED', '账号或业务已停用，不能继续下载。')
  const folders: Folder[] = []
  const seen = gathered(work, module, sheetPages(db, module, actor, filter, sort), folders, records)
  const workbook = await buffer(workbookStream(module, seen, [{ header: '附件文件夹', width: 40 }]))
  const { attachments, absent, bytes } = await attachmentsOf(work, folders)
  await refuseFull(db, job.person, workbook.length + bytes)
  const now = new Date()
  const name = `${module.name}台账${dayOf(now)}`
  const zip = new yazl.ZipFile()
  zip.addBuffer(workbook, `${safeName(name, 80)}.xlsx`, { compress: false, mtime: now })
  if (absent.length > 0)
    zip.addBuffer(Buffer.from(`\ufeff以下附件没有取到，请联系系统管理员：\r\n${absent.join('\r\n')}\r\n`), '没有取到的附件.txt')
  pack(work, zip, attachments, now)
  const kept = await app.results.keep(job, zip.outputStream as Readable, work.signal)
  const counts = { records: folders.length, files: attachments.length, absent: absent.length }
  return { state: 'done', outcome: { ...job.outcome, ...counts, result: { name: `${name}.zip`, ...kept } }, orgs: orgsOf(actor) }
}

/** Records on their way into the workbook, each with the name of its folder as a last cell. */
async function* gathered(
  work: Work,
  module: Module,
  pages: AsyncIterable<SheetRecord[]>,
  folders: Folder[],
  total: number,
): AsyncGenerator<SheetRecord[]> {
  for await (const records of pages) {
    yield records.map(({ row, lines }) => {
      const place = String(folders.length + 1).padStart(3, '0')
      const folder: Folder = { name: `${place} ${safeName(row.title || '未命名', 60)}`, row, module }
      folders.push(folder)
      return { row, lines: lines.map((line, at) => [...line, at === 0 ? folder.name : '']) }
    })
    await work.tell('gather', folders.length, Math.max(total, folders.length))
  }
}

/**
 * Attachments are stored as they are; the archive is written while they are read, one open at a time. One that breaks off or vanishes meanwhile ends the
 * job: trying again would not mend it.
 */
function pack({ app, tell }: Work, zip: yazl.ZipFile, attachments: readonly Attachment[], mtime: Date) {
  const output = zip.outputStream as Readable
  let open: { path: string; content: Readable } | null = null
  const broken = (path: string, error: Error) => {
    app.log.error({ err: error }, '附件在打包时缺失或已损坏')
    output.destroy(
      new Failed('ATTACHMENT_BROKEN', `${path}在打包时缺失或已损坏，没有生成压缩包。请重新下载；仍不成功的，请联系系统管理员。`),
    )
  }
  // What breaks before anybody reads is told to whoever then does; it must not bring the process down.
  output.on('error', () => undefined)
  // It counts what it is given against what it was told.
  zip.on('error', (error: Error) => broken(open?.path ?? '附件', error))
  // Nobody reads on where the archive cannot be written on.
  output.once('close', () => open?.content.destroy())
  for (const [at, { path, sha256, size }] of attachments.entries()) {
    zip.addReadStreamLazy(path, { compress: false, size, mtime }, (take) => {
      void opened(at, path, sha256).then(
        (content) => content && take(null, content),
        (error: unknown) => output.destroy(error as Error),
      )
    })
  }
  zip.end()

  async function opened(at: number, path: string, sha256: string): Promise<Readable | null> {
    await tell('pack', at, attachments.length)
    const content = await app.files.open(sha256).catch((error: Error) => broken(path, error))
    if (!content) return null
    open = { path, content }
    if (output.destroyed) content.destroy()
    return content.once('error', (error) => broken(path, error))
  }
}
