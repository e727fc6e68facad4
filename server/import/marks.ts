import type { Row, Twin } from './found.ts'
import type { Mark } from './workbook/lines.ts'

/** What is to be marked in the person's own workbook: errors and blanks in their cells, repeats and what is about a whole row in its first column. */
export function marksOf(rows: readonly Row[], firstColumn: number): Mark[] {
  const marks = new Map<string, Mark>()
  const mark = (line: number, at: number, words: string) => {
    const known = marks.get(`${line},${at}`)
    if (known) known.words += `\n${words}`
    else marks.set(`${line},${at}`, { line, at, words })
  }
  for (const { line, found, twin } of rows) {
    for (const each of found) if (each.level !== 'hint') mark(each.line, each.at ?? firstColumn, each.message)
    if (twin) mark(line - 1, firstColumn, twinWords(twin))
  }
  return [...marks.values()]
}

export function twinWords(twin: Twin): string {
  if (twin.of === 'file') return `与本表第 ${twin.line} 行重复`
  if (twin.of === 'imported') return `此行已于 ${twin.on} 导入（${twin.title}）`
  return `台账中已有：${twin.title}（${twin.ownerName}，${twin.stageLabel}）`
}
