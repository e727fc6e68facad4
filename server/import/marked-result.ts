import { Readable } from 'node:stream'
import type { Outcome } from '../jobs/job.ts'
import type { Work } from '../jobs/work.ts'
import { isBad, isLacking, type Row } from './found.ts'
import { marksOf } from './marks.ts'
import { markApart } from './workbook/read-apart.ts'

/** Where the table of a workbook stands, for whoever marks it. */
export type Place = { sheet: string; column: number }

/** The person's own workbook with what is wrong marked in it; nothing when nothing is, or when it cannot be written back. */
export async function markedResult(
  { app, job, tell, signal }: Work,
  workbook: { name: string; bytes: Buffer },
  { sheet, column }: Place,
  rows: readonly Row[],
): Promise<Pick<Outcome, 'result'>> {
  if (!rows.some((row) => isBad(row) || isLacking(row))) return {}
  await tell('mark', 0, null)
  const marked = await markApart(workbook.bytes, workbook.name, sheet, marksOf(rows, column), signal)
  if (!marked) return {}
  const kept = await app.results.keep(job, Readable.from([marked]), signal)
  return { result: { name: `${workbook.name.replace(/\.[^.]*$/u, '')}（已标注问题）.xlsx`, ...kept } }
}
