import type { Incident } from '../recognition.ts'
import { demonstration, itemised } from '../progress.ts'
import type { AssignedTelling } from './assigned.ts'
import type { DemandTelling } from './demands.ts'

/** Days are counted back from 31 March 2023. All invented: no such happening is known of these districts. */
export const earlyIncidents: readonly Incident[] = [
  {
    ...{ owner: 'dept-wangxinban', days: 47, reached: 'approved' },
    values: {
      ...{ title: '公共停车泊位共享改革引发网络舆情（演示）', kind: '重大负面舆情', concerns: '区县', district: '500117' },
      details: '共享时段调整公示期间引发集中讨论，属地说明情况、优化时段后平息（演示）。',
    },
  },
  {
    ...{ owner: 'dept-xinfangban', days: 26, reached: 'approved' },
    values: {
      ...{ title: '农村客运公司化改革引发群体性事件（演示）', kind: '群体性事件', level: '较大', concerns: '区县', district: '500235' },
      details: '经营权收回补偿标准沟通不充分引发聚集，经现场协调、完善补偿办法后化解（演示）。',
    },
  },
]

/** Of the quarter before the last full one, counted back from the end of that one. */
export const recentIncident: Incident = {
  ...{ owner: 'dept-wangxinban', days: 128, reached: 'approved' },
  values: {
    ...{ title: '社区食堂运营改革引发网络舆情（演示）', kind: '重大负面舆情', concerns: '区县', district: '500116' },
    details: '补贴标准调整引发集中讨论，属地公开测算依据、完善方案后平息（演示）。',
  },
}

export const earlyDemands: readonly DemandTelling[] = [
  {
    ...{ owner: '500103', days: 70, reached: 'approved', track: 'economy.business-environment' },
    title: '建立涉企政策“免申即享”兑现机制',
    channel: '群众企业基层有期盼',
    description: '企业反映，惠企政策申报材料多、兑现周期长，希望通过数据比对直接兑现。建议建立免申即享政策清单和资金直达机制（演示）。',
  },
  {
    ...{ owner: '500112', days: 58, reached: 'approved', track: 'opening.corridor' },
    title: '健全航空物流与陆海新通道联动体系',
    channel: '重庆发展有堵点',
    description: '航空与铁路货运信息不共享、转运手续重复，成为通道物流的堵点。建议健全联动规则，开展改革（演示）。',
  },
  {
    ...{ owner: '500236', days: 45, reached: 'approved', track: 'urban-rural.agriculture' },
    title: '建立农产品产地追溯与信用评价机制',
    channel: '先进省市有经验',
    description: '浙江省建立农产品产地追溯与经营主体信用评价联动制度，运行成熟。我县脐橙产业主体集中，有条件复制推广（演示）。',
  },
  {
    ...{ owner: 'dept-rensheju', days: 33, reached: 'approved', track: 'livelihood.employment' },
    title: '探索建立新就业形态职业伤害保障制度',
    channel: '党中央国务院有部署',
    description: '国务院部署开展新就业形态职业伤害保障试点，当前参保、认定、待遇规则尚不完善，建议开展改革（演示）。',
  },
]

const report = (status: '推进中' | '已完成', ...items: string[]) => ({ status, details: demonstration(itemised(items)) })

/** Done before the report was made, reported on once, and only just assigned: each was finished in the quarter after. */
export const earlyBlockages: readonly AssignedTelling[] = [
  {
    title: '水电气报装跨部门审批环节多',
    asked: '请牵头精简报装环节，建立并联审批和限时办结机制（演示）。',
    ...{ lead: 'dept-jingxinwei', coUnits: ['dept-zhujianwei', '500105'], days: 80, due: -40, reached: 'approved' },
    rounds: [
      {
        ...{ days: 45, reached: 'approved' },
        report: report('已完成', '出台报装并联审批办法，实现一次申请、并联办理', '上线报装联办应用，推动办理时限压减'),
      },
    ],
  },
  {
    title: '“涉企保证金”退还周期长',
    asked: '请建立保证金到期提醒和主动退还制度（演示）。',
    ...{ lead: 'dept-caizhengju', coUnits: ['dept-zhujianwei'], days: 62, due: -20, reached: 'approved' },
    rounds: [
      {
        ...{ days: 24, reached: 'approved' },
        report: report('推进中', '制定保证金清单，明确退还条件，实现底数清', '建立到期提醒机制，推动主动退还'),
      },
      {
        ...{ days: -60, reached: 'approved' },
        report: report('已完成', '出台主动退还办法，实现到期即退', '建立台账核销机制，实现应退尽退'),
      },
    ],
  },
  {
    title: '老年人跨区县异地体检结果不互认',
    asked: '请建立体检结果互认目录和数据共享机制（演示）。',
    ...{ lead: 'dept-weijianwei', coUnits: ['dept-minzhengju'], days: 18, due: 20, reached: 'approved' },
    rounds: [
      {
        ...{ days: -14, reached: 'approved' },
        report: report('推进中', '制定互认目录，明确质量控制标准，实现有据可依', '建立数据共享机制，推动结果调阅'),
      },
      {
        ...{ days: -75, reached: 'approved' },
        report: report('已完成', '出台互认办法，实现六类结果全市互认', '上线互认应用，推动结果实时调阅'),
      },
    ],
  },
]
