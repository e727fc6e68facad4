import { inColumns } from './columns.ts'
import { floorNote } from './note.ts'
import { isScored, type Scheme } from './scheme.ts'
import type { Scored } from './score.ts'
import { bandWords, two } from './shown.ts'

/** Scores as a table of plain text, in the order of the ranking, with two places; below it what was not scored. */
export function scoreTable(scheme: Scheme, scored: Scored): string {
  const { dimensions } = scheme
  const { units } = scored
  const lines = units
    .toSorted((a, b) => (a.rank ?? units.length + 1) - (b.rank ?? units.length + 1))
    .map((unit) => [
      unit.rank === null ? '—' : String(unit.rank),
      unit.name,
      two(unit.index),
      bandWords[unit.band]?.word ?? unit.band,
      ...dimensions.map(({ id }) => two(unit.dimensions[id]!.score)),
    ])
  const table = inColumns([['排名', '单位', '指数', '颜色', ...dimensions.map(({ name }) => name)], ...lines])
  return [table, ...notes(scheme, scored)].join('\n')
}

function notes({ indicators }: Scheme, { units }: Scored): string[] {
  const waiting = units.filter(({ pending }) => pending).length
  const dropped = indicators.filter(
    (indicator) =>
      isScored(indicator) &&
      units.every(({ scores: { [indicator.id]: own } }) => own!.score === null && ['none-came', 'none-applicable'].includes(own!.case)),
  )
  return [
    ...(waiting > 0 ? [`注：${waiting}个单位有指标值未到，没有指数和排名。`] : []),
    ...units.flatMap((unit) => {
      const note = floorNote(unit)
      return note === null ? [] : [`注：${unit.name}${note}。`]
    }),
    ...(dropped.length > 0
      ? [`注：${dropped.map(({ name }) => `“${name}”`).join('、')}未计入，可得总分为${units[0]!.attainable}分。`]
      : []),
  ]
}
