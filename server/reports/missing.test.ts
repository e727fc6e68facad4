import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { quarterOf } from '#kernel/fields/quarter.ts'
import type { Module } from '#kernel/module.ts'
import { keepForms } from '#kernel/store/form.ts'
import { brand } from '#modules/reform/brand.ts'
import { CITY, PROMOTED } from '#modules/reform/brand-situations.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { satisfaction } from '#modules/reform/satisfaction.ts'
import { testOffice } from '../testing/office.ts'
import { overdueUpdates } from './missing.ts'
import { loadSchemes, schemeOn } from './schemes.ts'

const modules: readonly Module[] = [brand, satisfaction, pilot, pilotProgress]
const { db, person, asPerson } = await testOffice({}, modules)
type Call = Awaited<ReturnType<typeof asPerson>>

const [YUZHONG, JIULONGPO, SURVEYS] = ['500103', '500107', 'dept-sheqingminyi']
const today = dayOf(new Date())
const NEW_YEAR = `${today.slice(0, 4)}-01-01`
const APART = '涉密，已通过电子政务内网邮箱报送'

const seats: Record<string, Call> = {}
let period: string
beforeAll(async () => {
  await keepForms(db, modules)
  await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
  await sql`insert into org (id, name, short, kind, pinyin) values (${SURVEYS}, '重庆市社情民意调查中心', '市社情民意调查中心', 'department', 'x')`.execute(
    db,
  )
  await sql`insert into term (dictionary, code, parent, label) values ('field-track', 'economy', null, '经济体制'), ('field-track', 'economy.private', 'economy', '民营经济')`.execute(
    db,
  )
  for (const [name, org, role] of [
    ['office entry', 'office', 'entry'],
    ['office reviewer', 'office', 'reviewer'],
    ['渝中 entry', YUZHONG, 'entry'],
    ['渝中 reviewer', YUZHONG, 'reviewer'],
    ['九龙坡 leader', JIULONGPO, 'leader'],
    ['survey entry', SURVEYS, 'entry'],
  ] as const)
    seats[name] = await asPerson((await person(name, [org, role])).id)
  period = (await done(seats['office entry']!('POST', '/api/reports/district/periods', { body: { on: today } }))).id
})

type Stored = { id: string; version: number }
async function done(asked: ReturnType<Call>) {
  const answer = await asked
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}
const create = (who: string, module: Module, values: object): Promise<Stored> =>
  done(seats[who]!('POST', `/api/${module.path}`, { body: { values } }))
const act = (who: string, module: Module, { id, version }: Stored, verb: string): Promise<Stored> =>
  done(seats[who]!('POST', `/api/${module.path}/${id}/acts`, { body: { version, verb } }))
const missing = async (who: string) => done(seats[who]!('GET', `/api/reports/periods/${period}/missing`))

const promoted = (happenedOn: string) => ({
  ...{
    matter: '建立民营经济服务机制',
    track: 'economy.private',
    category: PROMOTED,
    promotion: CITY[0],
    occasion: `文件${happenedOn}`,
    happenedOn,
  },
  ...{ problem: '针对办事难问题，出台办法，实现一网通办。', outcome: '形成制度一项。', apart: APART, sentOn: NEW_YEAR },
})

test('a survey figure that has not come is told by its units; a count without a record is a true 0 and is not', async () => {
  const { figures } = await missing('office entry')
  expect(figures).toMatchObject([{ indicator: 'survey', of: 2, units: [{ id: YUZHONG }, { id: JIULONGPO }] }])
  expect((await missing('九龙坡 leader')).figures).toMatchObject([{ indicator: 'survey', units: [{ id: JIULONGPO, name: '九龙坡区' }] }])
})

test('what would count if it were decided is told with the step and the post that holds it; a draft only to its own unit, what counts elsewhere to nobody', async () => {
  const draft = await create('渝中 entry', brand, promoted(NEW_YEAR))
  expect((await missing('office entry')).waiting).toEqual([])
  expect((await missing('渝中 reviewer')).waiting).toMatchObject([{ kind: 'draft', stage: 'entry', org: YUZHONG, role: 'entry', count: 1 }])
  const sent = await act('渝中 entry', brand, draft, 'submit')
  const expected = { module: 'reform/brand', kind: 'handle', stage: 'review', orgName: '渝中区', roleName: '审核员', count: 1 }
  const { waiting, records } = await missing('office entry')
  expect(records).toBe(1)
  expect(waiting).toMatchObject([
    { ...expected, stageLabel: '单位审核', units: [{ id: YUZHONG, count: 1 }], indicators: ['promoted'], owner: YUZHONG },
  ])
  expect((await missing('九龙坡 leader')).waiting).toEqual([])

  const held = await done(seats['office entry']!('GET', `/api/reports/periods/${period}/missing/records?module=reform/brand&stage=review`))
  expect(held).toMatchObject({ all: 1, records: [{ id: draft.id, title: '建立民营经济服务机制', ownerName: '渝中区', units: ['渝中区'] }] })
  const elsewhere = await done(
    seats['九龙坡 leader']!('GET', `/api/reports/periods/${period}/missing/records?module=reform/brand&stage=review`),
  )
  expect(elsewhere).toEqual({ all: 0, records: [] })

  const passed = await act('渝中 reviewer', brand, sent, 'pass')
  expect((await missing('office entry')).waiting).toMatchObject([
    { stage: 'adopt', orgName: '中共重庆市委全面深化改革委员会办公室', roleName: '审核员' },
  ])
  // Decided, it counts: it is missing no more.
  await act('office reviewer', brand, passed, 'pass')
  expect((await missing('office entry')).waiting).toEqual([])
})

