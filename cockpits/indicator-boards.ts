import { exact } from '#indicators/exact.ts'
import { measures } from '#indicators/measures.ts'
import type { Indicator, Scheme } from '#indicators/scheme.ts'
import { kindWord } from '#indicators/scheme-words.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { ordered, type BoardTable } from './board-table.ts'

/** What boards show of the figures that were scored: 改革满意度 of every unit, and for which happenings points were taken off. */
export function indicatorBoards(scheme: Scheme, units: readonly Unit[], result: Scored): BoardTable[] {
  return scheme.indicators.flatMap((indicator): BoardTable[] => {
    if (indicator.counts === 'survey') return [satisfaction(indicator, units)]
    return indicator.method === 'deduction' ? [deductions(indicator, units, result)] : []
  })
}

function satisfaction({ id, name }: Indicator, units: readonly Unit[]): BoardTable {
  const come = units.flatMap(({ values, ...unit }) => (typeof values[id] === 'string' ? [{ unit, numbers: [exact(values[id])] }] : []))
  return {
    ...{ id: 'satisfaction', name: '改革满意度', about: `本期${name}，数据未到的区县不列。` },
    columns: [{ id: 'score', label: '满意度', indicator: id }],
    rows: ordered(come).rows,
    totals: [],
  }
}

function deductions(indicator: Extract<Indicator, { method: 'deduction' }>, units: readonly Unit[], result: Scored): BoardTable {
  const measure = measures[indicator.counts ?? '']
  // As the manual lists them: what comes back from the database has an order of its own.
  const listed = measure?.takes === 'kinds' ? Object.values(measure.as) : []
  const kinds = [...new Set([...listed, ...Object.keys(indicator.rates)])].filter((kind) => Object.hasOwn(indicator.rates, kind))
  const scores = new Map(result.units.map(({ id, scores: own }) => [id, own[indicator.id]?.score ?? null]))
  const filled = units.map(({ values, ...unit }) => {
    const figure = values[indicator.id]
    const counts = typeof figure === 'object' && figure !== null ? (figure as Record<string, string | number>) : {}
    return { unit, numbers: [exact(scores.get(unit.id) ?? '0').mul(exact(-1)), ...kinds.map((kind) => exact(counts[kind] ?? '0'))] }
  })
  return {
    ...{ id: 'deductions', name: '风险管控扣分', about: '今年以来因改革引发的重大负面舆情、群体性事件，按件次扣分。' },
    columns: [
      { id: 'points', label: '扣分', indicator: indicator.id },
      ...kinds.map((kind) => ({ id: kind, label: kindWord(kind), indicator: indicator.id, kind })),
    ],
    ...ordered(filled),
  }
}
