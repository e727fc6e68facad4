import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AnyValues } from '#kernel/field.ts'
import type { Actor, Role } from '#kernel/org.ts'
import type { Verb } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { onTheWay } from '#server/reports/missing.ts'
import { keepForms } from '#kernel/store/form.ts'
import { create, perform } from '#kernel/store/perform.ts'
import { testOffice } from '#server/testing/office.ts'
import { project } from './project.ts'

const LEAD = 'dept-zhujianwei'
const milestones = [
  { name: '出台办法', dueOn: '2026-06-30' },
  { name: '上线平台', dueOn: '2026-08-31' },
]

test('a milestone that was moved or removed is so on both sides of the rate, whatever the report of it said then', () => {
  const states = milestones.map((due) => ({ ...due, state: '已完成', doneOn: '2026-06-20' }))
  const rate = (now: typeof milestones) =>
    (project as Module).tallies!({
      ...{ owner: 'office', decidedOn: '2026-07-01', reached: 4 },
      values: { lead: LEAD, milestones: now },
      approved: { lead: LEAD, milestones, states, status: '推进中' },
    }).map(({ figure, kind, on }) => [figure, kind, on])
  expect(rate(milestones)).toEqual([
    ['milestones', '出台办法', '2026-06-30'],
    ['milestones', '上线平台', '2026-08-31'],
    ['milestones-done', '出台办法', '2026-06-30'],
    ['milestones-done', '上线平台', '2026-08-31'],
  ])
  // The first is moved behind the day on which it was done, the second is no milestone any more; a third has not been reported on.
  expect(
    rate([
      { name: '出台办法', dueOn: '2026-12-31' },
      { name: '全面推开', dueOn: '2026-09-30' },
    ]),
  ).toEqual([
    ['milestones', '出台办法', '2026-12-31'],
    ['milestones', '全面推开', '2026-09-30'],
    ['milestones-done', '出台办法', '2026-12-31'],
  ])
})

test('a result counts from the day on which it was first decided, however often the project is reported on after that', async () => {
  const modules = [project]
  const { db, person } = await testOffice({}, modules)
  await keepForms(db, modules)
  await sql`insert into term (dictionary, code, parent, label) values ('field-track', 'livelihood', null, '社会民生'), ('field-track', 'livelihood.care', 'livelihood', '养老托育')`.execute(
    db,
  )
  const seat = async (name: string, org: string, role: Role): Promise<Actor> => ({
    ...(await person(name, [org, role])),
    posts: [{ org, role }],
  })
  const people: Record<string, Actor> = {
    entry: await seat('办 录入员', 'office', 'entry'),
    report: await seat('委 录入员', LEAD, 'entry'),
    review: await seat('委 审核员', LEAD, 'reviewer'),
    confirm: await seat('办 审核员', 'office', 'reviewer'),
  }
  const on = (day: string, step: string) => ({ actor: people[step]!, now: new Date(`${day}T02:00:00Z`), modules })
  const order = {
    ...{ title: '健全更新机制', track: 'livelihood.care', lead: LEAD, goals: '1.建立制度；\n2.健全体系。', milestones },
    ...{ startsOn: '2026-01-01', endsOn: '2026-12-31' },
  }
  const { id } = await db
    .transaction()
    .execute((tx) => create({ tx, ...on('2026-03-02', 'entry') }, project, { id: 'office', kind: 'office' }, order))

  let version = 1
  const act = async (day: string, step: string, verb: Verb, values?: AnyValues) => {
    await db.transaction().execute((tx) => perform({ tx, ...on(day, step) }, project, id, { verb, version, ...(values ? { values } : {}) }))
    version += 1
  }
  const result = (name: string) => ({ name, measure: '针对多头监管，建立会商机制，实现按月会商。', effect: '获简报刊发。' })
  const scheme: Scheme = {
    ...{ id: 'x', name: 'x', dimensions: [] },
    indicators: [
      {
        id: 'outcomes',
        name: '标志性成果数',
        method: 'two-tier',
        weight: '10',
        coefficients: ['1', '0.8'],
        measure: 'count',
        counts: 'project-results',
      },
    ],
  }
  /** What would count otherwise if it were decided that day. */
  const wouldCount = async (today: string) =>
    (
      await onTheWay(db, modules, people['confirm']!, {
        report: 'project',
        scheme,
        first: '2026-01-01',
        last: '2026-12-31',
        today,
        units: null,
      })
    ).map(({ indicators }) => indicators)
  /** A report that names these results, decided on a day; answers what it would have changed while it was on its way. */
  async function reported(day: string, ...names: string[]) {
    const values = {
      ...{ status: '推进中', states: milestones.map((due) => ({ ...due, state: '推进中' })) },
      ...{ progress: '1.出台办法，明确分工；\n2.建立机制，按月会商。', results: names.map(result) },
    }
    await act(day, 'report', 'submit', values)
    const would = await wouldCount(day)
    await act(day, 'review', 'pass')
    await act(day, 'confirm', 'pass')
    return would
  }
  const counted = async () =>
    (
      await sql<{ kind: string; day: string; amount: string; since: string }>`
        select kind, to_char(on_day, 'YYYY-MM-DD') as day, amount::text, to_char(counted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as since
        from tally where figure = 'project-results' and record_id = ${id} order by on_day, kind collate "C"`.execute(db)
    ).rows.map(({ kind, day, amount, since }) => [kind, day, amount, since])

  await act('2026-03-02', 'entry', 'submit')
  await reported('2026-04-20', '建立会商机制', '上线监管平台')
  const first = [
    ['上线监管平台', '2026-04-20', '1', '2026-04-20'],
    ['建立会商机制', '2026-04-20', '1', '2026-04-20'],
  ]
  expect(await counted()).toEqual(first)
  await act('2026-06-10', 'report', 'renew')
  expect(await counted()).toEqual(first)
  // Two of one name are two; what a later report no longer names is none.
  expect(await reported('2026-06-20', '建立会商机制', '上线监管平台', '出台管理条例', '出台管理条例')).toEqual([['outcomes']])
  expect(await counted()).toEqual([...first, ['出台管理条例', '2026-06-20', '2', '2026-06-20']])
  await act('2026-08-10', 'report', 'renew')
  await reported('2026-08-20', '建立会商机制', '出台管理条例')
  expect(await counted()).toEqual([
    ['建立会商机制', '2026-04-20', '1', '2026-04-20'],
    ['出台管理条例', '2026-06-20', '1', '2026-06-20'],
  ])
  // The same once more is nothing more.
  await act('2026-10-10', 'report', 'renew')
  expect(await reported('2026-10-20', '建立会商机制', '出台管理条例')).toEqual([])
})
