/** What of the tallies a measure adds up: a figure, of certain kinds or of all. */
export type Source = { figure: string; kinds?: readonly string[] }

/**
 * From which days on it counts, always to the period’s last day: a stock from the beginning, what happened from 1 January of that year, or of the period alone.
 */
export type Span = 'stock' | 'year' | 'period'

export type Measure = { name: string; span: Span } & (
  | { takes: 'count' | 'amount'; of: readonly Source[] }
  | { takes: 'ratio'; passed: readonly Source[]; due: readonly Source[] }
  | { takes: 'kinds'; of: Source; as: Readonly<Record<string, string>> }
)

const COUNTED = ['国家级', '市级'] as const
const NATIONAL = ['国家级'] as const

/** What is done of what was to be done. */
const done = (name: string, figure: string): Measure => ({
  name,
  span: 'stock',
  takes: 'ratio',
  passed: [{ figure: `${figure}-done` }],
  due: [{ figure }],
})

const count = (name: string, span: Span, ...of: Source[]): Measure => ({ name, span, takes: 'count', of })

const accepted = (name: string, kinds: readonly string[], strictly: boolean): Measure => ({
  name,
  span: 'stock',
  takes: 'ratio',
  passed: [{ figure: 'pilots-accepted', kinds }, ...(strictly ? [] : [{ figure: 'pilots-accepted-late', kinds }])],
  due: [{ figure: 'pilots-due', kinds }],
})

/** What an indicator may count, by the name that its scheme gives under `counts`. */
export const measures: Record<string, Measure> = {
  pilots: count('承接的国家级和市级试点', 'stock', { figure: 'pilots', kinds: COUNTED }),
  'national-pilots': count('承接的国家级试点', 'stock', { figure: 'pilots', kinds: NATIONAL }),
  accepted: accepted('国家级和市级试点通过验收数与应验收数', COUNTED, false),
  'accepted-on-time': accepted('国家级和市级试点按时通过验收数与应验收数', COUNTED, true),
  'national-accepted': accepted('国家级试点通过验收数与应验收数', NATIONAL, false),
  'national-accepted-on-time': accepted('国家级试点按时通过验收数与应验收数', NATIONAL, true),
  national: count('改革经验获全国性肯定评价', 'year', { figure: 'national' }),
  promoted: count('改革经验获全市推广', 'year', { figure: 'promoted' }),
  reported: count('改革经验被5家中央媒体深度专题报道', 'year', { figure: 'reported' }),
  survey: { name: '社情民意电话调查满意度', span: 'period', takes: 'amount', of: [{ figure: 'survey' }] },
  risk: {
    name: '重大负面舆情和群体性事件',
    span: 'year',
    takes: 'kinds',
    of: { figure: 'risk' },
    as: { 重大负面舆情: 'opinion', 较大: 'larger', 重大: 'major', 特别重大: 'extreme' },
  },
  matters: count('纳入名录库的“一件事”', 'stock', { figure: 'matters' }),
  'three-lists': count('查重通过的应用“三张清单”', 'stock', { figure: 'three-lists' }),
  applications: count('开发上线的特色应用', 'stock', { figure: 'applications' }),
  'project-milestones': done('里程碑节点完成数与应完成数', 'milestones'),
  'projects-done': done('重大改革项目完成数与应完成数', 'projects'),
  'project-results': { name: '标志性成果', span: 'stock', takes: 'count', of: [{ figure: 'project-results' }] },
  recognised: count('改革经验获肯定、报道', 'year', { figure: 'national' }, { figure: 'reported' }),
  blockages: done('堵点卡点办结数与交办数', 'blockages'),
  decisions: done('会议决定事项办结数与交办数', 'decisions'),
  shared: count('获“一地创新、全市共享”的应用', 'stock', { figure: 'shared' }),
}

/** Everything a measure reads. */
export function sourcesOf(measure: Measure): readonly Source[] {
  if (measure.takes === 'ratio') return [...measure.passed, ...measure.due]
  return measure.takes === 'kinds' ? [measure.of] : measure.of
}
