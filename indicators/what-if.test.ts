import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readScheme } from './read-files.ts'
import { partsOf, whatIf } from './what-if.ts'
import type { Unit } from './values.ts'

const scheme = readScheme(readFileSync(new URL('schemes/district-2023-03-31.json', import.meta.url), 'utf8'), 'scheme')
const unit = (id: string, pilots: number, national: number): Unit => ({
  ...{ id, name: id },
  values: {
    pilots: String(pilots),
    accepted: { passed: '1', due: '2' },
    national: String(national),
    promoted: '0',
    reported: '0',
    survey: '80',
    risk: {},
  },
})
const units = [unit('a', 1, 0), unit('b', 3, 1), unit('c', 5, 2)]

describe('what if', () => {
  test('one national commendation more lifts index and rank, and nothing else is touched', () => {
    const before = structuredClone(units)
    const asked = whatIf(scheme, units, 'a', { national: { of: 3 } })
    // 20 of 25 becomes 25; the others fall.
    expect(asked.before).toMatchObject({ rank: 3, index: '84.000000' })
    expect(asked.after).toMatchObject({ index: '89.000000', rank: 2 })
    expect(units).toEqual(before)
  })

  test('nothing wished changes nothing, and what was added and taken away again is as it was', () => {
    const { before, after } = whatIf(scheme, units, 'b', {})
    expect(after).toEqual(before)
    expect(whatIf(scheme, units, 'b', { pilots: { of: 0 } }).after).toEqual(before)
  })

  test('tells the first-level indices too, before and after', () => {
    const { before, after } = whatIf(scheme, units, 'a', { national: { of: 3 } })
    expect([before.dimensions.visibility!.score, after.dimensions.visibility!.score]).toEqual(['38.000000', '43.000000'])
    expect(after.dimensions.implementation).toEqual(before.dimensions.implementation)
  })

  test('names each part as its unit does', () => {
    expect(partsOf(scheme).map(({ word }) => word)).toEqual([
      '承接的国家级和市级试点',
      '国家级和市级试点通过验收数',
      '应验收数',
      '改革经验获全国性肯定评价',
      '改革经验获全市推广',
      '改革经验被5家中央媒体深度专题报道',
      '社情民意电话调查满意度',
      '重大负面舆情',
      '较大群体性事件',
      '重大群体性事件',
      '特别重大群体性事件',
    ])
  })

  test('tells what one more of each would bring', () => {
    const { marginal } = whatIf(scheme, units, 'b', {})
    expect(marginal.map(({ indicator, part }) => `${indicator}.${part}`)).toEqual([
      'pilots.of',
      'accepted.passed',
      'accepted.due',
      'national.of',
      'promoted.of',
      'reported.of',
      'survey.of',
      'risk.opinion',
      'risk.larger',
      'risk.major',
      'risk.extreme',
    ])
    expect(marginal.find(({ part }) => part === 'extreme')!.gain).toBe('-10')
    // From the median, 22.5 of 25, to the top.
    expect(marginal.find(({ indicator }) => indicator === 'national')!.gain).toBe('2.5')
  })

  test('of a figure that has not come there is no one more', () => {
    const some = [...units, { ...unit('d', 1, 1), values: { ...unit('d', 1, 1).values, survey: null } }]
    expect(whatIf(scheme, some, 'd', {}).marginal.map(({ indicator }) => indicator)).not.toContain('survey')
    expect(whatIf(scheme, some, 'd', {}).before.index).toBeNull()
    // What it might come to can be asked all the same.
    expect(whatIf(scheme, some, 'd', { survey: { of: 80 } }).after.index).not.toBeNull()
  })

  test('a figure does not fall below nothing', () => {
    expect(whatIf(scheme, units, 'a', { pilots: { of: -50 } }).after).toEqual(whatIf(scheme, units, 'a', { pilots: { of: -1 } }).after)
  })
})
