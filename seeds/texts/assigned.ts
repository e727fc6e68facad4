import { demonstration, itemised } from '../progress.ts'

type Report = { status: '未启动' | '推进中' | '已完成'; details: string; problems?: string }

/** One report: how many days ago it was sent, what it said (nothing new when absent), and where it came to. */
export type Round = {
  days: number
  report?: Report
  reached: 'report' | 'review' | 'confirm' | 'approved'
  returned?: { at: 'review' | 'confirm'; code: string; words: string; pins: string[] }
}

/** `days` ago it was assigned; `due` days from today the first report is due, below zero where that day has passed. */
export type AssignedTelling = {
  title: string
  asked: string
  lead: string
  coUnits?: string[]
  /** The title of a demand told before. */
  source?: string
  days: number
  due: number
  reached: 'entry' | 'report' | 'approved'
  rounds?: Round[]
  extension?: { until: number; words: string; answer?: 'grant' | 'deny' }
}

const report = (status: Report['status'], items: string[], problems?: string): Report => ({
  status,
  details: demonstration(itemised(items)),
  ...(problems ? { problems: demonstration(problems) } : {}),
})

/** 改革需求清单. Invented. */
export const demandTasks: readonly AssignedTelling[] = [
  {
    title: '健全检查检验结果互认体系',
    source: '健全检查检验结果互认体系',
    asked:
      '1.制定全市检查检验结果互认项目目录和质量控制标准；\n2.建立互认责任划分和争议处理机制；\n3.开发互认应用，实现市、区县医院检查结果实时调阅（演示）。',
    ...{ lead: 'dept-weijianwei', coUnits: ['dept-yibaoju', '500103', '500107'], days: 214, due: -184, reached: 'approved' },
    rounds: [
      {
        ...{ days: 190, reached: 'approved' },
        report: report(
          '推进中',
          ['制定互认项目目录（第一批），明确六大类检查检验项目，实现互认有据可依', '建立市级质量控制中心联席机制，实现室间质评结果共享'],
          '部分项目缺少统一的质量控制标准。',
        ),
      },
      {
        ...{ days: 150, reached: 'approved' },
        report: report(
          '推进中',
          [
            '出台《检查检验结果互认管理办法》，明确接诊医师互认责任和免责情形，实现应认尽认',
            '开发互认应用，汇集三级医院影像数据，实现跨院调阅',
            '建立月度通报机制，推动互认率逐月提升',
          ],
          '基层医疗机构数据标准不统一，数据共享的政策依据不足。',
        ),
      },
      { days: 98, reached: 'approved' },
    ],
  },
  {
    title: '建立闲置楼宇盘活利用机制',
    source: '建立闲置楼宇盘活利用机制',
    asked: '会同规划自然资源、住房城乡建设、消防等部门，建立楼宇用途转换联合审批机制，形成可复制的操作规程（演示）。',
    ...{ lead: '500103', coUnits: ['dept-guiziju', 'dept-zhujianwei'], days: 46, due: -6, reached: 'report' },
  },
  {
    title: '完善低效用地认定和收益分配制度',
    source: '健全低效用地再开发政策体系',
    asked: '1.修订低效用地认定标准；\n2.建立土地增值收益共享制度，明确原权利人自行改造的条件和程序（演示）。',
    ...{ lead: 'dept-guiziju', coUnits: ['500107', '500112'], days: 15, due: 12, reached: 'report' },
  },
  {
    title: '探索建立园区企业碳账户制度',
    source: '探索建立园区企业碳账户制度',
    asked: '选择一个园区先行建立企业碳账户，形成核算规则和应用场景清单（演示）。',
    ...{ lead: '500107', coUnits: ['dept-shengtaiju'], days: 33, due: 8, reached: 'report' },
    rounds: [
      {
        ...{ days: 5, reached: 'review' },
        report: report(
          '推进中',
          ['制定碳账户核算规则，覆盖园区重点用能企业，实现数据按月归集', '建立银企对接机制，推动碳账户等级与绿色信贷利率挂钩'],
          '碳排放数据与统计、电力数据的共享依据不足。',
        ),
      },
    ],
  },
  {
    title: '建立临空企业共享用工规则',
    asked: '研究共享用工合同、社保缴纳和工伤责任规则，指导企业试行（演示）。',
    ...{ lead: '500112', coUnits: ['dept-rensheju'], days: 50, due: -9, reached: 'report' },
    rounds: [
      {
        ...{ days: 6, reached: 'confirm' },
        report: report('推进中', [
          '印发《共享用工指引》，明确三方协议示范文本，实现用工责任可追溯',
          '搭建用工余缺调剂平台，推动企业间错峰调剂',
        ]),
      },
    ],
  },
  {
    title: '健全农村公路灾毁保险机制',
    asked: '建立财政、保险、养护单位共担的灾毁修复保险机制（演示）。',
    ...{ lead: 'dept-jiaotongwei', days: 205, due: -170, reached: 'approved' },
    rounds: [
      {
        ...{ days: 176, reached: 'approved' },
        report: report('推进中', ['制定保险方案，选择三个区县先行，实现风险共担', '建立灾毁快速定损机制，推动修复时间缩短']),
      },
      {
        ...{ days: 80, reached: 'approved' },
        report: report('已完成', ['出台《农村公路灾毁保险实施办法》，覆盖全市，实现应保尽保', '建立年度评估机制，实现费率动态调整']),
      },
    ],
  },
  {
    title: '建立产地冷链共建共享机制',
    source: '建立农产品产地冷链共建共享机制',
    asked: '摸清冷库底数，建立共享调度规则和收益分配机制（演示）。',
    ...{ lead: '500153', days: 36, due: -2, reached: 'report' },
    rounds: [
      {
        ...{ days: 10, reached: 'confirm' },
        report: report('推进中', ['成立专班，制定工作方案，推动各镇街开展摸底', '召开企业座谈会，形成问题清单']),
        returned: {
          ...{ at: 'confirm', code: 'progress-effect', pins: ['details'] },
          words: '请写明机制如何运转及取得的效果，不能只写召开会议、成立专班。',
        },
      },
    ],
  },
  {
    title: '完善返乡创业全周期服务制度',
    asked: '整合政策、场地、融资服务，建立一站式受理和跟踪服务制度（演示）。',
    ...{ lead: '500154', days: 26, due: 3, reached: 'report' },
    extension: { until: 33, words: '融资担保规则需与市级部门会商，申请延期一个月（演示）。' },
  },
  {
    title: '健全多式联运“一单制”规则体系',
    asked: '明确单证标准和责任划分，提出首批规则清单（演示）。',
    ...{ lead: 'dept-kouanwuliuban', coUnits: ['dept-jiaotongwei'], days: 6, due: 45, reached: 'entry' },
  },
]

