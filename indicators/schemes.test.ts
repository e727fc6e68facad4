import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { measures } from './measures.ts'
import { readScheme } from './read-files.ts'
import { weightOf, type Scheme } from './scheme.ts'

const folder = new URL('schemes/', import.meta.url)
const files = readdirSync(folder)
const schemeIn = (file: string): Scheme => readScheme(readFileSync(new URL(file, folder), 'utf8'), file)
const leaves = (scheme: Scheme) => scheme.indicators.map(({ name, method, ...rest }) => [name, weightOf(rest).toString(), method])

describe.each(files)('%s', (file) => {
  const scheme = schemeIn(file)
  test('is named as its file, adds up to 100, and counts only what can be counted', () => {
    expect(`${scheme.id}.json`).toBe(file)
    expect(scheme.full).toBe('100')
    for (const { counts, id } of scheme.indicators) if (counts !== undefined) expect(Object.keys(measures), id).toContain(counts)
  })

  test('quotes the sentence that each indicator is scored by', () => {
    for (const { clause, id } of scheme.indicators) expect(clause, id).toBeTruthy()
  })

  test('says what each indicator rests on, and where the rules of 2024 no longer let it be scored', () => {
    for (const { basis, id } of scheme.indicators) expect(basis, id).toBeTruthy()
    // What is counted of the situations of 表三: leaders' instructions, and pieces in the media.
    const forbidden = { national: '领导批示', promoted: '领导批示', reported: '媒体报道', recognised: '领导批示、媒体报道' }
    const marked = scheme.indicators.filter(({ basis }) => basis!.includes('2024年'))
    expect(marked.map(({ id }) => id)).toEqual(scheme.indicators.filter(({ id }) => id in forbidden).map(({ id }) => id))
    for (const { id, basis } of marked)
      expect(basis).toContain(`2024年中央整治形式主义为基层减负的有关规定不得以${forbidden[id as keyof typeof forbidden]}计分`)
  })
})

test('2023年3月31日版: 4 first-level and 7 second-level indicators as printed', () => {
  const scheme = schemeIn('district-2023-03-31.json')
  expect(scheme.dimensions.map(({ name, weight }) => [name, weight])).toEqual([
    ['改革落实力', '30'],
    ['品牌显示度', '50'],
    ['改革满意度', '20'],
    ['风险管控力', undefined],
  ])
  expect(leaves(scheme)).toEqual([
    ['承接国家级和市级试点项目数', '20', 'two-tier'],
    ['承接的国家级和市级试点按时通过验收率', '10', 'two-tier'],
    ['改革经验获全国性肯定评价', '25', 'three-tier'],
    ['改革经验获全市推广', '15', 'three-tier'],
    ['改革经验被5家中央媒体深度专题报道', '10', 'three-tier'],
    ['社情民意电话调查满意度', '20', 'three-tier'],
    ['引发重大负面舆情或群体性事件', '0', 'deduction'],
  ])
})

test('3.0版: national pilots only, 改革探索力, 数字重庆建设 shown and not scored, what was not printed carried over and marked', () => {
  const scheme = schemeIn('district-3.0.json')
  expect(scheme.dimensions[0]!.name).toBe('改革探索力')
  expect(scheme.indicators.slice(0, 2).map(({ counts }) => counts)).toEqual(['national-pilots', 'national-accepted'])
  expect(scheme.indicators.filter(({ method }) => method === 'display').map(({ id }) => id)).toEqual([
    'matters',
    'three-lists',
    'applications',
    'shared',
  ])
  expect(scheme.indicators.filter(({ carriedOver }) => carriedOver).map(({ id }) => id)).toEqual([
    'pilots',
    'accepted',
    'national',
    'promoted',
    'reported',
    'survey',
    'risk',
  ])
})

test('重大改革项目: 5 first-level and 8 second-level indicators, satisfaction for display only', () => {
  const scheme = schemeIn('major-project-1.json')
  expect([scheme.dimensions.length, scheme.indicators.length]).toEqual([5, 8])
  expect(scheme.indicators.find(({ dimension }) => dimension === 'satisfaction')!.method).toBe('display')
})
