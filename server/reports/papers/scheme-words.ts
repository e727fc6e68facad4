import type { Indicator } from '#indicators/scheme.ts'
import type { Settings } from '#indicators/settings.ts'

/** What a method is called. */
export const methodWords: Record<Indicator['method'], string> = {
  'two-tier': '两档功效系数法',
  'three-tier': '三档功效系数法',
  'fixed-tiers': '按给定标准值分档',
  linear: '线性计分',
  deduction: '按件次扣分',
  sum: '累计得分',
  manual: '人工录入得分',
  display: '只展示，不计分',
}

/** What a method takes: coefficients, standards, points a happening. */
export function termsWords(indicator: Indicator): string {
  switch (indicator.method) {
    case 'two-tier':
    case 'three-tier':
      return `系数 ${indicator.coefficients.join('、')}`
    case 'fixed-tiers':
      return `标准值 ${indicator.standards.join('、')}；系数 ${indicator.coefficients.join('、')}`
    case 'linear':
      return `下限 ${indicator.lower}，上限 ${indicator.upper}，基础系数 ${indicator.base ?? '0'}，幅度 ${indicator.span ?? '1'}`
    case 'deduction':
      return ratesWords(indicator.rates)
    case 'sum':
      return indicator.rates ? ratesWords(indicator.rates) : '—'
    case 'manual':
    case 'display':
      return '—'
  }
}

const ratesWords = (rates: Record<string, string>) =>
  Object.entries(rates)
    .map(([kind, points]) => `${happenings[kind] ?? kind} ${points}分`)
    .join('、')

/** What happenings of the printed schemes are called. */
export const happenings: Record<string, string> = {
  opinion: '重大负面舆情',
  larger: '较大群体性事件',
  major: '重大群体性事件',
  extreme: '特别重大群体性事件',
}

/** What the manuals leave open, by name, and what was decided, in words. */
export function settingWords(settings: Settings): { name: string; value: string }[] {
  const { bands, ...rest } = settings
  const told = Object.entries(rest).map(([key, value]) => {
    const [name, values] = settingNames[key as keyof typeof rest]
    return { name, value: values[String(value)] ?? (value === null ? '不设' : String(value)) }
  })
  const border = bands.method === 'thresholds' ? `：${bands.thresholds.join('、')}` : ''
  return [
    ...told,
    { name: '五色分档', value: `${{ rank: '按排名等分', interval: '按可得区间等分', thresholds: '按分界值' }[bands.method]}${border}` },
  ]
}

const settingNames: Record<Exclude<keyof Settings, 'bands'>, [name: string, values: Record<string, string>]> = {
  median: ['偶数个值的中位值', { mean: '中间两个值的平均', low: '中间两个值中较小的', high: '中间两个值中较大的' }],
  degenerate: [
    '中位值与最大值或最小值相同',
    { 'ends-first': '先按两端计分', 'reach-high': '最小值按中间档计分', 'reach-low': '最大值按中间档计分' },
  ],
  allEqual: [
    '各单位指标值相同',
    { 'zero-floor-else-full': '均为零的计最低档，否则计满分', full: '计满分', floor: '计最低档', mid: '计中间档' },
  ],
  notApplicable: [
    '单位没有应完成的事项',
    { 'peer-mean': '取各单位平均得分', full: '计满分', floor: '计最低档', mid: '计中间档', zero: '计零分', rescale: '权重由其他指标承担' },
  ],
  allNotApplicable: ['各单位均没有应完成的事项', { full: '计满分', floor: '计最低档', drop: '不计入' }],
  missing: ['指标值未到', { pending: '待补，不生成指数和排名', 'peer-mean': '取各单位平均得分', floor: '计最低档', zero: '按零计' }],
  allMissing: ['各单位指标值均未到', { drop: '不计入', full: '计满分', floor: '计最低档' }],
  rateCap: ['比率最高为100%', { true: '是', false: '否' }],
  ratePlaces: ['百分比取小数位数', { null: '不取整' }],
  direction: ['指标值的方向', { more: '越大越好', less: '越小越好' }],
  scope: ['标准值的范围', { all: '全部单位', group: '本片区单位' }],
  rounding: ['舍入', { 'half-up': '四舍五入', 'half-even': '四舍六入五成双' }],
  itemPlaces: ['单项得分取小数位数', { null: '不取整' }],
  rank: [
    '同分排名',
    { competition: '并列，其后空出名次', dense: '并列，其后不空名次', modified: '并列，取其中靠后的名次', ordinal: '不并列' },
  ],
  rankPlaces: ['排名所取小数位数', { null: '不取整' }],
  deductionCap: ['扣分上限', {}],
  indexFloor: ['综合指数下限', {}],
}
