import { expect, test } from 'vitest'
import type { Tallied } from '#indicators/figures.ts'
import { boardTable } from './board-table.ts'
import { districtBoards, windowsOf } from './boards.ts'

const units = ['万州区', '涪陵区', '渝中区', '江北区'].map((name, at) => ({ id: String(at), name }))
const tally = (figure: string, org: string, amount: string, kind = ''): Tallied => ({ figure, org, amount, kind, same: '' })
const board = (id: string) => districtBoards.find((each) => each.id === id)!

test('问题破解: total, on the way and done of each unit, the most first, those that have none left out', () => {
  const table = boardTable(board('blockage'), units, [
    tally('blockages', '0', '2'),
    tally('blockages', '2', '5'),
    tally('blockages-done', '2', '4'),
    tally('blockages', '3', '2'),
    tally('blockages-done', '3', '2'),
    tally('national', '1', '9'),
  ])
  expect(table.columns.map(({ label }) => label)).toEqual(['交办总量', '未完成', '已完成'])
  expect(table.rows).toEqual([
    { org: '2', name: '渝中区', cells: ['5', '1', '4'] },
    { org: '0', name: '万州区', cells: ['2', '2', '0'] },
    { org: '3', name: '江北区', cells: ['2', '0', '2'] },
  ])
  expect(table.totals).toEqual(['9', '3', '6'])
})

test('改革试点: by level and by state; results are counted one by one', () => {
  const table = boardTable(board('pilot'), units, [
    tally('pilots-carried', '1', '3', '国家级'),
    tally('pilots-carried', '1', '2', '市级'),
    tally('pilots-finished', '1', '1', '市级'),
    tally('pilot-results', '1', '7', '制度'),
    tally('pilot-results', '1', '2', '平台'),
  ])
  expect(table.rows).toEqual([{ org: '1', name: '涪陵区', cells: ['5', '3', '2', '4', '1', '9'] }])
})

test('nothing at all is a board without rows', () => {
  expect(boardTable(board('brand'), units, [])).toMatchObject({ rows: [], totals: ['0', '0'] })
})

test('happenings are of the year to the last day, stock to the last day, what was assigned of any day', () => {
  const period = { first: '2023-04-01', last: '2023-06-30' }
  const days = (id: string) => windowsOf(board(id).columns, period).of.map(({ figure, from, to }) => [figure, from, to])
  expect(days('promoted')).toEqual([
    ['promoted', '2023-01-01', '2023-06-30'],
    ['shared', '1900-01-01', '2023-06-30'],
  ])
  expect(days('blockage')).toEqual([
    ['blockages', '1900-01-01', '9999-12-31'],
    ['blockages-done', '1900-01-01', '9999-12-31'],
  ])
  expect(windowsOf(board('blockage').columns, period).less.map(({ figure }) => figure)).toEqual(['blockages-done'])
})

test('within a board a figure is taken over the same days, so that one sum serves all its columns', () => {
  for (const { columns } of districtBoards) {
    const windows = Object.values(windowsOf(columns, { first: '2023-04-01', last: '2023-06-30' })).flat()
    const days = Map.groupBy(windows, ({ figure }) => figure)
    for (const [figure, all] of days) expect(new Set(all.map(({ from, to }) => `${from} ${to}`)).size, figure).toBe(1)
  }
})
