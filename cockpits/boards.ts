import { daysOf, distinct, type Window } from '#indicators/figures.ts'
import type { Source, Span } from '#indicators/measures.ts'

/**
 * A board of the cockpit: what units have of something, the most first. It is made of tallies alone, so that each of its numbers opens its records
 * (2023年3月31日版四).
 */
export type Board = {
  id: string
  name: string
  /** What it counts, in a sentence. */
  about: string
  /** The part of the cockpit that it stands in, where the manual names one. */
  part?: string
  /** Ledger or directory that stands behind it as a whole. */
  behind: readonly { label: string; module: string; directory?: true }[]
  /** Ordered by the first, then the second, … */
  columns: readonly BoardColumn[]
}

/** `over` all that is known when it is made up, or the days that a measure of this span takes; `less` is taken off. */
export type BoardColumn = { id: string; label: string; of: readonly Source[]; less?: readonly Source[]; over: Span | 'all' }

const NATIONAL = ['国家级'] as const
const CITY = ['市级'] as const

const column = (id: string, label: string, over: BoardColumn['over'], ...of: Source[]): BoardColumn => ({ id, label, of, over })

/** What was assigned, what of it is done, and what is not, begun or not. */
const assigned = (figure: string, words: readonly [string, string, string]): BoardColumn[] => [
  column('assigned', words[0], 'all', { figure }),
  { ...column('not-done', words[1], 'all', { figure }), less: [{ figure: `${figure}-done` }] },
  column('done', words[2], 'all', { figure: `${figure}-done` }),
]

export const districtBoards: readonly Board[] = [
  {
    id: 'brand',
    name: '改革品牌榜',
    about: '今年以来改革经验获全国性肯定评价、被5家中央媒体深度专题报道的次数。',
    behind: [{ label: '成效晾晒台账', module: 'reform/brand' }],
    columns: [
      column('national', '全国性肯定评价', 'year', { figure: 'national' }),
      column('reported', '中央媒体报道', 'year', { figure: 'reported' }),
    ],
  },
  {
    id: 'promoted',
    name: '一地创新·全市推广榜',
    about: '今年以来改革经验获全市推广的次数，以及获“一地创新、全市共享”的应用。',
    behind: [{ label: '成效晾晒台账', module: 'reform/brand' }],
    columns: [
      column('promoted', '全市推广', 'year', { figure: 'promoted' }),
      column('shared', '全市共享应用', 'stock', { figure: 'shared' }),
    ],
  },
  {
    id: 'demand',
    name: '改革需求热力榜',
    about: '各级各部门填报并采用的改革需求，以及推进改革需求清单任务的情况。',
    behind: [
      { label: '改革需求台账', module: 'reform/demand' },
      { label: '改革需求清单台账', module: 'reform/demand-task' },
    ],
    columns: [column('demands', '填报需求', 'all', { figure: 'demands' }), ...assigned('demand-tasks', ['清单任务', '未完成', '已完成'])],
  },
  {
    id: 'blockage',
    name: '问题破解',
    about: '各部门（区县）获交办的堵点卡点总量、推进情况、完成情况。',
    behind: [{ label: '堵点卡点台账', module: 'reform/blockage' }],
    columns: assigned('blockages', ['交办总量', '未完成', '已完成']),
  },
  {
    id: 'pilot',
    name: '改革试点',
    about: '各区县承接的改革试点、推进状态和试点成果；成果按数据条数计。',
    behind: [
      { label: '改革试点台账', module: 'reform/pilot' },
      { label: '试点推进台账', module: 'reform/pilot-progress' },
    ],
    columns: [
      column('all', '承接试点', 'all', { figure: 'pilots-carried' }),
      column('national', '国家级', 'all', { figure: 'pilots-carried', kinds: NATIONAL }),
      column('city', '市级', 'all', { figure: 'pilots-carried', kinds: CITY }),
      { ...column('under-way', '推进中', 'all', { figure: 'pilots-carried' }), less: [{ figure: 'pilots-finished' }] },
      column('finished', '已完成', 'all', { figure: 'pilots-finished' }),
      column('results', '试点成果', 'all', { figure: 'pilot-results' }),
    ],
  },
  {
    id: 'digital',
    name: '数字重庆建设',
    // 3.0版四: “重点关注”栏“数字重庆建设”指标项, and there the button “名录库”.
    part: '重点关注',
    about: '纳入名录库的“一件事”、查重通过的应用“三张清单”、开发上线的特色应用、获“一地创新、全市共享”的应用。',
    behind: [{ label: '名录库', module: 'digital/matter', directory: true }],
    columns: [
      column('matters', '一件事', 'stock', { figure: 'matters' }),
      column('three-lists', '三张清单', 'stock', { figure: 'three-lists' }),
      column('applications', '特色应用', 'stock', { figure: 'applications' }),
      column('shared', '全市共享', 'stock', { figure: 'shared' }),
    ],
  },
]

/** The days and figures that these columns add up in a period, and what they take off. */
export function windowsOf(columns: readonly BoardColumn[], period: { first: string; last: string }): { of: Window[]; less: Window[] } {
  const windows = (sources: (column: BoardColumn) => readonly Source[]) =>
    distinct(
      columns.flatMap((each) =>
        sources(each).map(({ figure, kinds = null }) => ({ figure, kinds, byKind: kinds !== null, ...daysOver(each.over, period) })),
      ),
    )
  return { of: windows(({ of }) => of), less: windows(({ less = [] }) => less) }
}

const daysOver = (over: BoardColumn['over'], period: { first: string; last: string }) =>
  over === 'all' ? { from: '1900-01-01', to: '9999-12-31' } : daysOf(over, period)
