import { describe, expect, test } from 'vitest'
import { offeredTo } from '#kernel/offered.ts'
import { hintsOf, isAsked, problemsOf } from '#kernel/values.ts'
import { brand } from './brand.ts'
import { CATEGORIES, CITY, MEDIA, NATIONAL, PRAISED, PROMOTED, REPORTED } from './brand-situations.ts'

const paper = [{ id: crypto.randomUUID(), name: '通报.pdf', size: 1, type: 'application/pdf' }]
const today = '2026-11-20'
const good = {
  matter: '建立网约房全链条智慧化闭环管理服务体系',
  track: 'x',
  category: PROMOTED,
  promotion: CITY[3],
  occasion: '2026年度市委“最佳实践”案例名单',
  happenedOn: '2026-05-09',
  problem: '针对网约房底数不清、监管不力问题，出台试行办法，建立“一房一码”管理机制，实现动态归集。',
  outcome: '经验在全市推广。',
  evidence: paper,
}
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)
const problems = (change: object, filer: 'district' | 'department' = 'district') =>
  fieldsOf(problemsOf(brand, { ...good, ...change }, today, undefined, filer))

/** Situations that ask for a paragraph of its own at least, and those that may praise people in place of a reform. */
const PARAGRAPH = [
  '被中央和国家有关部委工作简报刊发（单篇或单自然段以上）',
  '获市级部门文件点名推广（单篇或单自然段以上介绍本区县改革经验）',
]
const COMMENDATION = [
  '获党中央国务院或中办国办发文通报表彰',
  '获党和国家领导人肯定性批示',
  '获市领导肯定性批示（本单位主要领导是市领导的除外）',
]

/** What a situation asks for besides, answered so that nothing more is asked. */
const answers = (situation: string) => ({
  ...(PARAGRAPH.includes(situation) ? { length: '单篇或单自然段以上' } : {}),
  ...(COMMENDATION.includes(situation) ? { praise: '改革事项' } : {}),
})

