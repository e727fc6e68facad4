/** What a district's papers say of a 一件事. All of it is invented; lists are separated by 、 or ；. */
export type MatterText = {
  title: string
  track: string
  /** The way it goes now, step by step. */
  steps: string
  /** Who has a part in it. */
  offices: string
  problems: string
  /** The way it is to go, for the second paper. */
  reshaped?: string
}

export const matterTexts = {
  birth: {
    title: '新生儿出生“一件事”',
    track: 'livelihood.health',
    steps: '医院开具出生医学证明、派出所落户、社保参保、医保缴费、预防接种建证',
    offices: '卫生健康、公安、人力社保、医保',
    problems: '群众跑5个窗口、交4套材料；部门间信息不共享，姓名登记出错后逐个更正；医保未及时参保，新生儿费用不能即时结算',
    reshaped: '产后床旁一次申请、出生信息自动推送各部门、并联办理、结果统一寄递',
  },
  goods: {
    title: '危险货物道路运输“一件事”',
    track: 'law.emergency',
    steps: '企业备案、车辆核查、电子运单填报、途中监管、到货签收',
    offices: '交通、应急、公安、生态环境、市场监管',
    problems: '运单、车辆、人员信息分散在5个系统；途中异常靠人工抽查发现；处置责任不清，跨区县协同慢',
    reshaped: '运单车辆人员一码关联、途中异常自动预警、属地三级联动处置、处置结果反馈企业信用',
  },
  opening: {
    title: '企业开办“一件事”',
    track: 'economy.business-environment',
    steps: '名称申报、登记、刻章、税务报到、社保开户、银行预约',
    offices: '市场监管、公安、税务、人力社保',
    problems: '环节分头办理，重复提交身份材料；银行开户信息不回传；办理进度不能统一查询',
    reshaped: '一表申请、并联办理、一次领取、全程可查',
  },
  openingAgain: {
    title: '推进企业开办便利化“一件事”',
    track: 'economy.business-environment',
    steps: '核名、设立登记、公章刻制、发票申领、员工参保',
    offices: '市场监管、公安、税务、人力社保、医保',
    problems: '线上申请后仍须线下核验；镇街不能就近办；开办后准营手续衔接不畅',
  },
  market: {
    title: '农贸市场食品安全监管“一件事”',
    track: 'law.safety',
    steps: '商户备案、进货查验、快速检测、日常巡查、问题处置',
    offices: '市场监管、商务、农业农村、城市管理',
    problems: '进货票据靠纸质留存；快检结果不公示；流动摊贩管理空白；问题食品下架不及时',
  },
  marketAgain: {
    title: '建立健全农贸市场食品安全监管机制“一件事”',
    track: 'law.safety',
    steps: '备案、检测、巡查、处置',
    offices: '市场监管、商务',
    problems: '检测与巡查数据不通；缺少问题成因分析',
  },
  flood: {
    title: '城市内涝防治“一件事”',
    track: 'digital.smart-city',
    steps: '雨情监测、易涝点巡查、预警发布、应急排水、灾后评估',
    offices: '住房城乡建设、城市管理、气象、应急、公安',
    problems: '积水监测点少且数据不连通；预警到镇街平均用时40分钟；排水队伍靠电话调度',
    reshaped: '雨情水情一屏感知、分级预警直达网格、队伍设备一键调度、易涝点闭环治理',
  },
  lifts: {
    title: '老旧小区加装电梯“一件事”',
    track: 'urban-rural.urban-renewal',
    steps: '业主协商、方案设计、规划审查、施工许可、竣工验收、资金补助',
    offices: '住房城乡建设、规划自然资源、市场监管、财政',
    problems: '业主协商无平台；方案反复修改；补助申领材料多、周期长',
  },
  dwelling: {
    title: '不动产登记“一件事”',
    track: 'urban-rural.land',
    steps: '交易备案、税费核缴、登记受理、水电气过户',
    offices: '规划自然资源、住房城乡建设、税务、供水供电供气企业',
    problems: '过户后水电气需另行办理；税费核缴与登记信息不同步；历史遗留房屋资料缺失',
    reshaped: '一窗受理、税证同办、水电气联动过户',
  },
  training: {
    title: '校外培训监管“一件事”',
    track: 'livelihood.education',
    steps: '机构准入、课程备案、预收费监管、日常巡查、退费处置',
    offices: '教育、市场监管、人民银行、公安',
    problems: '预收费资金底数不清；退费纠纷处置慢；无证机构发现难',
    reshaped: '机构一户一码、预收费全额监管、巡查任务自动派单、退费纠纷限时办结',
  },
  skills: {
    title: '职业技能培训补贴“一件事”',
    track: 'livelihood.employment',
    steps: '需求发布、报名审核、过程监管、考核评价、补贴拨付',
    offices: '人力社保、财政、教育',
    problems: '培训与岗位需求脱节；补贴审核逐张核对票据；存在重复参训领补',
    reshaped: '岗位需求生成课程、人脸签到过程留痕、证书岗位自动匹配、补贴免申即享',
  },
  ships: {
    title: '船舶污染物接收处置“一件事”',
    track: 'ecology.yangtze',
    steps: '船舶申报、码头接收、转运、处置、联单核销',
    offices: '交通、生态环境、住房城乡建设、海事',
    problems: '四联单靠纸质流转；接收量与处置量对不上；小散码头接收能力不足',
    reshaped: '船码一键申报、电子联单全程流转、接收处置自动比对、异常协同核查',
  },
  disabled: {
    title: '残疾人证办理“一件事”',
    track: 'livelihood.security',
    steps: '申请、评定、审核、发证、待遇衔接',
    offices: '残联、卫生健康、民政、人力社保',
    problems: '评定须到指定医院；办证后各项待遇须逐一申请；行动不便者办理难',
    reshaped: '上门或远程评定、证随人走、待遇主动找人',
  },
  permits: {
    title: '工程建设项目审批“一件事”',
    track: 'economy.business-environment',
    steps: '立项、用地规划、施工许可、联合验收',
    offices: '发展改革、规划自然资源、住房城乡建设、人防',
    problems: '部门要件互为前置；图纸多头报送；验收标准不一致',
    reshaped: '一张蓝图、一套图纸、并联审批',
  },
  food: {
    title: '餐饮店开办“一件事”',
    track: 'economy.private',
    steps: '登记、食品经营许可、门头招牌备案、消防检查',
    offices: '市场监管、城市管理、消防',
    problems: '开店前要跑3个部门；现场核查分头上门；招牌要求不统一',
  },
  elderly: {
    title: '养老服务补贴“一件事”',
    track: 'livelihood.care',
    steps: '申请、能力评估、审核、发放、年审',
    offices: '民政、卫生健康、财政、公安',
    problems: '评估结果部门间不互认；死亡信息共享滞后，存在多发；年审须本人到场',
  },
  goodsAgain: {
    title: '危险货物道路运输全程监管“一件事”',
    track: 'law.emergency',
    steps: '企业申报、装载查验、在途监测、卸货核销',
    offices: '交通、应急、公安',
    problems: '在途监测靠企业自查；装载信息不实；夜间监管力量不足',
  },
  pork: {
    title: '生猪产业链质量安全“一件事”',
    track: 'urban-rural.agriculture',
    steps: '养殖备案、检疫、屠宰、流通、追溯',
    offices: '农业农村、市场监管、商务',
    problems: '检疫证明纸质流转；养殖底数不清；问题产品召回慢',
  },
  heritage: {
    title: '文物保护巡查“一件事”',
    track: 'culture.heritage',
    steps: '建档、巡查、上报、修缮、验收',
    offices: '文化旅游、公安、规划自然资源',
    problems: '田野文物巡查留痕难；险情上报层级多；修缮资金与进度不透明',
  },
  water: {
    title: '农村供水保障“一件事”',
    track: 'urban-rural.agriculture',
    steps: '水质监测、管网巡检、报修、抢修、回访',
    offices: '水利、生态环境、卫生健康',
    problems: '水质检测月报代替日报；报修电话分散；管网资料缺失',
  },
  mustard: {
    title: '榨菜质量追溯“一件事”',
    track: 'economy.industry',
    steps: '种植备案、收购、加工、检验、赋码、流通',
    offices: '农业农村、市场监管、经济信息',
    problems: '收购环节产地不清；加工批次与种植地块对不上；外地产品冒用商标',
  },
  trees: {
    title: '林木采伐许可“一件事”',
    track: 'ecology.environment',
    steps: '申请、现场勘查、审批、采伐、更新验收',
    offices: '林业、规划自然资源',
    problems: '林农不会划设采伐范围；勘查往返多次；更新造林无跟踪',
  },
} satisfies Record<string, MatterText>

