import type { PilotFiling, ProgressFiling, Returned } from './filing.ts'

/** By row of pilots.csv. `filed` is what was wrong the first time. */
export const returnedPilots: Record<string, Returned<PilotFiling>> = {
  P002: {
    at: 'distribute',
    code: 'districts-incomplete',
    words: '对照名单，承接试点的还有垫江县，请将涉及区县列举完全。',
    pins: ['districts'],
    filed: { districts: ['500112', '500113', '500153', '500111'] },
    corrected: true,
  },
  P012: {
    at: 'review',
    code: 'wording-name',
    words: '名称应与文件一致，请填写“国家全域旅游示范区（第二批认定）”。',
    pins: ['title'],
    filed: { title: '第二批全域旅游创建工作' },
    corrected: true,
  },
  P015: {
    at: 'review',
    code: 'evidence-unclear',
    words: '扫描件过于模糊，无法核对信息，请重新扫描后上传。',
    pins: ['evidence'],
    filed: { evidence: ['P015-scan.pdf'] },
    corrected: true,
  },
  P036: {
    at: 'distribute',
    code: 'basis-document',
    words: '文号与所附文件不一致，应为发改规划〔2019〕1947号。',
    pins: ['docNo'],
    filed: { docNo: '发改规划〔2019〕194号' },
    corrected: true,
  },
  P041: {
    at: 'distribute',
    code: 'basis-due',
    words: '完成时间请按照国家文件中明确的时间填写。',
    pins: ['dueOn'],
    filed: { dueOn: '2020-12-31' },
    corrected: true,
  },
  P044: {
    at: 'review',
    code: 'wording-content',
    words: '试点内容只写了建设项目，请补充开展改革、建立机制的内容。',
    pins: ['content'],
    filed: { content: '建设果园道路12公里、游客中心1处（演示）。' },
    corrected: true,
  },
  P046: {
    at: 'distribute',
    code: 'districts-surplus',
    words: '丰都县不在文件所列范围内，请核对，不多选。',
    pins: ['districts'],
    filed: { districts: ['500114', '500240', '500243', '500242', '500241', '500156', '500230'] },
    corrected: true,
  },
  P005: {
    at: 'distribute',
    code: 'basis-batch',
    words: '第一至五批由不同文件命名，不同批次应分开填报，请拆分。',
    pins: ['title', 'docTitle', 'batch'],
    filed: {},
    corrected: false,
  },
  P010: {
    at: 'review',
    code: 'basis-batch',
    words: '第一批、第二批创建名单是两份文件，请分开填报。',
    pins: ['docTitle', 'batch'],
    filed: {},
    corrected: false,
  },
  P016: {
    at: 'distribute',
    code: 'scope-not-reform',
    words: '该文件为项目评估结果，未部署改革试点任务，不属于填报范围。',
    pins: ['title', 'content'],
    filed: {},
    corrected: false,
  },
  P017: {
    at: 'distribute',
    code: 'scope-not-reform',
    words: '示范村镇命名属于一般业务工作，未体现改革任务，不属于填报范围。',
    pins: ['title', 'content'],
    filed: {},
    corrected: false,
  },
}

/** By row of pilots.csv and district. */
export const returnedProgress: Record<string, Returned<ProgressFiling>> = {
  'P001:500107': {
    at: 'review',
    code: 'progress-not-itemised',
    words: '已开展工作请条目式列举，写明会议、督察、培训等具体工作。',
    pins: ['workDone'],
    filed: { workDone: '按照试点要求扎实推进城市更新各项工作，取得了较好成效（演示）。' },
    corrected: true,
  },
  'P002:500111': {
    at: 'lead',
    code: 'result-merged',
    words: '一条里写了三项成果，请按“+”号逐项录入。',
    pins: ['results'],
    filed: {
      results: [
        {
          name: '建立统筹机制；完善数据共享制度；搭建乡村治理平台',
          form: '其他',
          measure: '针对数字乡村建设统筹不够的问题，建立机制、完善制度、搭建平台，推动数据共享。',
          effect: '三项成果均已运行（演示）。',
          evidence: [],
        },
      ],
    },
    corrected: true,
  },
  'P011:500156': {
    at: 'confirm',
    code: 'result-notice',
    words: '印发通知不属于制度性成果，请总结凝练成果名称。',
    pins: ['results'],
    filed: {
      results: [
        {
          name: '印发《关于加强旅游市场综合监管的通知》',
          form: '制度',
          measure: '针对旅游市场多头执法的问题，印发通知明确分工，推动投诉限时办结。',
          effect: '投诉办结时间缩短（演示）。',
          evidence: [],
        },
      ],
    },
    corrected: true,
  },
  'P024:500235': {
    at: 'lead',
    code: 'result-measure',
    words: '请按“针对……问题＋出台……＋实现……”的结构填写。',
    pins: ['results'],
    filed: {
      results: [
        { name: '建立生态资源经营机制', form: '机制', measure: '大力发展生态产业，成效明显。', effect: '带动增收（演示）。', evidence: [] },
      ],
    },
    corrected: true,
  },
  'P027:500229': {
    at: 'lead',
    code: 'progress-acceptance',
    words: '验收时间与验收意见不一致，请根据实际情况填写。',
    pins: ['acceptedOn'],
    filed: { acceptedOn: '2021-06-30' },
    corrected: true,
  },
  'P036:500151': {
    at: 'confirm',
    code: 'progress-problems-vague',
    words: '存在问题过于笼统，请聚焦体制机制和政策法规问题。',
    pins: ['problems'],
    filed: { problems: '工作力度还需进一步加大（演示）。' },
    corrected: false,
  },
  'P046:500114': {
    at: 'confirm',
    code: 'result-effect',
    words: '具体成效请写明复制推广、表彰肯定等情况，并上传佐证材料。',
    pins: ['results'],
    filed: {
      results: [
        {
          name: '建立非遗工坊带动就业增收机制',
          form: '机制',
          measure: '针对非遗传承后继乏人的问题，建立非遗工坊与合作社联动机制，实现传承与增收互促。',
          effect: '效果很好（演示）。',
          evidence: [],
        },
      ],
    },
    corrected: true,
  },
}
