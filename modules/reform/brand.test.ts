import { describe, expect, test } from 'vitest'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { brand } from './brand.ts'
import { CITY, MEDIA, NATIONAL } from './brand-situations.ts'

const paper = [{ id: crypto.randomUUID(), name: '通报.pdf', size: 1, type: 'application/pdf' }]
const today = '2026-11-20'
const good = {
  matter: '建立网约房全链条智慧化闭环管理服务体系',
  track: 'x',
  category: '获全市推广',
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

describe('成效晾晒', () => {
  test('表三: seven national situations, eight of the city, five media, word for word', () => {
    expect([NATIONAL.length, CITY.length, MEDIA.length]).toEqual([7, 8, 5])
    expect(MEDIA).toEqual(['人民日报', '新华社', '光明日报', '经济日报', '中央广播电视总台'])
    expect(NATIONAL[3]).toBe('被中央和国家有关部委工作简报刊发（单篇或单自然段以上）')
    expect(CITY[4]).toBe('在本区县召开有市级部门主要负责人参加的全市性改革经验现场推广会（参会范围至少为本片区内所有区县代表）')
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
    const category = '获全国性肯定评价'
    expect(problems({ category })).toEqual(['national'])
    expect(problems({ category, national: NATIONAL[0] })).toEqual([])
    expect(problems({ category: '被5家中央媒体深度专题报道' })).toEqual(['medium', 'report'])
  })

  test('departments do not claim what only districts may', () => {
    expect(problems({}, 'department')).toEqual(['category'])
    expect(problems({ category: '获全国性肯定评价', national: NATIONAL[6] }, 'department')).toEqual([])
  })

  test('only this year counts, from 2023 on, and nothing that has not happened', () => {
    for (const happenedOn of ['2025-12-31', '2022-12-31', '2026-11-21'])
      expect(problems({ happenedOn }), happenedOn).toEqual(['happenedOn'])
    const inJanuary = { ...good, happenedOn: '2026-12-30' }
    expect(problemsOf(brand, inJanuary, '2027-01-31')).toEqual([])
    expect(fieldsOf(problemsOf(brand, inJanuary, '2027-02-01'))).toEqual(['happenedOn'])
    expect(fieldsOf(problemsOf(brand, { ...good, happenedOn: '2022-12-31' }, '2023-01-10'))).toEqual(['happenedOn'])
  })

  test('in-depth reports only: one piece in a paper, one item of 新闻联播', () => {
    const media = { category: '被5家中央媒体深度专题报道', medium: '人民日报' }
    expect(problems({ ...media, report: '单篇报道' })).toEqual([])
    expect(problems({ ...media, report: '综合报道或仅点名提及' })).toEqual(['report'])
    expect(problems({ ...media, medium: '中央广播电视总台', report: '单篇报道' })).toEqual(['report'])
    expect(problems({ ...media, medium: '中央广播电视总台', report: '《新闻联播》单条报道' })).toEqual([])
  })

  test('总结材料 is asked for by the paragraph rule and by the commendation rule', () => {
    expect(problems({ promotion: CITY[5] })).toEqual(['length'])
    expect(problems({ promotion: CITY[5], length: '单篇或单自然段以上' })).toEqual([])
    expect(problems({ promotion: CITY[5], length: '不足单自然段' })).toEqual(['summary'])
    expect(problems({ promotion: CITY[5], length: '不足单自然段', summary: paper })).toEqual([])
    expect(problems({ promotion: CITY[7], praise: '改革工作领域的个人、集体' })).toEqual(['summary'])
    expect(problems({ promotion: CITY[7], praise: '一般业务性工作的个人、集体' })).toEqual(['praise'])
    expect(problems({ promotion: CITY[7], praise: '改革事项' })).toEqual([])
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
