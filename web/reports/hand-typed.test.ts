import { expect, test } from 'vitest'
import type { Indicator } from '#indicators/scheme.ts'
import { figureIn, isReadable, partsOf, pastedFrom, typedOf } from './hand-typed.ts'

const score: Indicator = { id: 'survey', name: '满意度', method: 'display' }
const risk: Indicator = { id: 'risk', name: '风险', method: 'deduction', rates: { opinion: '0.1', larger: '3' } }
const rate: Indicator = { id: 'rate', name: '办结率', method: 'two-tier', coefficients: ['1', '0.8'], weight: '10', measure: 'ratio' }

test('what is typed is a figure as the indicator takes it, and is shown as it was typed', () => {
  const cases: [Indicator, Record<string, string>, unknown][] = [
    [score, { of: ' 91.35 ' }, '91.35'],
    [score, { of: '９１' }, '91'],
    [score, { of: '1,200' }, '1200'],
    [score, { of: ' ' }, null],
    [risk, { opinion: '1', larger: '' }, { opinion: '1' }],
    [risk, {}, null],
    [rate, { passed: '3', due: '4' }, { passed: '3', due: '4' }],
  ]
  for (const [indicator, typed, figure] of cases) {
    const parts = partsOf(indicator)
    expect(figureIn(typed, parts)).toEqual(figure)
    expect(figureIn(typedOf(figureIn(typed, parts), parts), parts)).toEqual(figure)
  }
})

test('a column is pasted from its line on, as far as there are units; a single cell and several columns are not a column', () => {
  const units = ['a', 'b', 'c'].map((id) => ({ id }))
  expect(pastedFrom('1\r\n2\r\n', units, 0)).toEqual([
    { org: 'a', text: '1' },
    { org: 'b', text: '2' },
  ])
  expect(pastedFrom('1\n\n3\n4', units, 1)).toEqual([
    { org: 'b', text: '1' },
    { org: 'c', text: '' },
  ])
  expect(pastedFrom('1', units, 0)).toEqual([])
  expect(pastedFrom('a\t1\nb\t2', units, 0)).toEqual([])
})

test('what is no number is told before it is sent', () => {
  expect(['', ' ', '91.35', '９１', '-1', '1,200'].filter((text) => !isReadable(text))).toEqual([])
  expect(['九十', '1.2.3', '91分', '.'].filter(isReadable)).toEqual([])
})
