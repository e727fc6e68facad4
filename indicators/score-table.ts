import { inColumns } from './columns.ts'
import type { Scheme } from './scheme.ts'
import type { Scored } from './score.ts'
import { bandWords, two } from './shown.ts'

/** Scores as a table of plain text, in the order of the ranking, with two places. */
export function scoreTable({ dimensions }: Scheme, { units }: Scored): string {
  const lines = units
    .toSorted((a, b) => (a.rank ?? units.length + 1) - (b.rank ?? units.length + 1))
    .map((unit) => [
      unit.rank === null ? '—' : String(unit.rank),
      unit.name,
      two(unit.index),
      bandWords[unit.band]?.word ?? unit.band,
      ...dimensions.map(({ id }) => two(unit.dimensions[id]!.score)),
    ])
  return inColumns([['排名', '单位', '指数', '颜色', ...dimensions.map(({ name }) => name)], ...lines])
}
