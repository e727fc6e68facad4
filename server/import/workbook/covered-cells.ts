import { Unreadable, type Sheet } from './book.ts'

/** Cells that are looked at; a spreadsheet does not merge any twice. */
const MOST = 2_000_000

/** Which of these columns lie, line by line, under a merged cell that says something: they look as if they said it too, and say nothing. */
export function coveredCells(sheet: Sheet, firstLine: number, columns: ReadonlySet<number>): Map<number, number[]> {
  const covered = new Map<number, number[]>()
  let looked = 0
  for (const { top, left, bottom, right } of sheet.merges) {
    if (!sheet.rows[top]?.[left]) continue
    const under = [...columns].filter((at) => at >= left && at <= right)
    if (under.length === 0) continue
    for (let line = Math.max(top, firstLine); line <= bottom && line < sheet.rows.length; line++) {
      if ((looked += under.length) > MOST) throw new Unreadable('TOO_MANY_MERGES', '表格中合并的单元格过多，请取消合并后重新上传。')
      const here = covered.get(line) ?? []
      here.push(...under.filter((at) => line !== top || at !== left))
      if (here.length > 0) covered.set(line, here)
    }
  }
  return covered
}
