import { brief } from './exact.ts'
import { measures } from './measures.ts'
import { weightOf, type Indicator } from './scheme.ts'
import { DEFAULTS, type Settings } from './settings.ts'

/** What a scheme says, in the words of docs/scoring.md as an official reads them. */

export type Method = Indicator['method']

export const methodNames: Record<Method, string> = {
  'two-tier': '功效系数法（两档）',
  'three-tier': '功效系数法（三档）',
  'fixed-tiers': '固定标准值分档',
  linear: '按比例计分',
  deduction: '按件次扣分',
  sum: '按件次加分',
  manual: '人工评分',
  display: '仅晾晒，不计分',
}

export const measureKinds: Record<NonNullable<Indicator['measure']>, string> = {
  amount: '数值（不小于0）',
  count: '件数（没有记录即为0）',
  signed: '数值（可为负数）',
  ratio: '比率（完成数÷应完成数）',
}

/** What happens between, above and below standards that are given as numbers. */
export const tierWords = {
  between: { proportion: '两档之间按比例计分', step: '两档之间按较低一档计分' },
  above: { cap: '高于最高标准值的封顶', extend: '高于最高标准值的按比例增加' },
  below: { zero: '低于最低标准值的计零分', extend: '低于最低标准值的按比例递减' },
} as const

/** What an indicator counts. */
export const countsWords = (counts: string | undefined): string =>
  counts === undefined ? '人工录入，不从台账统计' : (measures[counts]?.name ?? counts)

/** What the happenings of the printed schemes are called (有事法则). */
const happenings: Readonly<Record<string, string>> = {
  opinion: '重大负面舆情',
  larger: '较大群体性事件',
  major: '重大群体性事件',
  extreme: '特别重大群体性事件',
}

/** What a kind of happening is called that a rate is given for. */
export const kindWord = (kind: string): string => (Object.hasOwn(happenings, kind) ? happenings[kind]! : kind)

/** The kinds that are told apart in what an indicator counts. */
export function kindsCounted({ counts }: Pick<Indicator, 'counts'>): string[] {
  const measure = counts === undefined ? undefined : measures[counts]
  return measure?.takes === 'kinds' ? Object.values(measure.as) : []
}

/** What a method takes: coefficients, standards, points a happening; empty where it takes nothing. */
export function termsLine(indicator: Indicator): string {
  switch (indicator.method) {
    case 'two-tier':
    case 'three-tier':
      return `系数 ${indicator.coefficients.join('、')}`
    case 'fixed-tiers':
      return indicator.standards.map((standard, at) => `${standard} 得 ${indicator.coefficients[at] ?? '—'}`).join('，')
    case 'linear':
      return `下限 ${indicator.lower}，上限 ${indicator.upper}，基础系数 ${indicator.base ?? '0'}，幅度 ${indicator.span ?? '1'}`
    case 'deduction':
    case 'sum':
      return Object.entries(indicator.rates ?? {})
        .map(([kind, rate]) => `${kindWord(kind)} ${rate} 分`)
        .join('，')
    default:
      return ''
  }
}

/** How an indicator is scored, with its own numbers. */
export const methodLine = (indicator: Indicator): string => [methodNames[indicator.method], termsLine(indicator)].filter(Boolean).join('，')

/** The weight without idle zeros; nothing where there is none. */
export const weightWords = (of: { weight?: string | undefined }): string => (of.weight === undefined ? '' : `${brief(weightOf(of))}分`)

export type SettingName = keyof Settings

type Value = Settings[SettingName]

/** A setting: what it decides, and what each of its values means. `at` says where it may be set: of the whole, or of indicators for which `fits` holds. */
export type SettingWords = { label: string; values: readonly (readonly [Value, string])[]; fits?: (indicator: Indicator) => boolean }

const tiered = ({ method }: Indicator) => method === 'two-tier' || method === 'three-tier'
const ratio = ({ measure }: Indicator) => measure === 'ratio'
const scored = ({ method }: Indicator) => method !== 'display'
const measured = ({ method }: Indicator) => ['two-tier', 'three-tier', 'fixed-tiers', 'linear'].includes(method)

const PLACES = [0, 1, 2, 3, 4, 6].map((places) => [places, places === 0 ? '取整数' : `保留${places}位小数`] as const)

