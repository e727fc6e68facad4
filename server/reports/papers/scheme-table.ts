import { methodNames, settingNames, settingValue, settingWords, termsLine } from '#indicators/scheme-words.ts'
import { settingsOf, type Settings } from '#indicators/settings.ts'
import { text, type PaperTable } from './paper-tables.ts'
import type { PaperSource } from './paper-source.ts'

/** 指标体系: what is scored, by what weight and how; under it the settings of the whole and those of single indicators. */
export function schemeTable({ scheme }: PaperSource): PaperTable {
  const dimensionOf = new Map(scheme.dimensions.map((dimension) => [dimension.id, dimension]))
  const weight = (of: string | undefined) => (of === undefined ? text('—') : { text: of, value: of })
  const blank = Array.from({ length: 9 }, () => text(''))
  const line = (name: string, value: string) => [text(name), text(''), text(value), ...blank.slice(3)]
  return {
    name: '指标体系',
    columns: [
      { label: '一级指标', width: 8, align: 'left' },
      { label: '一级权重', width: 4, align: 'right' },
      { label: '二级指标', width: 12, align: 'left' },
      { label: '权重', width: 4, align: 'right' },
      { label: '计分方法', width: 8, align: 'left' },
      { label: '系数、标准值或分值', width: 11, align: 'left' },
      { label: '数据责任单位', width: 9, align: 'left' },
      { label: '计分条款', width: 32, align: 'left' },
      { label: '说明', width: 12, align: 'left' },
    ],
    rows: [
      ...scheme.indicators.map((indicator) => {
        const dimension = dimensionOf.get(indicator.dimension ?? '')
        const own: Partial<Settings> = { ...indicator.settings } as Partial<Settings>
        const remarks = [
          ...(indicator.carriedOver ? ['沿用上一版'] : []),
          ...(indicator.basis ? [indicator.basis] : []),
          ...settingNames.flatMap((name) =>
            own[name] === undefined ? [] : [`${settingWords[name].label}：${settingValue(name, own[name])}`],
          ),
        ]
        return [
          text(dimension?.name ?? '—'),
          weight(dimension?.weight),
          text(indicator.name),
          weight(indicator.weight),
          text(methodNames[indicator.method]),
          text(termsLine(indicator) || '—'),
          text(indicator.keeper ?? '—'),
          text(indicator.clause ?? '—'),
          text(remarks.join('；') || '—'),
        ]
      }),
      blank,
      line('计分设置', '取值（指标另有设置的，见该指标的说明）'),
      ...settingNames.map((name) => line(settingWords[name].label, settingValue(name, settingsOf(scheme)[name]))),
    ],
  }
}
