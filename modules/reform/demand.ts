import { choice } from '#kernel/fields/choice.ts'
import { files } from '#kernel/fields/files.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { term } from '#kernel/fields/term.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { reformTitle } from './checks.ts'

/** 改革需求填报：部门（区县）录入员录入改革需求 → 部门（区县）审核员审核 → 市委改革办审核。 */
export const demand = defineModule({
  name: '改革需求',
  menu: '改革需求填报',
  path: 'reform/demand',
  manual: '操作说明（2023年3月31日版）三（一）、四（一）1、2.1、3',
  scope: '需求分析是改革的逻辑起点。各区县、市级部门从四个来源渠道梳理需要通过改革解决的事项，实时录入。',
  unit: '条',
  filedBy: ['district', 'department'],

  fields: {
    title: text('需求标题', {
      hint: '要高度总结凝练，要有改革味。如：建立×××机制、健全×××体系、开展×××改革、探索建立×××制度等。',
      example: '①开展科技人才评价改革试点\n②打造践行全过程人民民主基层单元\n③实施绿色认证（“双碳”认证）集成改革',
      clause: '2023年3月31日版四（一）2.1一',
    }),
    channel: choice('来源渠道', ['党中央国务院有部署', '重庆发展有堵点', '群众企业基层有期盼', '先进省市有经验'], {
      hint: '一是党中央国务院有部署，包括习近平总书记重要讲话、重要指示批示精神，党中央国务院（含中办、国办）重要文件要求等；二是重庆发展有堵点，指现行的制度、机制、体制形成了制约发展的瓶颈，要把它找出来并通过改革解决掉；三是群众企业基层有期盼，指群众企业基层反映的、需要改革来破题的突出问题；四是先进省市有经验，指外省市成熟的、先进的、我市有能力、有条件复制推广的改革经验。',
      clause: '2023年3月31日版三（一）',
    }),
    track: term('领域/跑道', 'field-track', {
      levels: 2,
      hint: '跑道的设置会根据实际情况持续细化和迭代更新，各级各部门若对跑道的设置有意见建议的，请联系模块管理员。',
      clause: '2023年3月31日版三（二）',
    }),
    description: paragraph('需求描述', {
      hint: '一般用“来源渠道+具体要求/具体问题/具体做法+改革举措”的结构填写。',
      example: [
        '①6月22日，习近平总书记主持召开中央深改委第二十六次会议，强调要按照创新活动类型，构建以创新价值、能力、贡献为导向的科技人才评价体系，引导人尽其才、才尽其用、用有所成。会议审议通过《关于开展科技人才评价改革试点的工作方案》。',
        '②基层反映，希望充分发挥人民代表大会在发展全过程人民民主中的主要渠道作用，丰富拓展基层民主实践，畅通民意诉求表达渠道。',
        '③企业反映，当前国内绿色认证种类超40种，覆盖产品600多种，存在多头管理、职能交叉、企业认证成本高、社会认知低等问题，迫切需要建立统一的标准、认证和标识体系。企业还反映，随着欧盟碳关税方案获批，碳标签认证制度可能成为出口商品的强制性要求，对出口企业产生较大影响。而我国目前尚未建立起相关制度，只在粤港澳大湾区开展试点。',
      ].join('\n'),
      clause: '2023年3月31日版四（一）2.1二、表一',
    }),
    attachments: files('附件', { optional: true }),
  },
  title: 'title',
  ledger: ['title', 'channel', 'track', 'description'],

  flow: {
    entry: { label: '部门（区县）录入', by: 'entry', at: 'owner' },
    review: { label: '部门（区县）审核', by: 'reviewer', at: 'owner', within: 5 },
    adopt: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { adopt: [city] },
  tallies: ({ owner, approved, decidedOn }) => (approved ? [{ figure: 'demands', org: owner, on: decidedOn, kind: approved.channel }] : []),

  checks: {
    title: reformTitle('title', '需求标题', '2023年3月31日版四（一）2.1一'),
    source: {
      about: '需求描述写明来源渠道',
      clause: '2023年3月31日版四（一）2.1二',
      finds: (it) =>
        it.channel && it.description && !SOURCES[it.channel].test(it.description)
          ? [
              {
                field: 'description',
                message: `没有看到“${it.channel}”的具体来源，一般用“来源渠道+具体要求/具体问题/具体做法+改革举措”的结构填写`,
              },
            ]
          : [],
    },
  },
})

/** Words by which a description tells where a demand comes from. */
const SOURCES = {
  党中央国务院有部署: /(总书记|党中央|中央|国务院|中办|国办|全国|国家)/u,
  重庆发展有堵点: /(堵点|卡点|瓶颈|制约|障碍|掣肘|难点|问题|不足|不畅|不够|缺乏|滞后)/u,
  群众企业基层有期盼: /(反映|期盼|希望|诉求|呼声|建议|要求|期待|盼)/u,
  先进省市有经验:
    /(外省|省市|先进地区|经验|\p{Script=Han}{2}省|北京|上海|天津|浙江|江苏|广东|深圳|杭州|四川|成都|湖北|山东|福建|安徽|贵州|长三角|大湾区)/u,
} as const
