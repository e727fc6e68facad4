import { expect, test } from 'vitest'
import { figuresOf, windowsOf } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { talliedIn } from '#server/reports/tallied.ts'
import { castOf } from '#server/testing/cast.ts'
import { Walk, type Standing } from '#server/testing/walk.ts'
import { pilot } from './pilot.ts'
import { pilotProgress } from './pilot-progress.ts'

/* 按时通过验收率 = 截至报表生成时已通过验收项目数 ÷ 应通过验收项目数: what is due is due by the pilot's day as it is now, also of what was accepted before it was corrected. */
const cast = await castOf([pilot, pilotProgress])
const walk = new Walk(cast)
const [district, other] = cast.pool.district as [string, string]
const [lead] = cast.pool.department as [string]

const rate = (id: string, counts: string) => ({
  id,
  name: id,
  method: 'two-tier' as const,
  coefficients: ['1', '0.8'],
  weight: '10',
  measure: 'ratio' as const,
  counts,
})
const scheme: Scheme = {
  id: 'rates',
  name: '验收率',
  dimensions: [],
  indicators: [rate('passed', 'national-accepted'), rate('onTime', 'national-accepted-on-time')],
}

/** Passed ÷ due of the district at the end of a quarter: as the default counts it, and strictly on time. */
async function rates(last: string): Promise<string[]> {
  const windows = windowsOf(scheme.indicators, { first: '2023-01-01', last })
  const [unit] = figuresOf(scheme, [{ id: district, name: district }], await talliedIn(cast.db, windows, new Date('2199-01-01')))
  return ['passed', 'onTime'].map((id) => Object.values(unit!.values[id] as object).join('/'))
}

async function accepted(dueOn: string, acceptedOn: string): Promise<Standing> {
  const values = { level: '国家级', deployedOn: '2022-01-10', dueOn, lead, districts: [district, other] }
  const made = await walk.to(pilot, 'approved', { owner: district, wishes: { entry: { values } } })
  const child = made.children.find(({ owner }) => owner === district)!
  let progress = await walk.seen(await cast.writer(district), pilotProgress, child.id)
  while (progress.stage !== 'approved')
    progress = await walk.forward(pilotProgress, progress, { entry: { values: { status: '已完成', acceptedOn } } })
  return walk.seen(await cast.writer(lead), pilot, made.id)
}

const due = async (record: Standing, dueOn: string) =>
  walk.act(await cast.writer(lead), pilot, record, { verb: 'amend', values: { dueOn } })

test('due on the last day is due, accepted late is not on time, and counts as passed from the day it was accepted', async () => {
  await accepted('2023-03-31', '2023-03-31')
  expect([await rates('2023-03-30'), await rates('2023-03-31')]).toEqual([
    ['0/0', '0/0'],
    ['1/1', '1/1'],
  ])
  await accepted('2023-03-31', '2023-04-01')
  expect([await rates('2023-03-31'), await rates('2023-04-01')]).toEqual([
    ['1/2', '1/2'],
    ['2/2', '1/2'],
  ])
})

test('a day corrected after the acceptance moves both sides of the rate: never more passed than due, and never due without what was accepted', async () => {
  const record = await accepted('2023-06-30', '2023-06-20')
  expect([await rates('2023-03-31'), await rates('2023-06-30')]).toEqual([
    ['1/2', '1/2'],
    ['3/3', '2/3'],
  ])
  // Later than it was thought to be: not due yet, and so not passed of what was due.
  const later = await due(record, '2023-12-31')
  expect([await rates('2023-06-30'), await rates('2023-12-31')]).toEqual([
    ['2/2', '1/2'],
    ['3/3', '2/3'],
  ])
  // Earlier: due before it was accepted, and accepted late.
  const earlier = await due(later, '2023-05-31')
  expect([await rates('2023-05-31'), await rates('2023-06-30')]).toEqual([
    ['2/3', '1/3'],
    ['3/3', '1/3'],
  ])
  // Put back: as it was filed.
  await due(earlier, '2023-06-30')
  expect([await rates('2023-05-31'), await rates('2023-06-30')]).toEqual([
    ['2/2', '1/2'],
    ['3/3', '2/3'],
  ])
})
