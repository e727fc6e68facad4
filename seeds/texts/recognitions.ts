import { CITY, NATIONAL, type MEDIA } from '#modules/reform/brand-situations.ts'

export type Recognition = {
  owner: string
  matter: string
  track: string
  happened: number
  occasion: string
  problem: string
  reached: 'entry' | 'review' | 'adopt' | 'approved'
  /** Rests on the one paper of its reform. */
  shared?: true
  /** So many days after it happened the office passes it; at once without. */
  adopted?: number
  returned?: { at: 'review' | 'adopt'; code: string; words: string; pins: string[] }
} & (
  | { outcome: string; published?: undefined }
  /** The case of `data/experiences.csv` that it tells, which says what came of it. Occasion and day are invented all the same. */
  | { published: string }
) &
  ({ national: (typeof NATIONAL)[number] } | { promotion: (typeof CITY)[number] } | { medium: (typeof MEDIA)[number] })

const problem = (what: string, did: string, so: string) => `针对${what}的问题，${did}，实现${so}（演示）。`

/** Invented recognitions, of invented work unless `published` names a case; `happened` is days ago. */
export const recognitions: readonly Recognition[] = [
  {
    owner: '500103',
    matter: '建立老旧小区改造居民共治机制',
    track: 'urban-rural.urban-renewal',
    happened: 150,
    promotion: CITY[3],
    occasion: '市委“最佳实践”案例名单（演示）',
    problem: problem('改造方案居民参与不足', '建立“议、定、评”三步共治机制', '改造事项居民表决率和满意率双提升'),
    outcome: '形成居民共治工作规程，在全区推广（演示）。',
    reached: 'approved',
  },
  {
    owner: '500103',
    matter: '健全商圈联合监管体系',
    track: 'economy.business-environment',
    happened: 60,
    national: NATIONAL[6],
    occasion: '国家部委关于推广商圈监管经验的通知（演示）',
    problem: problem('多头检查、重复检查', '建立商圈联合监管清单', '一次检查、结果互认'),
    outcome: '得到国家部委文件肯定性表述（演示）。',
    reached: 'adopt',
  },
  {
    owner: '500107',
    published: 'E02',
    matter: '开展渣土车监管“一件事”改革',
    track: 'urban-rural.urban-renewal',
    happened: 120,
    promotion: CITY[1],
    occasion: '全市城市治理工作会议（演示）',
    problem:
      '针对渣土车跨地域、跨系统、跨部门协同监管难的问题，上线监管应用，建立协同处置机制，实现处置率由20%提高到90%、处置时长由按周计降到按小时计。',
    reached: 'approved',
  },
  {
    owner: '500107',
    matter: '探索建立林地火情早处理制度',
    track: 'law.emergency',
    happened: 20,
    medium: '新华社',
    occasion: '新华社专题报道：山火早发现早处置（演示）',
    problem: problem('初期火情发现慢', '建立空地一体巡查制度', '初期火情快速处置'),
    outcome: '获新华社单篇报道（演示）。',
    reached: 'review',
  },
  {
    owner: '500101',
    published: 'E11',
    matter: '以驻科药学服务为切入点深化药学服务改革',
    track: 'livelihood.health',
    happened: 200,
    national: NATIONAL[3],
    occasion: '国家卫生健康主管部门工作简报（演示）',
    problem: problem('临床用药指导不足', '建立药师驻科工作制度', '用药差错明显下降'),
    reached: 'approved',
  },
  {
    owner: '500101',
    matter: '建立江河岸线分段管护机制',
    track: 'ecology.yangtze',
    happened: 35,
    promotion: CITY[6],
    occasion: '《改革工作简报》演示期号',
    problem: problem('岸线管护责任交叉', '建立分段包干管护机制', '管护责任全覆盖'),
    outcome: '在《改革工作简报》刊载（演示）。',
    reached: 'adopt',
    returned: { at: 'adopt', code: 'evidence-unclear', words: '请补充简报原文扫描件，现有材料看不出期号。', pins: ['evidence'] },
  },
  {
    owner: '500112',
    matter: '健全临空产业要素保障机制',
    track: 'economy.industry',
    happened: 90,
    promotion: CITY[0],
    occasion: '市政府办公厅关于推广要素保障经验的通知（演示）',
    problem: problem('企业落地要素协调慢', '建立要素保障专班机制', '项目开工时间缩短'),
    outcome: '获市级文件点名推广（演示）。',
    reached: 'approved',
  },
  {
    owner: '500154',
    published: 'E15',
    matter: '健全支持返乡创业壮大“归雁经济”工作机制',
    track: 'urban-rural.agriculture',
    happened: 75,
    promotion: CITY[2],
    occasion: '返乡创业改革经验现场推广会（演示）',
    problem: problem('返乡创业政策找不到、办理难', '建立返乡创业一站式服务机制', '政策一窗办理'),
    reached: 'approved',
  },
  {
    owner: '500154',
    matter: '建立柑橘全链条质量追溯体系',
    track: 'urban-rural.agriculture',
    happened: 12,
    medium: '中央广播电视总台',
    occasion: '《新闻联播》单条报道：柑橘一果一码（演示）',
    problem: problem('柑橘品质不稳、品牌不强', '建立一果一码追溯体系', '优质优价'),
    outcome: '获《新闻联播》单条报道（演示）。',
    reached: 'entry',
  },
  {
    owner: '500106',
    matter: '建立科技成果中试服务机制',
    track: 'innovation.transfer',
    happened: 45,
    national: NATIONAL[5],
    occasion: '全国科技成果转化工作会议（演示）',
    problem: problem('成果转化缺中试环节', '建立中试平台共享机制', '成果转化周期缩短'),
    outcome: '在国家部委会议上作经验交流（演示）。',
    reached: 'approved',
  },
  {
    owner: '500109',
    matter: '健全温泉旅游服务标准体系',
    track: 'culture.tourism',
    happened: 28,
    medium: '人民日报',
    occasion: '人民日报单篇报道：小镇温泉有标准（演示）',
    problem: problem('温泉服务标准不一', '出台服务标准体系', '投诉明显减少'),
    outcome: '获人民日报单篇报道（演示）。',
    reached: 'adopt',
  },
  {
    owner: 'dept-zhujianwei',
    matter: '建立城市体检评估机制',
    track: 'urban-rural.urban-renewal',
    happened: 110,
    national: NATIONAL[2],
    occasion: '国务院办公厅文件（演示）',
    problem: problem('更新任务来源不清', '建立先体检后更新制度', '更新项目有据可依'),
    outcome: '在国办文件中得到肯定性表述（演示）。',
    reached: 'approved',
  },
]
