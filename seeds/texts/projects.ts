import { demonstration, itemised } from '../progress.ts'
import type { Round } from './assigned.ts'

type State = '未启动' | '推进中' | '已完成'

/** Days are counted from today, below zero in the past. `states` stand in the order of the milestones; a number is the day it was done. */
export type ProjectRound = Omit<Round, 'report'> & {
  report?: { status: '推进中' | '已完成'; states: (State | number)[]; progress: string; problems?: string; results?: ResultText[] }
}

export type ProjectTelling = {
  title: string
  track: string
  lead: string
  coUnits: string[]
  goals: string
  milestones: [name: string, due: number][]
  startsOn: number
  endsOn: number
  days: number
  reached: 'entry' | 'report' | 'approved'
  rounds?: ProjectRound[]
  surveys?: { years: number; score: string; conclusion: string; draft?: true }[]
}

type ResultText = { name: string; measure: string; effect: string }

const words = (...items: string[]) => demonstration(itemised(items))
const result = (name: string, measure: string, effect: string): ResultText => ({ name, measure, effect: demonstration(effect) })

/** 市级重大改革项目. Invented. */
export const projects: readonly ProjectTelling[] = [
  {
    title: '健全城市更新可持续推进机制',
    ...{ track: 'urban-rural.urban-renewal', lead: 'dept-zhujianwei', coUnits: ['dept-guiziju', '500103', '500107'] },
    goals: words('建立城市体检与更新规划衔接机制，实现先体检后更新', '健全存量土地和房屋盘活政策体系', '探索建立多元化投融资机制'),
    milestones: [
      ['出台城市体检工作办法', -220],
      ['建立存量盘活政策体系', -100],
      ['上线城市更新管理应用', -20],
      ['全市推广改革经验', 200],
    ],
    ...{ startsOn: -330, endsOn: 260, days: 320, reached: 'approved' },
    rounds: [
      {
        ...{ days: 285, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动', '未启动', '未启动'] },
          progress: words('召开项目启动会，明确责任分工', '开展调研，形成城市体检指标体系初稿'),
        },
      },
      {
        ...{ days: 215, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-218, '推进中', '未启动', '未启动'] },
          progress: words('印发城市体检工作办法，明确年度体检、五年评估', '组织首批城市体检，形成问题清单'),
          problems: demonstration('存量用地手续衔接的政策依据不足。'),
          results: [
            result(
              '建立城市体检评估机制',
              '针对更新任务来源不实的问题，建立年度体检制度，实现先体检后更新。',
              '在全市城市更新工作会上作交流。',
            ),
          ],
        },
      },
      { days: 150, reached: 'approved' },
      {
        ...{ days: 66, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-218, -88, '推进中', '未启动'] },
          progress: words(
            '出台存量盘活五项配套政策，明确用途转换和收益分配规则',
            '完成城市更新管理应用需求论证',
            '举办现场推进会，推广两个区的做法',
          ),
          problems: demonstration('项目投融资的税费政策还不衔接。'),
          results: [
            result(
              '建立城市体检评估机制',
              '针对更新任务来源不实的问题，建立年度体检制度，实现先体检后更新。',
              '在全市城市更新工作会上作交流。',
            ),
            result(
              '健全存量资产盘活政策体系',
              '针对存量土地盘活难的问题，出台用地管理办法，实现规划用地一体审批。',
              '被国家部委工作简报刊发。',
            ),
          ],
        },
      },
    ],
    surveys: [{ years: -1, score: '91.35', conclusion: '群众对老旧小区改造居民参与程度评价较高，反映改造后长效管理需加强（演示）。' }],
  },
  {
    title: '建立土地要素市场化配置机制',
    ...{ track: 'urban-rural.land', lead: 'dept-guiziju', coUnits: ['500112', '500154'] },
    goals: words('建立统一的土地交易规则', '健全存量土地二级市场体系'),
    milestones: [
      ['出台实施意见', -60],
      ['建立交易服务平台', 60],
      ['形成制度成果', 240],
    ],
    ...{ startsOn: -150, endsOn: 300, days: 140, reached: 'approved' },
    rounds: [
      {
        ...{ days: 95, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动', '未启动'] },
          progress: words('形成实施意见征求意见稿，征求二十个区县意见', '赴外省市调研，形成规则清单'),
        },
      },
      {
        ...{ days: 7, reached: 'confirm' },
        report: {
          ...{ status: '推进中', states: [-35, '推进中', '未启动'] },
          progress: words('出台实施意见，明确交易范围和流程', '启动交易服务平台建设，建立部门联席机制'),
          problems: demonstration('二级市场交易与不动产登记的标准不衔接。'),
          results: [
            result('建立土地二级市场交易规则', '针对存量土地流转不规范的问题，出台实施意见，实现交易全程留痕。', '三个区先行试行。'),
          ],
        },
      },
    ],
  },
  {
    title: '完善科技成果转化收益分配机制',
    ...{ track: 'innovation.transfer', lead: 'dept-kejiju', coUnits: ['dept-jiaowei', 'dept-caizhengju'] },
    goals: words('建立职务科技成果单列管理制度', '健全转化收益分配和尽职免责机制'),
    milestones: [
      ['印发管理办法', 20],
      ['首批单位试行', 120],
    ],
    ...{ startsOn: -60, endsOn: 200, days: 50, reached: 'report' },
    rounds: [
      {
        ...{ days: 5, reached: 'review' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动'] },
          progress: words('会同高校、院所开展调研，形成问题清单', '起草管理办法，明确单列管理的范围和程序'),
          problems: demonstration('与国有资产管理制度的衔接还缺少依据。'),
        },
      },
    ],
  },
  {
    title: '建立农村集体资产监管机制',
    ...{ track: 'urban-rural.agriculture', lead: 'dept-nongyewei', coUnits: ['500153', '500154'] },
    goals: words('建立集体资产清查、登记、保管、使用和处置制度', '搭建资产监管平台，实现动态监管'),
    milestones: [
      ['建立资产登记制度', 45],
      ['上线监管平台', 150],
    ],
    ...{ startsOn: -30, endsOn: 220, days: 24, reached: 'report' },
  },
  {
    title: '建立职工医保门诊共济保障机制',
    ...{ track: 'livelihood.security', lead: 'dept-yibaoju', coUnits: ['dept-weijianwei'] },
    goals: words('建立门诊费用统筹保障制度', '完善个人账户使用和监管机制'),
    milestones: [
      ['出台实施办法', -250],
      ['完成信息系统改造', -170],
    ],
    ...{ startsOn: -340, endsOn: -120, days: 330, reached: 'approved' },
    rounds: [
      {
        ...{ days: 280, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动'] },
          progress: words('开展基金测算，形成待遇方案', '建立部门会商机制，明确改革路径'),
        },
      },
      {
        ...{ days: 200, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-255, '推进中'] },
          progress: words('出台实施办法，明确待遇标准和个人账户使用范围', '启动信息系统改造'),
        },
      },
      {
        ...{ days: 128, reached: 'approved' },
        report: {
          ...{ status: '已完成', states: [-255, -165] },
          progress: words('完成信息系统改造，实现门诊费用直接结算', '建立基金监管机制，实现智能审核'),
          results: [
            result('建立职工医保门诊共济保障制度', '针对门诊保障不足的问题，出台实施办法，实现门诊费用统筹报销。', '惠及参保职工。'),
          ],
        },
      },
    ],
    surveys: [
      { years: -1, score: '93.80', conclusion: '参保职工对门诊直接结算满意度较高（演示）。' },
      { years: 0, score: '', conclusion: '', draft: true },
    ],
  },
  {
    title: '探索建立数据要素流通规则',
    ...{ track: 'digital.digital-economy', lead: 'dept-dashujuju', coUnits: ['dept-fagaiwei'] },
    goals: words('建立公共数据授权运营制度', '健全数据产权登记规则'),
    milestones: [['制定规则清单', 90]],
    ...{ startsOn: 10, endsOn: 300, days: 6, reached: 'entry' },
  },
  {
    title: '完善基层社会治理“一站式”解纷体系',
    ...{ track: 'law.community', lead: 'dept-sifaju', coUnits: ['dept-xinfangban', '500103', '500116'] },
    goals: words('建立矛盾纠纷一站式受理和分类化解制度', '健全专业调解与行政裁决衔接机制'),
    milestones: [
      ['出台一站式解纷工作规则', -180],
      ['建成区县解纷中心', -70],
      ['建立联动考评机制', 80],
    ],
    ...{ startsOn: -300, endsOn: 150, days: 290, reached: 'approved' },
    rounds: [
      {
        ...{ days: 235, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动', '未启动'] },
          progress: words('起草一站式解纷工作规则，明确受理范围和流转时限', '建立部门联席机制，梳理调解资源清单'),
        },
      },
      {
        ...{ days: 160, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-186, '推进中', '未启动'] },
          progress: words('出台一站式解纷工作规则，实现一窗受理、分类流转', '启动区县解纷中心建设，建立首批专业调解组织'),
          results: [
            result(
              '建立一站式解纷工作制度',
              '针对群众解纷多头跑的问题，出台工作规则，实现一窗受理、分类化解。',
              '在全市平安建设会上作交流。',
            ),
          ],
        },
      },
      {
        ...{ days: 68, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-186, -72, '推进中'] },
          progress: words('完成三十个区县解纷中心建设，实现常见纠纷就地化解', '建立诉调衔接机制，推动调解协议在线确认'),
          problems: demonstration('行政裁决与调解衔接的法规依据不足。'),
          results: [
            result(
              '建立一站式解纷工作制度',
              '针对群众解纷多头跑的问题，出台工作规则，实现一窗受理、分类化解。',
              '在全市平安建设会上作交流。',
            ),
            result('健全诉调衔接机制', '针对调解协议效力弱的问题，建立在线确认制度，实现当场出具文书。', '三十个区县运行。'),
          ],
        },
      },
    ],
  },
  {
    title: '健全多层次养老服务体系',
    ...{ track: 'livelihood.care', lead: 'dept-minzhengju', coUnits: ['dept-weijianwei', 'dept-caizhengju', '500109'] },
    goals: words('建立居家社区机构相协调的服务供给制度', '健全长期照护需求评估机制'),
    milestones: [
      ['建立需求评估制度', -140],
      ['出台服务清单标准', -75],
      ['上线养老服务应用', -30],
      ['完成中期评估', 160],
    ],
    ...{ startsOn: -260, endsOn: 220, days: 250, reached: 'approved' },
    rounds: [
      {
        ...{ days: 190, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动', '未启动', '未启动'] },
          progress: words('开展老年人能力评估调查，形成需求评估标准初稿', '建立部门会商机制，梳理服务项目清单'),
        },
      },
      {
        ...{ days: 72, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-120, '推进中', '推进中', '未启动'] },
          progress: words('建立需求评估制度，实现一次评估、多处使用', '完成服务清单标准征求意见，启动养老服务应用开发'),
          problems: demonstration('评估结果跨部门互认的标准不统一。'),
          results: [
            result('建立老年人能力综合评估制度', '针对重复评估、标准不一的问题，建立统一评估制度，实现结果互认。', '覆盖全部区县。'),
          ],
        },
      },
    ],
  },
  {
    title: '建立内外贸一体化服务机制',
    ...{ track: 'opening.services', lead: 'dept-shangwuwei', coUnits: ['dept-kouanwuliuban', 'LJXQ'] },
    goals: words('建立同线同标同质推进制度', '健全出口转内销渠道对接机制'),
    milestones: [
      ['出台促进措施', -110],
      ['建立企业服务专班机制', -66],
      ['形成制度成果', 100],
    ],
    ...{ startsOn: -200, endsOn: 180, days: 190, reached: 'approved' },
    rounds: [
      {
        ...{ days: 132, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动', '未启动'] },
          progress: words('起草内外贸一体化促进措施，征求四十家企业意见', '建立重点企业联系机制，形成问题清单'),
        },
      },
      {
        ...{ days: 67, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: [-112, -70, '推进中'] },
          progress: words('出台促进措施，明确检测认证互认和融资支持', '建立服务专班机制，推动首批企业转型'),
          results: [
            result('建立内外贸认证互认制度', '针对重复检测认证的问题，出台促进措施，实现一次检测、内外通用。', '首批二十家企业受益。'),
          ],
        },
      },
    ],
  },
  {
    title: '完善综合交通一体化管理体制',
    ...{ track: 'urban-rural.region', lead: 'dept-jiaotongwei', coUnits: ['dept-fagaiwei', '500154', '500237'] },
    goals: words('建立公铁水空规划统筹制度', '健全跨区县客运一体化运营机制'),
    milestones: [
      ['出台统筹规划办法', -95],
      ['开通首批一体化线路', 35],
    ],
    ...{ startsOn: -170, endsOn: 240, days: 160, reached: 'approved' },
    rounds: [
      {
        ...{ days: 70, reached: 'approved' },
        report: {
          ...{ status: '推进中', states: ['推进中', '未启动'] },
          progress: words('起草统筹规划办法，明确部门职责分工', '开展跨区县客运需求调查，形成首批线路方案'),
          problems: demonstration('跨区县运营补贴分担机制尚未建立。'),
        },
      },
    ],
  },
]
