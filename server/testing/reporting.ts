import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { loadSchemes } from '../reports/schemes.ts'
import type { testOffice } from './office.ts'

type Office = Awaited<ReturnType<typeof testOffice>>
type Call = Awaited<ReturnType<Office['asPerson']>>

export const [YUZHONG, JIULONGPO, HOUSING] = ['500103', '500107', 'dept-zhujianwei'] as const

export type Answered = { id: string; number: number; result: Scored; digest: string; units: Unit[] }

/** The reform office with its schemes and whoever makes reports there. */
export async function reporting<O extends Pick<Office, 'db' | 'person' | 'asPerson'>>(office: O) {
  const { db, person, asPerson } = office
  await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
  const clerk = await asPerson((await person('改革办 录入员', ['office', 'entry'])).id)
  const checker = await asPerson((await person('改革办 审核员', ['office', 'reviewer'])).id)
  const keeper = await asPerson((await person('改革办 模块管理员', ['office', 'module-admin'])).id)
  const district = await asPerson((await person('渝中 报表领导', [YUZHONG, 'leader'])).id)

  const ok = async (answer: Awaited<ReturnType<Call>>, status = 200) => {
    expect(answer.statusCode, answer.body).toBe(status)
    return answer.body === '' ? null : answer.json()
  }

  let made = 0
  /** A decided record that counts as this. */
  async function counted(
    figure: string,
    org: string,
    on: string,
    { kind = '', amount = '1', same = '', at = '2023-04-05T00:00:00Z' } = {},
  ) {
    const id = `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`
    await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
      values (${id}, 'test', ${org}, 'approved', 1, 1, 1, ${`${figure} ${made}`}, '{}', '{}', ${at}, ${at}, ${at}, '{}', '')`.execute(db)
    await sql`insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at) values (${figure}, ${org}, ${on}, ${kind}, ${amount}::numeric, ${same}, ${id}, ${at})`.execute(
      db,
    )
    return id
  }

  const opened = async (on: string, report = 'district'): Promise<string> =>
    (await ok(await clerk('POST', `/api/reports/${report}/periods`, { body: { on } }), 201)).id

  const compute = (period: string, who = clerk) => who('POST', `/api/reports/periods/${period}/computations`)

  /** As the office sees it afterwards, whether it was made anew or stood already. */
  async function computed(period: string): Promise<Answered> {
    const answer = await compute(period)
    const { id, unchanged } = await ok(answer, answer.statusCode === 200 ? 200 : 201)
    expect(unchanged).toBe(answer.statusCode === 200)
    return ok(await clerk('GET', `/api/reports/computations/${id}`))
  }

  const asks = (period: string, body: { computation: string; cause?: string }, who = clerk) =>
    who('PUT', `/api/reports/periods/${period}/fixing`, { body })
  const fixes = (period: string, body: { computation: string; issue: number; cause: string | null }, who = checker) =>
    who('POST', `/api/reports/periods/${period}/fixed`, { body })

  /** Computed, asked for and fixed; with a cause where it was fixed before. */
  async function fixed(period: string, cause: string | null = null): Promise<Answered> {
    const computation = await computed(period)
    await ok(await asks(period, { computation: computation.id, ...(cause === null ? {} : { cause }) }))
    const { issue } = (await ok(await clerk('GET', `/api/reports/periods/${period}`))).fixing
    await ok(await fixes(period, { computation: computation.id, issue, cause }), 201)
    return computation
  }

  const explained = async (who: Call, computation: string, unit: string, indicator: string, report = 'district') =>
    ok(await who('GET', `/api/reports/${report}/records`, { query: { computation, unit, indicator } }))

  return { ...office, clerk, checker, keeper, district, ok, counted, opened, compute, computed, asks, fixes, fixed, explained }
}