export type MatterKey = keyof typeof matterTexts

/** What a district says of an application it runs, how many days it had been online by then, and what it looks like. `{上线}` is the month it went online. */
export const introductions = {
  goods: {
    days: 200,
    screen: 'S01-transport.png',
    introduction:
      '该应用于{上线}上线，主要功能有运单核验、途中预警、三级联动处置、企业信用评价；贯通交通、应急、公安等5个部门和市、区、镇街3级，实现“三融五跨”；当前月均办件量1.2万件，活跃用户3600人（演示）。',
  },
  routes: {
    days: 150,
    screen: 'S01-transport.png',
    introduction:
      '该应用于{上线}上线，主要功能有危险货物运输路线规划、停车场站预约、沿线风险提示；实现跨部门、跨地域数据融合；当前月均办件量4300件，活跃用户920人（演示）。',
  },
  opening: {
    days: 170,
    screen: 'S02-service.png',
    introduction:
      '该应用于{上线}上线，主要功能有一表申请、并联办理、进度可查；贯通市场监管、税务、公安等4个部门，实现“三融五跨”；当前月均办件量2100件，活跃用户1.6万人（演示）。',
  },
  park: {
    days: 110,
    screen: 'S02-service.png',
    introduction:
      '该应用于{上线}上线，主要功能有园区企业画像、政策匹配、诉求直办；实现跨部门、跨系统业务融合；当前月均办件量860件，活跃用户540人（演示）。',
  },
  flood: {
    days: 180,
    screen: 'S03-flood.png',
    introduction:
      '该应用于{上线}上线，主要功能有易涝点监测、分级预警、队伍调度；贯通气象、城市管理、应急等5个部门，实现“三融五跨”；当前汛期月均办件量320件，活跃用户410人（演示）。',
  },
  drains: {
    days: 130,
    screen: 'S03-flood.png',
    introduction:
      '该应用于{上线}上线，主要功能有排水管网巡检、病害上报、整改闭环；实现跨部门、跨层级协同；当前月均办件量1500件，活跃用户260人（演示）。',
  },
  ships: {
    days: 70,
    screen: 'S04-ships.png',
    introduction:
      '该应用于{上线}上线，主要功能有船码申报、电子联单、接收处置比对；贯通交通、生态环境、海事等4个部门；当前月均办件量740件，活跃用户310人（演示）。',
  },
}
