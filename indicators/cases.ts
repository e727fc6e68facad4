import type { Case } from './methods/worked.ts'

/** The case that applied, in the words that stand beside the score. */
export const caseWords: Record<Case, string> = {
  between: '介于两档标准值之间，按比例计分',
  best: '达到最优档标准值',
  middle: '等于中间档标准值',
  worst: '等于最低档标准值',
  'middle-is-best': '中位值与最优值相同，按两端计分',
  'middle-is-worst': '中位值与最低值相同，按两端计分',
  'all-equal': '各单位指标值相同',
  above: '高于最高标准值',
  below: '低于最低标准值',
  'by-kind': '按件次计分',
  capped: '已达上限',
  entered: '得分由人工录入',
  shown: '仅展示，不计分',
  'not-applicable': '没有应完成的事项，不参与标准值计算',
  'none-applicable': '各单位均没有应完成的事项',
  missing: '数据未到',
  'none-came': '各单位数据均未到',
}