export const settingWords: Record<SettingName, SettingWords> = {
  median: {
    label: '单位个数为偶数时的中位值',
    values: [
      ['mean', '取中间两个值的平均值'],
      ['low', '取中间两个值中较小的'],
      ['high', '取中间两个值中较大的'],
    ],
    fits: ({ method }) => method === 'three-tier',
  },
  degenerate: {
    label: '中位值等于最大值或最小值时',
    values: [
      ['ends-first', '先看两端：达到最优值得最高系数，处于最低值得最低系数'],
      ['reach-high', '中位值等于最低值的，按中间档系数计'],
      ['reach-low', '中位值等于最优值的，按中间档系数计'],
    ],
    fits: ({ method }) => method === 'three-tier',
  },
  allEqual: {
    label: '各单位指标值全部相同时',
    values: [
      ['zero-floor-else-full', '均为0的计最低档，其余计满分'],
      ['full', '均计满分'],
      ['floor', '均计最低档'],
      ['mid', '均计中间档'],
    ],
    fits: tiered,
  },
  notApplicable: {
    label: '没有应完成事项的单位',
    values: [
      ['peer-mean', '取各单位平均得分'],
      ['full', '计满分'],
      ['floor', '计最低档'],
      ['mid', '计中间档'],
      ['zero', '计零分'],
      ['rescale', '不计该项，分值按比例分给其他指标'],
    ],
    fits: ratio,
  },
  allNotApplicable: {
    label: '各单位均没有应完成事项时',
    values: [
      ['full', '均计满分'],
      ['floor', '均计最低档'],
      ['drop', '不计该项，可得总分相应减少'],
    ],
    fits: ratio,
  },
  missing: {
    label: '指标值未到的单位',
    values: [
      ['pending', '待定：不生成指数和排名'],
      ['peer-mean', '取各单位平均得分'],
      ['floor', '计最低档'],
      ['zero', '指标值按0计（件数的默认规则）'],
    ],
    fits: scored,
  },
  allMissing: {
    label: '各单位指标值均未到时',
    values: [
      ['drop', '不计该项，可得总分相应减少'],
      ['full', '均计满分'],
      ['floor', '均计最低档'],
    ],
    fits: scored,
  },
  rateCap: {
    label: '比率超过100%时',
    values: [
      [true, '按100%计'],
      [false, '按实际比率计'],
    ],
    fits: ratio,
  },
  ratePlaces: { label: '比率（%）的小数位', values: [[null, '不取舍，按分数精确计算'], ...PLACES], fits: ratio },
  direction: {
    label: '指标方向',
    values: [
      ['more', '越多越好'],
      ['less', '越少越好'],
    ],
    fits: measured,
  },
  scope: {
    label: '标准值的比较范围',
    values: [
      ['all', '全部单位'],
      ['group', '本片区内'],
    ],
    fits: measured,
  },
  rounding: {
    label: '取舍方法',
    values: [
      ['half-up', '四舍五入'],
      ['half-even', '四舍六入五成双（显示和排名所用的小数位仍四舍五入）'],
    ],
  },
  itemPlaces: { label: '各项得分的小数位', values: [[null, '不取舍，合计后一次取舍'], ...PLACES], fits: scored },
  rank: {
    label: '同分的名次',
    values: [
      ['competition', '并列，占用后面的名次（1、2、2、4）'],
      ['dense', '并列，不占用后面的名次（1、2、2、3）'],
      ['modified', '并列，取靠后的名次（1、3、3、4）'],
      ['ordinal', '不并列，依次排列（1、2、3、4）'],
    ],
  },
  rankPlaces: { label: '按几位小数排名', values: [...PLACES, [null, '按精确值']] },
  deductionCap: { label: '扣分上限', values: [[null, '不封顶']], fits: ({ method }) => method === 'deduction' },
  indexFloor: {
    label: '指数低于0时',
    values: [
      ['0', '显示为0.00，按实际值排名'],
      [null, '如实显示负数'],
    ],
  },
  bands: { label: '五色分档', values: [] },
}

const bandMethods: Record<NonNullable<Settings['bands']['method']>, string> = {
  rank: '按名次等分，同分同色（就高）',
  interval: '按最低可得分至满分等距划分',
  thresholds: '按分界值划分',
}

export const bandChoices = Object.entries(bandMethods).map(([value, label]) => ({ value, label }))

/** A setting's value in words. */
export function settingValue(name: SettingName, value: Value): string {
  if (name === 'bands') {
    const { method = 'rank', thresholds = [] } = value as Settings['bands']
    return bandMethods[method] + (method === 'thresholds' ? `：${thresholds.join('、')}（一级指标按其满分占总分的比例折算）` : '')
  }
  const known = settingWords[name].values.find(([each]) => each === value)
  if (known) return known[1]
  if (typeof value === 'number') return `保留${value}位小数`
  return name === 'deductionCap' ? `最多扣${value as string}分` : JSON.stringify(value)
}

export const settingNames = Object.keys(settingWords) as SettingName[]

/** What a scheme or an indicator decides otherwise than by default. */
export const isDefault = (name: SettingName, value: Value): boolean => JSON.stringify(value) === JSON.stringify(DEFAULTS[name])
