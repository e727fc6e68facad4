import type { Scheme } from '#indicators/scheme.ts'
import type { Line } from '../office/lines.ts'
import { countsWords, methodLine, settingNames, settingValue, settingWords, tierWords, type SettingName } from '#indicators/scheme-words.ts'

/** A draft as one edits it: what is in it, from when it is in force, and what is noted. */
export type Draft = { content: Scheme; validFrom: string; note: string }

/** Everything that a draft says, in words: what two states of it are laid side by side by. */
export function schemeLines({ content, validFrom, note }: Draft): Line[] {
  const dimensionName = (id: string | undefined) => content.dimensions.find((each) => each.id === id)?.name ?? ''
  return [
    { key: 'name', label: '名称', text: content.name },
    { key: 'validFrom', label: '生效日期', text: validFrom },
    { key: 'validUntil', label: '失效日期', text: content.validUntil ?? '' },
    { key: 'full', label: '总分', text: content.full ?? '' },
    { key: 'source', label: '依据', text: content.source ?? '' },
    { key: 'note', label: '说明', text: note },
    ...settingLines('settings', '', content.settings),
    ...content.dimensions.flatMap(({ id, name, weight = '', clause = '' }) => [
      { key: `${id} name`, label: '一级指标名称', text: name },
      { key: `${id} weight`, label: `${name}：权重`, text: weight },
      { key: `${id} clause`, label: `${name}：计分说明`, text: clause },
    ]),
    ...content.indicators.flatMap((indicator) => {
      const { id, name, dimension, weight = '', clause = '', basis = '', counts, unit = '', keeper = '', carriedOver, settings } = indicator
      return [
        { key: `${id} name`, label: '二级指标名称', text: name },
        { key: `${id} dimension`, label: `${name}：所属一级指标`, text: dimensionName(dimension) },
        { key: `${id} weight`, label: `${name}：权重`, text: weight },
        { key: `${id} method`, label: `${name}：计分方法`, text: methodLine(indicator) },
        { key: `${id} rest`, label: `${name}：计分参数`, text: restOf(indicator) },
        { key: `${id} counts`, label: `${name}：统计内容`, text: countsWords(counts) },
        { key: `${id} clause`, label: `${name}：计分说明`, text: clause },
        { key: `${id} basis`, label: `${name}：依据`, text: basis },
        { key: `${id} unit`, label: `${name}：计量单位`, text: unit },
        { key: `${id} keeper`, label: `${name}：责任单位`, text: keeper },
        { key: `${id} carried`, label: `${name}：沿用上一版`, text: carriedOver ? '是' : '' },
        ...settingLines(`${id} settings`, `${name}：`, settings),
      ]
    }),
    { key: '@order', label: '排列顺序', text: [...content.dimensions, ...content.indicators].map(({ name }) => name).join('\n') },
  ]
}

function settingLines(key: string, before: string, settings: Scheme['settings']): Line[] {
  return settingNames
    .filter((name) => settings?.[name] !== undefined)
    .map((name: SettingName) => ({
      key: `${key} ${name}`,
      label: before + settingWords[name].label,
      text: settingValue(name, settings![name]!),
    }))
}

/** Numbers of a method that its line leaves out. */
function restOf(indicator: Scheme['indicators'][number]): string {
  if (indicator.method === 'linear')
    return [`基础系数 ${indicator.base ?? '0'}`, `浮动系数 ${indicator.span ?? '1'}`, indicator.clip === false ? '不封顶' : '']
      .filter(Boolean)
      .join('，')
  if (indicator.method === 'fixed-tiers')
    return [
      tierWords.between[indicator.between ?? 'proportion'],
      tierWords.above[indicator.above ?? 'cap'],
      tierWords.below[indicator.below ?? 'zero'],
    ].join('，')
  return ''
}