/** 堵点卡点. Invented. */
export const blockages: readonly AssignedTelling[] = [
  {
    title: '用地审批跨部门材料重复提交',
    asked: '企业办理用地手续需向多个部门重复提交材料。请牵头梳理事项清单，建立材料互认机制，明确办理时限（演示）。',
    ...{ lead: 'dept-guiziju', coUnits: ['dept-zhujianwei', 'dept-shengtaiju'], days: 160, due: -130, reached: 'approved' },
    rounds: [
      {
        ...{ days: 138, reached: 'approved' },
        report: report(
          '推进中',
          ['制定材料互认清单，合并重复材料，实现一次提交', '建立并联审批机制，推动办理时限压减'],
          '部门系统数据共享的标准不统一。',
        ),
      },
      {
        ...{ days: 96, reached: 'approved' },
        report: report('推进中', [
          '出台《用地审批材料互认办法》，明确互认责任，实现跨部门调用',
          '开发联审应用，汇集四部门数据，实现全程网办',
          '建立超时预警机制，推动办理结果可追溯',
        ]),
      },
    ],
  },
  {
    title: '中小企业授信信息分散、银企对接难',
    asked: '请牵头建立涉企信用信息归集共享机制，推动银行机构应用（演示）。',
    ...{ lead: 'dept-jinrongban', coUnits: ['dept-fagaiwei', 'dept-dashujuju'], days: 44, due: -14, reached: 'report' },
  },
  {
    title: '老旧小区加装电梯居民意见难统一',
    asked: '请总结做法，建立居民协商规则和资金分担机制（演示）。',
    ...{ lead: '500105', coUnits: ['dept-zhujianwei'], days: 28, due: 9, reached: 'report' },
  },
  {
    title: '跨区县公交线路审批衔接不畅',
    asked: '请建立跨区县线路联合审批和运营补贴分担机制（演示）。',
    ...{ lead: 'dept-jiaotongwei', coUnits: ['500104', '500107'], days: 34, due: 6, reached: 'report' },
    rounds: [
      {
        ...{ days: 5, reached: 'review' },
        report: report(
          '推进中',
          ['建立联合审批机制，明确牵头受理规则，实现一窗办理', '制定补贴分担办法，推动首批两条线路开通'],
          '补贴分担的政策依据不足。',
        ),
      },
    ],
  },
  {
    title: '夜间经济商户外摆审批标准不一',
    asked: '请建立外摆分类管理制度，统一审批标准（演示）。',
    ...{ lead: '500103', coUnits: ['dept-chengguanju'], days: 40, due: -4, reached: 'report' },
    rounds: [
      {
        ...{ days: 6, reached: 'confirm' },
        report: report('推进中', ['印发《外摆分类管理办法》，划定三类区域，实现标准统一', '建立商户自律机制，推动投诉量下降']),
      },
    ],
  },
  {
    title: '建筑渣土跨区域处置监管脱节',
    asked: '请建立跨区域联单管理和联合执法机制（演示）。',
    ...{ lead: 'dept-chengguanju', coUnits: ['dept-gonganju', 'dept-jiaotongwei'], days: 220, due: -190, reached: 'approved' },
    rounds: [
      {
        ...{ days: 196, reached: 'approved' },
        report: report('推进中', ['建立跨区域联单制度，实现去向可追溯', '开展联合执法，推动问题闭环处置']),
      },
      {
        ...{ days: 105, reached: 'approved' },
        report: report('已完成', [
          '出台《建筑渣土跨区域处置管理规定》，明确属地责任，实现全程监管',
          '上线监管应用，汇集车辆轨迹数据，实现自动预警',
        ]),
      },
    ],
  },
  {
    title: '民营医院医保结算周期长',
    asked: '请优化结算流程，建立预付和按月结算机制（演示）。',
    ...{ lead: 'dept-yibaoju', days: 60, due: 14, reached: 'report' },
    extension: { until: 20, words: '信息系统改造需与国家平台联调，申请延期（演示）。', answer: 'grant' },
  },
  {
    title: '农村宅基地流转登记办理难',
    asked: '请研究登记流程和权属认定规则（演示）。',
    ...{ lead: 'dept-nongyewei', coUnits: ['dept-guiziju'], days: 6, due: 40, reached: 'entry' },
  },
]
