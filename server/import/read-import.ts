import { Failed, type Ended, type Work } from '../jobs/work.ts'
import { orgsOf } from '#kernel/org.ts'
import { MOST_REPORTS } from '../excel/desk-lines.ts'
import { wordsOf } from '../excel/words.ts'
import { settleJob } from '../jobs/queue.ts'
import { checkRows, recordsIn } from './check-rows.ts'
import { groupLines } from './group-lines.ts'
import { markedResult, type Place } from './marked-result.ts'
import { countsOf, keepRows } from './rows.ts'
import { seatOf, workbookOf } from './seat.ts'
import { labelsOf, readHead, type Note } from './sheet-head.ts'
import { findTwins } from './twins.ts'
import { Unreadable } from './workbook/book.ts'
import { readApart, type ReadTable } from './workbook/read-apart.ts'

/** Records of one import; more are divided among several files. */
const MOST_RECORDS = 10_000

/** The first part of an import: the workbook is read apart, every row understood and compared, and nothing written but what its person is then shown. */
export async function readImport(work: Work): Promise<Ended> {
  await work.tell('read', 0, null)
  const seat = await seatOf(work)
  const workbook = await workbookOf(work)
  const table = await opened(work, workbook, labelsOf(seat.module))
  const head = readHead(seat.module, table.head)
  const { groups, skipped } = groupLines(head, table.lines)
  if (groups.length === 0) throw new Failed('NOTHING', '表格中没有可以导入的内容：表头下面没有填写数据。')
  const notes = [...head.notes, ...skippedNotes(skipped)]
  const reports = recordsIn(head, groups).length
  refuse([...notes, ...limit(groups.length, '条', MOST_RECORDS), ...limit(reports, '条已有事项', MOST_REPORTS)])

  const words = await wordsOf(work.db, seat.module, { actor: seat.actor, org: seat.org, now: seat.now })
  const { rows, closed } = await checkRows(work, seat, head, groups, words.codes)
  await findTwins(work.db, seat.module, seat.org, rows)
  const place: Place = { sheet: table.head.sheet, column: Math.min(...head.columns.map(({ at }) => at)) }
  const outcome = {
    file: workbook.name,
    notes: notes.map((note) => note.words),
    columns: [...new Set(head.columns.map(({ column }) => column.key))],
    counts: countsOf(rows),
    place,
    ...(closed === null ? {} : { closed }),
    ...(await markedResult(work, workbook, place, rows)),
  }
  await work.db.transaction().execute(async (tx) => {
    await settleJob(tx, work.job, 'ready', outcome, orgsOf(seat.actor))
    await keepRows(tx, work.job.id, rows)
  })
  return null
}

/** What keeps a whole table from being imported ends the import with all the reasons there are. */
function refuse(notes: readonly Note[]) {
  const stops = notes.filter(({ level }) => level === 'stop')
  if (stops.length > 0) throw new Failed('STOPPED', stops.map(({ words }) => words).join(''))
}

async function opened({ signal }: Work, { bytes, name }: { bytes: Buffer; name: string }, labels: string[]): Promise<ReadTable> {
  try {
    return await readApart(bytes, name, labels, { signal })
  } catch (error) {
    throw error instanceof Unreadable ? new Failed(error.code, error.message) : error
  }
}

function skippedNotes(lines: readonly number[]): Note[] {
  if (lines.length === 0) return []
  return [{ level: 'say', words: `第 ${lines.map((line) => line + 1).join('、')} 行标为“说明”或“范例”，没有导入。` }]
}

const limit = (count: number, what: string, most: number): Note[] =>
  count > most ? [{ level: 'stop', words: `表中有 ${count} ${what}，一次最多导入 ${most} ${what}，请分成几个文件。` }] : []
