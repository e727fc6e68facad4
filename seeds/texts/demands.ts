import type { Values } from '#kernel/field.ts'
import type { demand } from '#modules/reform/demand.ts'

type Typed = Pick<Values<typeof demand.fields>, 'title' | 'channel' | 'track' | 'description'>

/** `days` ago it was written. `first` is what was wrong before it was returned; without `corrected` it is still with the clerk. */
export type DemandTelling = Typed & {
  owner: string
  days: number
  reached: 'entry' | 'review' | 'adopt' | 'approved'
  returned?: { at: 'review' | 'adopt'; code: string; words: string; pins: string[]; first: Partial<Typed>; corrected: boolean }
}

/** Invented demands, in the shape of 表一: where it comes from, what is wrong, what to reform. */
export const demands: readonly DemandTelling[] = [
  {
    ...{ owner: 'dept-weijianwei', days: 238, reached: 'approved', track: 'livelihood.health' },
    title: '健全检查检验结果互认体系',
    channel: '群众企业基层有期盼',
    description:
      '群众反映，在不同医院就诊时同一项检查反复做，费用高、等待久。基层反映，各医院检查设备和质量控制标准不统一，互认缺少责任划分依据。建议健全检查检验结果互认的目录、质控和责任体系（演示）。',
  },
  {
    ...{ owner: '500103', days: 96, reached: 'approved', track: 'urban-rural.urban-renewal' },
    title: '建立闲置楼宇盘活利用机制',
    channel: '重庆发展有堵点',
    description:
      '商务楼宇空置面积较大，用途调整涉及规划、消防、不动产登记等多个环节，标准不衔接，制约存量资产盘活。建议建立用途转换联合审批和收益共享机制（演示）。',
  },
  {
    ...{ owner: 'dept-guiziju', days: 74, reached: 'approved', track: 'urban-rural.land' },
    title: '健全低效用地再开发政策体系',
    channel: '党中央国务院有部署',
    description:
      '党中央、国务院对节约集约用地作出部署，要求推进低效用地再开发。当前我市认定标准和收益分配政策不完善，建议健全政策体系（演示）。',
  },
  {
    ...{ owner: '500107', days: 58, reached: 'approved', track: 'ecology.low-carbon' },
    title: '探索建立园区企业碳账户制度',
    channel: '先进省市有经验',
    description:
      '浙江省部分园区建立企业碳账户，与绿色信贷、用能管理挂钩，运行成熟。我区园区企业集中、计量基础较好，有条件复制推广（演示）。',
  },
  {
    ...{ owner: '500153', days: 49, reached: 'approved', track: 'urban-rural.agriculture' },
    title: '建立农产品产地冷链共建共享机制',
    channel: '重庆发展有堵点',
    description: '产地冷库季节性闲置与旺季不足并存，各主体各建各的，成为农产品外销的堵点。建议建立共建共享和统一调度机制（演示）。',
    returned: {
      ...{ at: 'review', code: 'wording-demand-title', pins: ['title'], corrected: true },
      words: '标题要有改革味，请写明建立什么机制。',
      first: { title: '建设农产品冷库' },
    },
  },
  {
    ...{ owner: '500112', days: 12, reached: 'adopt', track: 'livelihood.employment' },
    title: '建立临空企业共享用工机制',
    channel: '群众企业基层有期盼',
    description: '企业反映，物流、制造企业用工旺季错开，旺季招工难与淡季富余并存，希望建立共享用工的合同、社保和工伤责任规则（演示）。',
  },
  {
    ...{ owner: 'dept-jiaotongwei', days: 8, reached: 'adopt', track: 'opening.corridor' },
    title: '健全多式联运“一单制”规则体系',
    channel: '党中央国务院有部署',
    description: '国务院文件要求加快多式联运“一单制”发展。当前铁路、水运单证标准和责任划分不统一，建议健全规则体系，开展改革（演示）。',
  },
  {
    ...{ owner: '500101', days: 6, reached: 'review', track: 'ecology.yangtze' },
    title: '开展库区岸线分段管护改革',
    channel: '重庆发展有堵点',
    description: '库区岸线管护涉及多个部门，职责交叉与空白并存，成为岸线治理的难点。建议明确分段管护责任，建立联合巡查机制（演示）。',
  },
  {
    ...{ owner: '500154', days: 9, reached: 'entry', track: 'livelihood.employment' },
    title: '完善返乡创业全周期服务体系',
    channel: '先进省市有经验',
    description: '返乡创业人员较多，服务还不完善（演示）。',
    returned: {
      ...{ at: 'adopt', code: 'wording-demand-description', pins: ['description'], corrected: false, first: {} },
      words: '请按“来源渠道+具体做法+改革举措”的结构，写明借鉴哪个省市的什么经验、我区拟采取的改革举措。',
    },
  },
  {
    ...{ owner: '500113', days: 5, reached: 'entry', track: 'culture.tourism' },
    title: '探索建立乡村民宿分级备案制度',
    channel: '群众企业基层有期盼',
    description: '经营户反映，乡村民宿开办手续分散在多个部门，希望简化（演示）。',
  },
]
