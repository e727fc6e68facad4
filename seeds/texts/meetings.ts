import type { Round } from './assigned.ts'
import { demonstration, itemised } from '../progress.ts'

/** Days from today, below zero in the past. */
export type DecisionTelling = {
  what: string
  asked?: string
  lead: string
  coUnits?: string[]
  due: number
  rounds?: Round[]
}

export type MeetingTelling = {
  session: string
  held: number
  agenda: { topic: string; speaker?: string }[]
  decisions?: DecisionTelling[]
  reached: 'entry' | 'publish' | 'approved'
}

const words = (...items: string[]) => demonstration(itemised(items))

/** 深改委会议. No meeting that was held: numbered so that nobody mistakes them. */
export const meetings: readonly MeetingTelling[] = [
  {
    ...{ session: '演示第一次', held: -130, reached: 'approved' },
    agenda: [
      { topic: '审议《健全城市更新可持续推进机制实施方案》（演示）', speaker: 'dept-zhujianwei' },
      { topic: '听取营商环境改革情况汇报（演示）', speaker: 'dept-fagaiwei' },
    ],
    decisions: [
      {
        what: '建立城市更新项目全周期管理制度',
        asked: '会同有关部门明确项目生成、实施、评估各环节责任，形成管理制度（演示）。',
        ...{ lead: 'dept-zhujianwei', coUnits: ['dept-guiziju', '500103'], due: -90 },
        rounds: [
          {
            ...{ days: 96, reached: 'approved' },
            report: {
              status: '推进中',
              details: words('制定全周期管理办法初稿，明确五个环节责任，推动部门会签', '建立项目库动态管理机制，实现有进有出'),
            },
          },
          {
            ...{ days: 30, reached: 'approved' },
            report: {
              status: '已完成',
              details: words('出台《城市更新项目管理办法》，实现全周期闭环', '上线项目管理应用，汇集各区县项目数据，实现在线调度'),
            },
          },
        ],
      },
      {
        what: '健全涉企检查统筹机制',
        asked: '建立检查计划统筹、扫码入企和结果互认制度，减少重复检查（演示）。',
        ...{ lead: 'dept-sifaju', coUnits: ['dept-shichangjianguanju'], due: -85 },
        rounds: [
          {
            ...{ days: 88, reached: 'approved' },
            report: {
              status: '推进中',
              details: words('制定涉企检查事项清单，合并重复事项，实现检查次数下降', '建立检查计划备案制度，推动跨部门联合检查'),
              problems: demonstration('检查结果互认的法规依据不足。'),
            },
          },
        ],
      },
      {
        what: '探索建立企业诉求闭环办理机制',
        ...{ lead: '500112', due: -80 },
      },
    ],
  },
  {
    ...{ session: '演示第二次', held: -24, reached: 'approved' },
    agenda: [
      { topic: '审议《完善基层治理体系改革方案》（演示）', speaker: 'dept-shehuigongzuobu' },
      { topic: '研究区县改革报表运行情况（演示）' },
    ],
    decisions: [
      {
        what: '建立镇街权责清单动态调整制度',
        asked: '梳理镇街承担事项，明确准入程序（演示）。',
        ...{ lead: 'dept-bianban', coUnits: ['500101', '500154'], due: 20 },
        rounds: [
          {
            ...{ days: 5, reached: 'review' },
            report: { status: '推进中', details: words('制定清单模板，明确三类事项，推动镇街减负', '建立准入审核机制，实现增减有据') },
          },
        ],
      },
      {
        what: '健全网格事件分级处置机制',
        ...{ lead: '500107', coUnits: ['dept-zhengfawei'], due: 10 },
        rounds: [
          {
            ...{ days: 7, reached: 'confirm' },
            report: { status: '推进中', details: words('制定网格事件分级清单，实现分类派单', '上线处置应用，汇集网格数据，实现限时办结') },
          },
        ],
      },
      { what: '完善社区工作者职业体系', ...{ lead: 'dept-minzhengju', due: 16 } },
    ],
  },
  {
    ...{ session: '演示第三次', held: -8, reached: 'publish' },
    agenda: [{ topic: '审议《健全多层次社会保障体系改革方案》（演示）', speaker: 'dept-rensheju' }],
    decisions: [{ what: '建立灵活就业人员参保激励机制', ...{ lead: 'dept-rensheju', coUnits: ['dept-caizhengju'], due: 40 } }],
  },
  { ...{ session: '演示第四次', held: -6, reached: 'entry' }, agenda: [{ topic: '听取年度改革工作情况汇报（演示）' }] },
]
