import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { schemeShape, type Scheme } from '#indicators/scheme.ts'
import { score } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { bandOf } from './bands.ts'
import { changeOf, changeWords } from './change.ts'
import { cockpitOf, mapName, pastPlaces, TOTAL, type Moment, type Past } from './cockpit.ts'
import { indicatorBoards } from './indicator-boards.ts'

const scheme: Scheme = schemeShape.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../indicators/schemes/district-2023-03-31.json'), 'utf8')),
)

/** A district by what it has been recognised for, and how content its people are. */
const unit = (id: string, national: string, survey: string | null = '80', risk = {}): Unit => ({
  ...{ id, name: `${id}区`, group: '主城' },
  values: { pilots: '1', accepted: { passed: '1', due: '1' }, national, promoted: '0', reported: '0', survey, risk },
})

const moment = (units: Unit[], period = ['2023-04-01', '2023-06-30']): Moment => ({
  ...{ state: 'live', computation: null, first: period[0]!, last: period[1]!, at: '2023-06-01T00:00:00Z', boards: [] },
  ...{ scheme, result: score(scheme, units) },
})

const past = (units: Unit[], { last = '2023-03-31', of = scheme.id, computation = 'one' } = {}): Past => ({
  ...{ computation, period: last, first: `${last.slice(0, 8)}01`, last, issue: 1, fixedAt: '2023-04-10T00:00:00Z', scheme: of },
  places: pastPlaces(scheme, score(scheme, units)),
})

const five = ['5', '4', '3', '2', '1']
const now = five.map((national, at) => unit('ABCDE'[at]!, national))
const then = five.map((national, at) => unit('BADCE'[at]!, national))

test('the total index and the first-level ones, each with every unit’s place', () => {
  const { indices, units } = cockpitOf(moment(now), [])
  expect(indices.map(({ name, full }) => [name, full])).toEqual([
    ['综合评价指数', '100'],
    ['改革落实力', '30'],
    ['品牌显示度', '50'],
    ['改革满意度', '20'],
    ['风险管控力', null],
  ])
  expect(indices.slice(0, 3).map(mapName)).toEqual(['综合评价指数五色图', '改革落实力指数五色图', '品牌显示度指数五色图'])
  expect(units.map(({ places }) => places[TOTAL]!.rank)).toEqual([1, 2, 3, 4, 5])
  expect(units.map(({ places }) => places.visibility!.band)).toEqual(['green', 'blue', 'yellow', 'orange', 'red'])
})

test('ranks and colours are compared with the fixed report before, not with a later or the same one', () => {
  const reports = [
    past(now, { last: '2022-12-31', computation: 'older' }),
    past(then),
    past(now, { last: '2023-06-30', computation: 'same' }),
  ]
  const { previous, units } = cockpitOf(moment(now), reports)
  expect(previous).toMatchObject({ computation: 'one', comparable: true })
  const [a, , , , e] = units
  expect(changeOf(a!, TOTAL)).toEqual({ ranks: 1, from: 'blue', better: true })
  expect(changeOf(e!, TOTAL)).toEqual({ ranks: 0, from: null, better: null })
  const nameOf = (band: string) => bandOf(band).name
  expect(changeWords(changeOf(a!, TOTAL), 'green', nameOf)).toBe('上升1位，由B 蓝升为A 绿')
  expect(changeWords(changeOf(units[1]!, TOTAL), 'blue', nameOf)).toBe('下降1位，由A 绿降为B 蓝')
  expect(changeWords(changeOf(e!, TOTAL), 'red', nameOf)).toBe('排名未变')
})

test('no arrows across schemes, none for a unit that was not there, none without a rank', () => {
  const other = cockpitOf(moment(now), [past(then, { of: 'district-3.0' })])
  expect(other.previous).toMatchObject({ comparable: false })
  expect(other.units.map((each) => changeOf(each, TOTAL))).toEqual([null, null, null, null, null])
  expect(changeWords(null, 'green', () => '')).toBe('')
  const more = cockpitOf(moment([...now, unit('F', '0'), unit('G', '0', null)]), [past(then)])
  expect(more.units.slice(5).map((each) => changeOf(each, TOTAL))).toEqual([null, null])
  expect(more.units[6]).toMatchObject({ pending: true, places: { [TOTAL]: { score: null, rank: null, band: 'grey' } } })
})

test('an indicator of which no unit has a figure is told, with what can then be attained', () => {
  const { dropped, attainable } = cockpitOf(moment(now.map(({ id }) => unit(id, '1', null))), [])
  expect(dropped).toEqual([{ name: '社情民意电话调查满意度', weight: '20' }])
  expect(attainable).toBe('80')
})

test('改革满意度 and 风险管控扣分 are boards of the very figures that were scored', () => {
  const units = [unit('A', '1', '80.5', { opinion: '1', major: '2' }), unit('B', '1', '90'), unit('C', '1', null)]
  const stored: Scheme = {
    ...scheme,
    indicators: scheme.indicators.map((each) =>
      each.method === 'deduction' ? { ...each, rates: { extreme: '10', ...each.rates } } : each,
    ),
  }
  const [satisfaction, deductions] = indicatorBoards(stored, units, score(stored, units))
  expect(satisfaction!.rows).toEqual([
    { org: 'B', name: 'B区', cells: ['90'] },
    { org: 'A', name: 'A区', cells: ['80.5'] },
  ])
  expect(deductions!.columns.map(({ label }) => label)).toEqual([
    '扣分',
    '重大负面舆情',
    '较大群体性事件',
    '重大群体性事件',
    '特别重大群体性事件',
  ])
  expect(deductions!.rows).toEqual([{ org: 'A', name: 'A区', cells: ['10.1', '1', '0', '2', '0'] }])
  expect(deductions!.totals).toEqual(['10.1', '1', '0', '2', '0'])
})
