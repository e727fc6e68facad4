import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { HOUSING, reporting } from '../testing/reporting.ts'

/* 重大改革项目报表: 项目满意度 and 风险 are of no unit's records; the reform office enters them. */
const { db, audited, clerk, checker, district, ok, counted, opened, computed, asks, fixes, fixed, explained } = await reporting(
  await testOffice(),
)

type Figure = { indicator: string; org: string; version: number; figure: unknown }
const enter = (period: string, figures: Figure[], more: object = {}, who = clerk) =>
  who('PUT', `/api/reports/periods/${period}/hand-figures`, { body: { figures, basis: '2023年度问卷调查', ...more } })
const satisfaction = (figure: unknown, version = 0): Figure => ({ indicator: 'satisfaction', org: HOUSING, version, figure })
const risk = (figure: unknown, version = 0): Figure => ({ indicator: 'risk', org: HOUSING, version, figure })
const standing = async (period: string) => ok(await clerk('GET', `/api/reports/periods/${period}/hand-figures`))

// It leads a project, and so it is ranked.
await counted('projects', HOUSING, '2023-12-31', { at: '2023-02-01T00:00:00Z' })
const period = await opened('2023-02-01', 'project')

test('are asked for where no record counts them, and told with what they rest on', async () => {
  const { indicators, units, figures, fixed: isFixed } = await standing(period)
  expect(indicators.map(({ id }: { id: string }) => id)).toEqual(['satisfaction', 'risk'])
  expect([units, figures, isFixed]).toEqual([[{ id: HOUSING, name: '重庆市住房和城乡建设委员会' }], [], false])
  const before = await computed(period)
  expect(before.units[0]!.values).not.toHaveProperty('satisfaction', 'project')

  await ok(await enter(period, [satisfaction('91.35'), risk({ larger: 1 })]))
  const after = await computed(period)
  expect(after.units[0]!.values).toMatchObject({ satisfaction: '91.35', risk: { larger: '1' } })
  expect(Number(after.result.units[0]!.scores.risk!.score)).toBe(-3)
  expect(await explained(clerk, after.id, HOUSING, 'satisfaction', 'project')).toMatchObject({
    ...{ all: 0, records: [] },
    byHand: { figure: '91.35', version: 1, basis: '2023年度问卷调查', cause: null, enteredByName: '改革办 录入员' },
  })
  // The computation before was made without.
  expect((await explained(clerk, before.id, HOUSING, 'satisfaction', 'project')).byHand).toBeNull()
  expect((await audited()).filter(({ action }) => action === 'report:enter-figures')).toMatchObject([
    { object: period, facts: { units: 2 } },
  ])
})

test('are refused where they are no figure of the indicator, or of no unit, twice, without a basis or from others', async () => {
  const field = async (answer: ReturnType<typeof enter>) => {
    const refused = await answer
    expect(refused.statusCode, refused.body).toBe(422)
    return refused.json().problems[0].field
  }
  expect(await field(enter(period, [risk('3', 1)]))).toBe('figures.0.figure')
  expect(await field(enter(period, [risk({ small: '1' }, 1)]))).toBe('figures.0.figure')
  expect(await field(enter(period, [risk({ larger: '0.5' }, 1)]))).toBe('figures.0.figure')
  expect(await field(enter(period, [satisfaction('九十', 1)]))).toBe('figures.0.figure')
  expect(await field(enter(period, [satisfaction('-1', 1)]))).toBe('figures.0.figure')
  expect(await field(enter(period, [{ ...satisfaction('1'), indicator: 'milestones' }]))).toBe('figures.0.indicator')
  expect(await field(enter(period, [{ ...satisfaction('1'), indicator: 'nothing' }]))).toBe('figures.0.indicator')
  expect(await field(enter(period, [{ ...satisfaction('1'), org: '500103' }]))).toBe('figures.0.org')
  expect(await field(enter(period, [satisfaction('1', 1), satisfaction('2', 1)]))).toBe('figures.1.org')
  expect(await field(enter(period, [satisfaction('1', 1)], { basis: ' ' }))).toBe('basis')
  expect(await field(enter(period, [satisfaction('1', 1)], { cause: '更正' }))).toBe('cause')
  expect((await enter(period, [satisfaction('1', 1)], {}, checker)).statusCode).toBe(403)
  expect((await district('GET', `/api/reports/periods/${period}/hand-figures`)).statusCode).toBe(403)
  expect((await standing(period)).figures).toHaveLength(2)
})

test('have a version: who comes second is told, and what was taken back has not come', async () => {
  expect((await enter(period, [satisfaction('90')])).json()).toMatchObject({
    code: 'STALE',
    message: expect.stringContaining('改革办 录入员'),
  })
  await ok(await enter(period, [satisfaction(null, 1)]))
  expect((await computed(period)).units[0]!.values.satisfaction).toBeNull()
  await ok(await enter(period, [satisfaction('92', 2)]))
  expect((await standing(period)).figures.find(({ indicator }: Figure) => indicator === 'satisfaction', 'project')).toMatchObject({
    figure: '92',
    version: 3,
  })
  const { rows } = await sql<{ figure: unknown }>`select figure from hand_figure where indicator = 'satisfaction' order by version`.execute(
    db,
  )
  expect(rows.map(({ figure }) => figure)).toEqual(['91.35', null, '92'])
  await expect(sql`update hand_figure set basis = ''`.execute(db)).rejects.toThrow(/never changed|permission denied/)
})

test('once the report is fixed they change only with a cause, and only the reissue has them', async () => {
  const first = await fixed(period)
  expect((await enter(period, [satisfaction('95', 3)])).json().code).toBe('FIXED')
  const cause = '满意度录入有误'
  await ok(await enter(period, [satisfaction('95', 3)], { cause }))
  expect((await explained(district, first.id, HOUSING, 'satisfaction', 'project')).byHand).toMatchObject({ figure: '92', version: 3 })
  const again = await computed(period)
  await ok(await asks(period, { computation: again.id, cause }))
  await ok(await fixes(period, { computation: again.id, issue: 2, cause }), 201)
  expect((await explained(district, again.id, HOUSING, 'satisfaction', 'project')).byHand).toMatchObject({
    figure: '95',
    version: 4,
    cause,
  })
  expect((await ok(await district('GET', `/api/reports/computations/${first.id}`))).units[0].values.satisfaction).toBe('92')
})

test('what was entered under another scheme and is no figure of this one is told before anything is computed', async () => {
  const other = await opened('2023-05-01', 'project')
  await ok(await enter(other, [risk({ larger: 1 })]))
  await sql`insert into scheme (id, report, content, valid_from, in_force, made_by_name, made_at)
    select 'project-without', report, (content #- '{indicators,7,rates,larger}') || '{"id": "project-without"}', '2023-06-01', true, '改革办', now()
    from scheme where id = 'major-project-1' and content #>> '{indicators,7,id}' = 'risk'`.execute(db)
  const answer = await clerk('POST', `/api/reports/periods/${other}/computations`)
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'WRONG_FIGURE'])
  expect(answer.json().message).toContain('请改正手工录入的指标值')
})