describe('成效晾晒', () => {
  test('2023年3月31日版表三: seven national situations, eight of the city, five media, word for word', () => {
    const numbered = (situations: readonly string[]) => situations.map((situation, at) => `${'①②③④⑤⑥⑦⑧'[at]}${situation}。`).join('')
    expect(`获全国性肯定评价：${numbered(NATIONAL)}`).toBe(
      '获全国性肯定评价：①在党和国家领导人出席的全国性会议作经验交流。②获党中央国务院或中办国办发文通报表彰。③在党中央国务院或中办国办文件中得到肯定性表述。④被中央和国家有关部委工作简报刊发（单篇或单自然段以上）。⑤获党和国家领导人肯定性批示。⑥在国家部委主要领导出席的全国性会议作经验交流。⑦在国家部委文件中得到肯定性表述。',
    )
    expect(`获全市推广：${numbered(CITY)}`).toBe(
      '获全市推广：①获市委市政府（含两办）文件点名推广。②在有市委或市政府主要领导出席的全市性会议上作经验交流。③在本区县召开有市领导参加的改革经验现场推广会。④改革经验被列入市委“最佳实践”案例。⑤在本区县召开有市级部门主要负责人参加的全市性改革经验现场推广会（参会范围至少为本片区内所有区县代表）。⑥获市级部门文件点名推广（单篇或单自然段以上介绍本区县改革经验）。⑦获市委改革办《改革工作简报》刊载推广。⑧获市领导肯定性批示（本单位主要领导是市领导的除外）。',
    )
    expect(CATEGORIES).toEqual(['改革经验获全国性肯定评价', '改革经验获全市推广', '改革经验被5家中央媒体深度专题报道'])
    expect(`“5家中央媒体”指${MEDIA.join('、')}。`).toBe('“5家中央媒体”指人民日报、新华社、光明日报、经济日报、中央广播电视总台。')
    expect(brand.fields.report.hint).toBe(
      '“深度专题报道”指前4家报纸单篇或中央广播电视总台《新闻联播》单条报道（不含报纸综合报道及《新闻联播》仅点名提及情形）。',
    )
    expect([brand.fields.national, brand.fields.promotion, brand.fields.medium].map(({ options }) => options.words)).toEqual([
      NATIONAL,
      CITY,
      MEDIA,
    ])
  })

  test('a filing as the manual wants it passes without a hint', () => {
    expect(problems({})).toEqual([])
    expect(hintsOf(brand, good, today)).toEqual([])
  })

  test.each(['matter', 'track', 'category', 'promotion', 'occasion', 'happenedOn', 'problem', 'outcome', 'evidence'])(
    '%s is required',
    (key) => {
      expect(problems({ [key]: undefined })).toContain(key)
    },
  )

  test('what is asked for follows the category', () => {
    const category = PRAISED
    expect(problems({ category })).toEqual(['national'])
    expect(problems({ category, national: NATIONAL[0] })).toEqual([])
    expect(problems({ category: REPORTED })).toEqual(['medium', 'report'])
  })

  test('2023年3月31日版表三: 仅区县需要填报全市推广的情形, none of the eight is a department’s', () => {
    for (const promotion of CITY) expect(problems({ promotion, ...answers(promotion) }, 'department'), promotion).toEqual(['category'])
    for (const promotion of CITY) expect(problems({ promotion, ...answers(promotion) }), promotion).toEqual([])
    expect(problems({ category: PRAISED, national: NATIONAL[6] }, 'department')).toEqual([])
    const offered = (filer: 'district' | 'department') => offeredTo(brand, filer).fields['category']!.options.words
    expect([offered('district'), offered('department')]).toEqual([CATEGORIES, [PRAISED, REPORTED]])
  })

  test('3.0版三（一）一: only this year counts, from 2023年1月1日0时 on, and nothing that has not happened', () => {
    const on = (happenedOn: string) => fieldsOf(problemsOf(brand, { ...good, happenedOn }, '2023-06-30'))
    expect([on('2022-12-31'), on('2023-01-01'), on('2023-06-30'), on('2023-07-01')]).toEqual([['happenedOn'], [], [], ['happenedOn']])
    for (const happenedOn of ['2025-12-31', '2022-12-31', '2026-11-21'])
      expect(problems({ happenedOn }), happenedOn).toEqual(['happenedOn'])
    const inJanuary = { ...good, happenedOn: '2026-12-30' }
    expect(problemsOf(brand, inJanuary, '2027-01-31')).toEqual([])
    expect(fieldsOf(problemsOf(brand, inJanuary, '2027-02-01'))).toEqual(['happenedOn'])
    expect(fieldsOf(problemsOf(brand, { ...good, happenedOn: '2022-12-31' }, '2023-01-10'))).toEqual(['happenedOn'])
    const words = (happenedOn: string, on: string) => problemsOf(brand, { ...good, happenedOn }, on).map(({ message }) => message)
    expect(words('2026-12-30', '2027-02-01')).toEqual(['只填报今年以来（2023年1月1日0时之后）的情形'])
    expect(words('2025-12-30', '2027-01-31')).toEqual(['只填报今年以来（2023年1月1日0时之后）和1月底前补报的2026年的情形'])
    expect(words('2022-12-31', '2023-01-10')).toEqual(['只填报今年以来（2023年1月1日0时之后）的情形'])
  })

  test('in-depth reports only: one piece in a paper, one item of 新闻联播', () => {
    const media = { category: REPORTED, medium: '人民日报' }
    expect(problems({ ...media, report: '单篇报道' })).toEqual([])
    expect(problems({ ...media, report: '综合报道或仅点名提及' })).toEqual(['report'])
    expect(problems({ ...media, medium: '中央广播电视总台', report: '单篇报道' })).toEqual(['report'])
    expect(problems({ ...media, medium: '中央广播电视总台', report: '《新闻联播》单条报道' })).toEqual([])
  })

  test.each([...NATIONAL, ...CITY])('3.0版三（四）一、二: “%s” asks for a paragraph, for whom it praises, or for neither', (situation) => {
    const district = { category: PROMOTED, promotion: situation }
    const national = { category: PRAISED, promotion: undefined, national: situation }
    const said = (CITY as readonly string[]).includes(situation) ? district : national
    expect(problems(said)).toEqual(Object.keys(answers(situation)))
    if (PARAGRAPH.includes(situation)) {
      expect(problems({ ...said, length: '单篇或单自然段以上' })).toEqual([])
      expect(problems({ ...said, length: '不足单自然段' })).toEqual(['summary'])
      expect(problems({ ...said, length: '不足单自然段', summary: paper })).toEqual([])
    }
    if (COMMENDATION.includes(situation)) {
      expect(problems({ ...said, praise: '改革事项' })).toEqual([])
      expect(problems({ ...said, praise: '一般业务性工作的个人、集体' })).toEqual(['praise'])
      expect(problems({ ...said, praise: '改革工作领域的个人、集体' })).toEqual(['summary'])
      expect(problems({ ...said, praise: '改革工作领域的个人、集体', summary: paper })).toEqual([])
    }
  })

  test('a classified 总结材料 is sent another way: asked where one is, with its day in its place', () => {
    const short = { promotion: CITY[5], length: '不足单自然段' }
    const summaryApart = '涉密，已通过电子政务内网邮箱报送'
    expect(isAsked(brand, 'summaryApart', good)).toBe(false)
    expect(isAsked(brand, 'summaryApart', { ...good, ...short })).toBe(true)
    expect(problems({ ...short, summaryApart })).toEqual(['summarySentOn'])
    expect(problems({ ...short, summaryApart, summarySentOn: today })).toEqual([])
    expect(problems({ ...short, summaryApart, summarySentOn: '2026-11-21' })).toEqual(['summarySentOn'])
    expect(isAsked(brand, 'summary', { ...good, ...short, summaryApart })).toBe(false)
    // Where none is asked for, what was once said of one holds nobody up.
    expect(problems({ summaryApart, summarySentOn: '2026-11-21' })).toEqual([])
  })

  test('3.0版三（四）三: what 总结材料 has to tell, and whose signature and seal it bears, stands beside it', () => {
    expect(brand.fields.summary.hint).toBe(
      '须介绍改革事项的启动时间、推进情况、取得的成效成果、存在的困难问题以及下一步打算等，经报本单位负责审核改革报表的领导签字后加盖公章。',
    )
  })

  test('3.0版三（三）三: 佐证材料 is never left out, and a major project’s merits are pointed to where they belong', () => {
    expect(problems({ evidence: undefined })).toEqual(['evidence'])
    expect(brand.scope).toContain('属于市级重大改革项目取得的成效亮点，在“市级重大改革项目”中填报')
  })

  test('a title without reform wording and measures without shape are pointed out', () => {
    const plain = { ...good, matter: '网约房工作', problem: '开展了工作。' }
    expect(hintsOf(brand, plain, today).map((hint) => `${hint.field} ${hint.clause}`)).toEqual([
      'matter 3.0版三（三）一',
      'problem 3.0版三（三）二',
    ])
  })

  test('one event is known however its name is typed', () => {
    const key = (change: object) => brand.alike!.key({ ...good, ...change })
    expect(key({})).toBe(key({ occasion: ' 2026年度市委“最佳实践”案例名单 ' }))
    expect(key({ happenedOn: '2026-05-10' })).not.toBe(key({}))
    expect(key({ occasion: undefined })).toBeNull()
  })
})
