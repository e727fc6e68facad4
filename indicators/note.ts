import { ZERO, type Exact } from './exact.ts'
import type { Case } from './methods/worked.ts'
import { settingValue } from './scheme-words.ts'
import type { Indicator } from './scheme.ts'
import type { Settings } from './settings.ts'
import { two } from './shown.ts'
import type { Standards } from './standards.ts'
import type { Measured } from './values.ts'

type Worked = { case: Case; score: Exact | null; figure: Measured }

/** The case that applied and the settings that decided it, in the words that stand beside the score. `standards` are those the figure was compared with. */
export function noteOf(indicator: Indicator, settings: Settings, standards: Standards | null, item: Worked): string {
  return [
    caseWords(indicator, settings, standards, item),
    medianWords(indicator, settings, standards, item),
    ...rateWords(indicator, settings, item),
    settings.itemPlaces !== null &&
      item.score !== null &&
      indicator.method !== 'display' &&
      `得分${settingValue('itemPlaces', settings.itemPlaces)}`,
  ]
    .filter(Boolean)
    .join('；')
}

/** What stands beside an index that is shown higher than it is; null of any other. */
export const floorNote = ({ index, total }: { index: string | null; total: string | null }): string | null =>
  index === null || total === null || index === total ? null : `合计${two(total)}分，指数显示为${two(index)}，按实际值排名`

function caseWords(indicator: Indicator, settings: Settings, standards: Standards | null, item: Worked): string {
  const everybody = settings.scope === 'group' ? '本片区各单位' : '各单位'
  const setting = (...named: Parameters<typeof settingValue>) => settingValue(...named).replace('各单位', everybody)
  switch (item.case) {
    case 'between':
      return betweenWords(indicator)
    case 'best':
    case 'worst':
      return endWords(indicator, settings, standards, item, item.case)
    case 'middle-is-best':
    case 'middle-is-worst':
      return degenerateWords(settings, standards!, item, item.case === 'middle-is-best' ? 'best' : 'worst')
    case 'middle':
      return indicator.method === 'three-tier' ? '等于中间档标准值' : '等于其中一档标准值'
    case 'all-equal':
      return `${everybody}指标值${allEqualWords(settings, standards!)}`
    case 'above':
    case 'below':
      return beyondWords(indicator, settings, item)
    case 'by-kind':
      return indicator.method === 'deduction' ? '按件次扣分' : '按件次加分'
    case 'capped':
      return indicator.method === 'deduction' ? `已达扣分上限，最多扣${settings.deductionCap}分` : '已达权重，最多计满分'
    case 'entered':
      return '得分由人工录入'
    case 'shown':
      return '仅展示，不计分'
    case 'not-applicable':
      return `没有应完成的事项，不参与标准值计算${outcome(indicator, setting('notApplicable', settings.notApplicable))}`
    case 'none-applicable':
      return `${everybody}均没有应完成的事项${outcome(indicator, setting('allNotApplicable', settings.allNotApplicable))}`
    case 'missing':
      return `数据未到${outcome(indicator, setting('missing', item.score === null ? 'pending' : settings.missing))}`
    case 'none-came':
      return `各单位数据均未到${outcome(indicator, setting('allMissing', settings.allMissing))}`
  }
}

/** Nothing follows for what is only shown. */
const outcome = ({ method }: Indicator, words: string) => (method === 'display' ? '' : `，${words}`)

function betweenWords(indicator: Indicator): string {
  if (indicator.method === 'linear') return '介于下限和上限之间，按比例计分'
  const steps = indicator.method === 'fixed-tiers' && indicator.between === 'step'
  return `介于两档标准值之间，${steps ? '按较低一档计分' : '按比例计分'}`
}

type End = 'best' | 'worst'

const atEnd = { best: '达到最优档标准值', worst: '等于最低档标准值' }
const endName = { best: '最优档', worst: '最低档' }
/** What `degenerate` means for a figure that is two standards at once. */
const rules = { 'ends-first': '先看两端', 'reach-high': '取较高一档', 'reach-low': '取较低一档' }

function endWords(indicator: Indicator, settings: Settings, standards: Standards | null, item: Worked, end: End): string {
  if (indicator.method === 'linear') return `${end === 'best' ? '达到' : '等于'}${boundName(settings, end)}`
  if (indicator.method === 'three-tier' && isValue(item, standards!.middle)) return twoAtOnce(settings, end, endName[end])
  return atEnd[end]
}

function degenerateWords(settings: Settings, standards: Standards, item: Worked, end: End): string {
  if (isValue(item, standards[end])) return twoAtOnce(settings, end, '中间档')
  const other = end === 'best' ? 'worst' : 'best'
  return `中位值与${endName[end]}标准值相同，介于其与${endName[other]}标准值之间，按比例计分`
}

const twoAtOnce = ({ degenerate }: Settings, end: End, coefficient: string) =>
  `${atEnd[end]}，中位值与其相同，${rules[degenerate]}，按${coefficient}系数计分`

const isValue = ({ figure }: Worked, value: Exact) => figure.state === 'valued' && figure.value.equals(value)

function allEqualWords({ allEqual, direction }: Settings, { best }: Standards): string {
  if (allEqual !== 'zero-floor-else-full') return `相同，${settingValue('allEqual', allEqual).replace('均', '')}`
  if (direction === 'less') return '相同，计满分'
  return best.equals(ZERO) ? '均为0，计最低档' : '相同且不为0，计满分'
}

/** Which bound is the better end and which the other: turned round where less is better. */
const boundName = ({ direction }: Settings, end: End) => ((end === 'best') === (direction === 'more') ? '上限' : '下限')

function beyondWords(indicator: Indicator, settings: Settings, { case: found, score }: Worked): string {
  const above = found === 'above'
  if (indicator.method === 'linear') {
    const bound = boundName(settings, above ? 'best' : 'worst')
    return `${bound === '上限' ? '高于上限' : '低于下限'}，按${indicator.clip === false ? '比例' : bound}计分`
  }
  const tiers = indicator.method === 'fixed-tiers' ? indicator : null
  // A single standard has no proportion to go on in.
  const goesOn = tiers !== null && tiers.standards.length > 1 && tiers[above ? 'above' : 'below'] === 'extend'
  if (above) return `优于最优档标准值，${goesOn ? '按比例增加' : '封顶'}`
  if (!goesOn) return '未达到最低档标准值，计零分'
  return `未达到最低档标准值，按比例递减${score?.equals(ZERO) ? '，减至零分' : ''}`
}

/** The median of an even number of figures, where the score rests on it and the middle two differ. */
function medianWords({ method }: Indicator, { median }: Settings, standards: Standards | null, item: Worked): string | null {
  if (method !== 'three-tier' || !standards?.split) return null
  const rests =
    ['between', 'middle', 'middle-is-best', 'middle-is-worst'].includes(item.case) ||
    (['best', 'worst'].includes(item.case) && isValue(item, standards.middle))
  return rests ? `中位值${settingValue('median', median)}` : null
}

function rateWords({ measure }: Indicator, { ratePlaces }: Settings, { figure }: Worked): (string | null)[] {
  if (measure !== 'ratio' || figure.state !== 'valued') return []
  return [
    figure.capped ? '完成数多于应完成数，比率按100%计' : null,
    ratePlaces === null ? null : `比率（%）${settingValue('ratePlaces', ratePlaces)}`,
  ]
}