test('what would count in another period only is not told in this one', async () => {
  const { rows } = await sql<{ id: string }>`
    insert into period (id, report, first_day, last_day, opened_by, opened_by_name, opened_at)
    select gen_random_uuid(), 'district', '2023-07-01', '2023-09-30', id, name, now() from person limit 1 returning id`.execute(db)
  const early = rows[0]!.id
  const draft = await create('渝中 entry', brand, promoted(dayOf(new Date())))
  const of = async (id: string) => (await done(seats['渝中 entry']!('GET', `/api/reports/periods/${id}/missing`))).waiting.length
  expect([await of(period), await of(early)]).toEqual([1, 0])
  await done(seats['渝中 entry']!('POST', `/api/reform/brand/${draft.id}/acts`, { body: { version: draft.version, verb: 'discard' } }))
})

test('a survey on its way is told beside the figure that it will give', async () => {
  const values = { quarter: quarterOf(today), scores: [{ org: YUZHONG, score: '88.50' }] }
  await act('survey entry', satisfaction, await create('survey entry', satisfaction, values), 'submit')
  const { figures, waiting } = await missing('office reviewer')
  expect(figures[0].units).toHaveLength(2)
  expect(waiting).toMatchObject([{ module: 'reform/satisfaction', stage: 'review', units: [{ id: YUZHONG }], indicators: ['survey'] }])
})

test('推进情况 that was due and not begun is told by the unit that owes it, to the office and to that unit', async () => {
  const id = '00000000-0000-7000-8000-000000000001'
  const values = { level: '国家级', dueOn: '2023-12-31', lead: 'dept-zhujianwei', status: '推进中' }
  await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, approved, approved_at, hands, since, created_at, changed_at, grams, found_in)
    values (${id}, 'reform/pilot-progress', ${YUZHONG}, 'approved', 1, 1, 4, '城市更新试点', ${JSON.stringify(values)}, ${JSON.stringify(values)}, now(), '{}', now(), now(), now(), '{}', '')`.execute(
    db,
  )
  await sql`insert into sight (org_id, module, record_id) values ('office', 'reform/pilot-progress', ${id}), (${YUZHONG}, 'reform/pilot-progress', ${id})`.execute(
    db,
  )
  await sql`insert into todo (record_id, kind, org_id, role, module, stage, title, owner, since, starts, due, not_for)
    values (${id}, 'renew', ${YUZHONG}, 'entry', 'reform/pilot-progress', 'approved', '城市更新试点', ${YUZHONG}, now(), '2023-10-01', '2023-12-31', '{}')`.execute(
    db,
  )
  for (const who of ['office entry', '渝中 reviewer'])
    expect((await missing(who)).overdue).toMatchObject([
      {
        module: 'reform/pilot-progress',
        moduleName: '试点推进',
        orgName: '渝中区',
        roleName: '录入员',
        count: 1,
        due: '2023-12-31',
        record: id,
      },
    ])
  expect((await missing('九龙坡 leader')).overdue).toEqual([])

  // 按时: where only what is accepted in time counts, the next report may still be the one that is; none bears on what counts 一件事.
  const { content } = await schemeOn(db, 'district', today)
  const clerk = { id, name: '', posts: [{ org: 'office', role: 'entry' as const }] }
  const asked = { report: 'district' as const, first: '2023-10-01', last: '2023-12-31', today, units: null }
  const owed = async (counts: string) => {
    const scheme = { ...content, indicators: [{ ...content.indicators[0]!, counts }] }
    return (await overdueUpdates(db, modules, clerk, { ...asked, scheme })).map(({ module }) => module)
  }
  expect([await owed('accepted-on-time'), await owed('matters')]).toEqual([['reform/pilot-progress'], []])
})
