import { isScored } from '#indicators/scheme.ts'
import { standardsWords } from '#indicators/standards-words.ts'
import { figureCell, score, text, type PaperTable } from './paper-tables.ts'
import type { PaperSource } from './paper-source.ts'

/** 计算过程: indicator by indicator every unit, with the formula in numbers, the standards and whose they are, the case and the clause. */
export function workingTable(source: PaperSource): PaperTable {
  const { scheme, result } = source
  const nameOf = new Map(result.units.map(({ id, name }) => [id, name]))
  const dimensionOf = new Map(scheme.dimensions.map(({ id, name }) => [id, name]))
  return {
    name: '计算过程',
    columns: [
      { label: '单位', width: 11, align: 'left' },
      { label: '一级指标', width: 7, align: 'left' },
      { label: '二级指标', width: 14, align: 'left' },
      { label: '指标值', width: 7, align: 'right' },
      { label: '得分', width: 5, align: 'right' },
      { label: '权重', width: 3, align: 'right' },
      { label: '计算式', width: 20, align: 'left' },
      { label: '适用情形', width: 12, align: 'left' },
      { label: '标准值及所属单位', width: 34, align: 'left' },
      { label: '计分条款', width: 40, align: 'left' },
    ],
    rows: scheme.indicators.flatMap((indicator) =>
      result.units.map((unit) => {
        const { score: own, working } = unit.scores[indicator.id]!
        const [standards] = (result.standards[indicator.id] ?? []).filter(({ group }) => group === null || group === unit.group)
        return [
          text(unit.name),
          text(dimensionOf.get(indicator.dimension ?? '') ?? '—'),
          text(indicator.name),
          figureCell(source, indicator, unit),
          isScored(indicator) ? score(own) : text('不计分'),
          indicator.weight === undefined ? text('—') : { text: indicator.weight, value: indicator.weight },
          text(working.formula || '—'),
          text(working.note),
          text(standardsWords(standards, (id) => nameOf.get(id) ?? id) ?? '—'),
          text(working.clause ?? '—'),
        ]
      }),
    ),
  }
}
