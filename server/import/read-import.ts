import { Readable } from 'node:stream'
import { Failed, type Ended, type Work } from '../jobs/work.ts'
import { dayOf } from '#kernel/day.ts'
import { wordsOf } from '../excel/words.ts'
import { checkRows } from './check-rows.ts'
import { isBad, type Row } from './found.ts'
import { groupLines } from './group-lines.ts'
import { marksOf } from './marks.ts'
import { countsOf, keepRows } from './rows.ts'
import { seatOf, workbookOf } from './seat.ts'
import { labelsOf, readHead, type Note, type SheetHead } from './sheet-head.ts'
import { findTwins } from './twins.ts'
import { Unreadable } from './workbook/book.ts'
import { markApart, readApart, type ReadTable } from './workbook/read-apart.ts'

/** Records of one import; more are divided among several files. */
const MOST_RECORDS = 10_000
/** Reports on records that exist are acts one by one. */
const MOST_REPORTS = 200

type Workbook = { name: string; bytes: Buffer; sheet: string }

/** The first part of an import: the workbook is read apart, every row understood and compared, and nothing written but what its person is then shown. */
export async function readImport(work: Work): Promise<Ended> {
  await work.tell('read', 0, null)
  const seat = await seatOf(work)
  const { name, bytes } = await workbookOf(work)
  const table = await opened(bytes, name, labelsOf(seat.module))
  const head = readHead(seat.module, table.head)
  const { groups, skipped } = groupLines(head, table.lines)
  if (groups.length === 0) throw new Failed('NOTHING', '表格中没有可以导入的内容：表头下面没有填写数据。')
  const notes = [...head.notes, ...skippedNotes(skipped), ...limit(groups.length, '条', MOST_RECORDS)]
  if (notes.some(({ level }) => level === 'stop')) return { state: 'ready', outcome: { file: name, notes, counts: countsOf([]) } }

  const words = await wordsOf(work.db, seat.module, { actor: seat.actor, org: seat.org, today: dayOf(seat.now) })
  const { rows, closed } = await checkRows(work, seat, head, groups, words.codes)
  await findTwins(work.db, seat.module, seat.org, rows)
  await keepRows(work.db, work.job.id, rows)
  const reports = rows.filter(({ record }) => record !== null).length
  const result = await markedResult(work, { name, bytes, sheet: table.head.sheet }, head, rows)
  return {
    state: 'ready',
    outcome: {
      file: name,
      notes: [...notes, ...limit(reports, '条已有事项', MOST_REPORTS)],
      columns: [...new Set(head.columns.map(({ column }) => column.key))],
      counts: countsOf(rows),
      ...(closed === null ? {} : { closed }),
      ...(result ? { result } : {}),
    },
  }
}

async function opened(bytes: Buffer, name: string, labels: string[]): Promise<ReadTable> {
  try {
    return await readApart(bytes, name, labels)
  } catch (error) {
    throw error instanceof Unreadable ? new Failed(error.code, error.message) : error
  }
}

/** The person's own workbook with what is wrong marked in it; nothing when nothing is, or when it cannot be written back. */
async function markedResult({ app, job }: Work, workbook: Workbook, head: SheetHead, rows: readonly Row[]) {
  if (!rows.some((row) => isBad(row) || row.found.some(({ level }) => level === 'lack'))) return null
  const marks = marksOf(rows, Math.min(...head.columns.map(({ at }) => at)))
  const marked = await markApart(workbook.bytes, workbook.name, workbook.sheet, marks)
  if (!marked) return null
  const size = await app.results.keep(job.id, Readable.from([marked]))
  return { name: `${workbook.name.replace(/\.[^.]*$/u, '')}（已标注问题）.xlsx`, size }
}

function skippedNotes(lines: readonly number[]): Note[] {
  if (lines.length === 0) return []
  return [{ level: 'say', words: `第 ${lines.map((line) => line + 1).join('、')} 行标为“说明”或“范例”，没有导入。` }]
}

const limit = (count: number, what: string, most: number): Note[] =>
  count > most ? [{ level: 'stop', words: `表中有 ${count} ${what}，一次最多导入 ${most} ${what}，请分成几个文件。` }] : []
