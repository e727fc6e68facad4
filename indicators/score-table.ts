import type { Scheme } from './scheme.ts'
import type { Scored } from './score.ts'
import { bandWords, two } from './shown.ts'

/** Scores as a table of plain text, in the order of the ranking, with two places. */
export function scoreTable({ dimensions }: Scheme, { units }: Scored): string {
  const header = ['排名', '单位', '指数', '颜色', ...dimensions.map(({ name }) => name)]
  const lines = units
    .toSorted((a, b) => (a.rank ?? units.length + 1) - (b.rank ?? units.length + 1))
    .map((unit) => [
      unit.rank === null ? '—' : String(unit.rank),
      unit.name,
      two(unit.index),
      bandWords[unit.band]?.word ?? unit.band,
      ...dimensions.map(({ id }) => two(unit.dimensions[id]!.score)),
    ])
  const widths = header.map((_, at) => Math.max(...[header, ...lines].map((cells) => breadth(cells[at]!))))
  return [header, ...lines]
    .map((cells) =>
      cells
        .map((cell, at) => cell + ' '.repeat(widths[at]! - breadth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Columns on a terminal, where a Chinese character takes two. */
const breadth = (text: string) => [...text].reduce((sum, one) => sum + (one.codePointAt(0)! > 0x2e7f || one === '—' ? 2 : 1), 0)
