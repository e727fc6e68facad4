import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Scheme } from '#indicators/scheme.ts'
import type { Unit } from '#indicators/values.ts'
import { testOffice } from '../testing/office.ts'
import { JIULONGPO, reporting, YUZHONG } from '../testing/reporting.ts'
import { computedBy } from './compute.ts'

const { db, clerk, checker, keeper, district, ok, counted, computed } = await reporting(await testOffice())
type Call = typeof clerk

describe('区县改革报表, 2023年第1季度', () => {
  let period: string
  test('is opened once, for a quarter that has begun', async () => {
    period = (await ok(await clerk('POST', '/api/reports/district/periods', { body: { on: '2023-02-14' } }), 201)).id
    expect((await clerk('POST', '/api/reports/district/periods', { body: { on: '2023-03-31' } })).json().code).toBe('PERIOD_OPEN')
    expect((await clerk('POST', '/api/reports/district/periods', { body: { on: '2199-01-01' } })).statusCode).toBe(422)
    expect((await district('POST', '/api/reports/district/periods', { body: { on: '2023-05-01' } })).statusCode).toBe(403)
    expect(await ok(await district('GET', '/api/reports/district/periods'))).toMatchObject([
      { first: '2023-01-01', last: '2023-03-31', issue: null },
    ])
  })

  test('INV-15 counts stock to its last day, happenings from New Year, the quarter’s survey, and what was decided before the lock', async () => {
    // Pilots: 渝中 two national and one of the city, 九龙坡 one; one of next quarter is not counted yet.
    await counted('pilots', YUZHONG, '2019-06-01', { kind: '国家级' })
    await counted('pilots', YUZHONG, '2022-06-01', { kind: '国家级' })
    await counted('pilots', YUZHONG, '2023-03-31', { kind: '市级' })
    await counted('pilots', YUZHONG, '2023-04-01', { kind: '国家级' })
    await counted('pilots', JIULONGPO, '2021-01-01', { kind: '国家级' })
    // Due on the last day is due; accepted late and before it counts.
    await counted('pilots-due', YUZHONG, '2022-12-31', { kind: '国家级' })
    await counted('pilots-due', YUZHONG, '2023-03-31', { kind: '国家级' })
    await counted('pilots-accepted-late', YUZHONG, '2023-03-01', { kind: '国家级' })
    await counted('pilots-due', JIULONGPO, '2023-06-30', { kind: '国家级' })
    // Last year's recognition is not this year's.
    await counted('national', YUZHONG, '2022-12-31')
    await counted('national', YUZHONG, '2023-01-01')
    await counted('national', YUZHONG, '2023-03-31')
    await counted('survey', YUZHONG, '2023-03-31', { amount: '88.50' })
    await counted('survey', YUZHONG, '2022-12-31', { amount: '10' })
    // One mass event filed twice counts once, at its highest level; an opinion beside it counts as well.
    await counted('risk', JIULONGPO, '2023-02-01', { kind: '较大', same: '群体性事件 甲' })
    await counted('risk', JIULONGPO, '2023-02-02', { kind: '重大', same: '群体性事件 甲' })
    await counted('risk', JIULONGPO, '2023-02-02', { kind: '重大负面舆情', same: '重大负面舆情 甲' })
    await counted('promoted', JIULONGPO, '2023-02-01', { at: '2199-01-01T00:00:00Z' })

    const { units, result } = await computed(period)
    expect(units).toEqual([
      {
        id: YUZHONG,
        name: '渝中区',
        values: { pilots: '3', accepted: { passed: '1', due: '2' }, national: '2', promoted: '0', reported: '0', survey: '88.5', risk: {} },
      },
      {
        id: JIULONGPO,
        name: '九龙坡区',
        values: {
          pilots: '1',
          accepted: { passed: '0', due: '0' },
          national: '0',
          promoted: '0',
          reported: '0',
          survey: null,
          risk: { major: '1', opinion: '1' },
        },
      },
    ])
    expect(result.units.map(({ index, pending }) => [index, pending])).toEqual([
      ['93.000000', false],
      [null, true],
    ])
  })

  test('cannot be fixed while a figure is waited for', async () => {
    const { id } = await computed(period)
    const answer = await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation: id } })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'PENDING'])
    expect(answer.json().message).toContain('九龙坡区')
    await counted('survey', JIULONGPO, '2023-03-31', { amount: '80' })
  })

  test('is computed again when more has come, and what is unchanged computes to the same', async () => {
    const [first, second] = [await computed(period), await computed(period)]
    // Nothing that counts has happened in between: it says so, and makes no other.
    expect([first.number, second.id, second.digest]).toEqual([2, first.id, first.digest])
    // How often is the office’s own affair, as what was computed is.
    const numbers = async (who: typeof clerk) =>
      (await ok(await who('GET', '/api/reports/district/periods'))).map(({ computed: times }: { computed: number | null }) => times)
    expect([await numbers(clerk), await numbers(district)]).toEqual([[2], [null]])
    expect(second.result.units.map(({ rank, index }) => [rank, index])).toEqual([
      [1, '93.000000'],
      [2, '70.900000'],
    ])
  })

  test('is the office’s own until it is fixed by a second person', async () => {
    const { id, digest } = await computed(period)
    expect((await district('GET', `/api/reports/computations/${id}`)).statusCode).toBe(404)
    expect(
      (await checker('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: id, issue: 1, cause: null } })).json().code,
    ).toBe('NOT_ASKED')
    await ok(await checker('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation: id } }))
    expect(
      (await checker('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: id, issue: 1, cause: null } })).json().code,
    ).toBe('SECOND_PERSON')
    await ok(await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation: id } }))
    expect(
      (await clerk('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: id, issue: 1, cause: null } })).statusCode,
    ).toBe(403)
    expect(
      await ok(await checker('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: id, issue: 1, cause: null } }), 201),
    ).toMatchObject({
      issue: 1,
      digest,
    })
    expect(await ok(await district('GET', `/api/reports/computations/${id}`))).toMatchObject({ fixed: true, digest })
  })

  test('R-IN-02 INV-07 once fixed, it computes to itself and cannot be changed by anybody, the database refuses', async () => {
    const { rows } = await sql<{ scheme: Scheme; units: Unit[]; digest: string }>`
      select scheme, units, digest from computation join fixed_report on computation_id = computation.id`.execute(db)
    expect(rows.map(({ scheme, units }) => computedBy(scheme, units).digest)).toEqual(rows.map(({ digest }) => digest))
    await expect(sql`update computation set digest = 'x'`.execute(db)).rejects.toThrow(/never changed|permission denied/)
    await expect(sql`delete from fixed_report`.execute(db)).rejects.toThrow(/never changed|permission denied/)
    await expect(sql`update scheme set content = content || '{"name":"x"}' where id = 'district-2023-03-31'`.execute(db)).rejects.toThrow(
      'in force',
    )
  })

  test('a mistake is put right by a reissue with its cause and its differences; the first stays', async () => {
    const [issue] = (await ok(await clerk('GET', `/api/reports/periods/${period}`))).issues
    await counted('promoted', JIULONGPO, '2023-03-01')
    const again = await computed(period)
    expect((await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation: again.id } })).statusCode).toBe(422)
    await ok(
      await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation: again.id, cause: '九龙坡区一条全市推广漏统' } }),
    )
    const cause = '九龙坡区一条全市推广漏统'
    await ok(await checker('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: again.id, issue: 2, cause } }), 201)
    const page = await ok(await district('GET', `/api/reports/periods/${period}`))
    expect(page.issues).toMatchObject([
      { issue: 2, computation: again.id, cause: '九龙坡区一条全市推广漏统' },
      { issue: 1, computation: issue.computation, cause: null },
    ])
    const changed = await ok(await district('GET', `/api/reports/computations/${again.id}/differences/${issue.computation}`))
    expect(changed).toMatchObject([
      // All were alike at zero: the floor; now one is at the top.
      {
        id: JIULONGPO,
        index: { before: '70.900000', after: '73.900000' },
        scores: [{ indicator: 'promoted', figure: { before: '0', after: '1' } }],
      },
    ])
  })

  test('a draft is discarded by whoever has seen its latest version; one in force never, and no two begin on one day', async () => {
    const [printed] = await ok(await keeper('GET', '/api/reports/district/schemes'))
    const content = { ...printed.content, id: 'district-thrown-away' }
    const made = await ok(await keeper('POST', '/api/reports/district/schemes', { body: { content, validFrom: printed.validFrom } }), 201)
    // What a scheme says of its beginning is what it is put in force from.
    expect(made.content.validFrom).toBe(printed.validFrom)
    const path = '/api/reports/district/schemes/district-thrown-away'
    expect((await keeper('POST', `${path}/in-force`, { body: { version: 1 } })).json().code).toBe('SAME_DAY')
    expect((await keeper('DELETE', path, { body: { version: 2 } })).json().code).toBe('STALE')
    expect((await checker('DELETE', path, { body: { version: 1 } })).statusCode).toBe(403)
    await ok(await keeper('DELETE', path, { body: { version: 1 } }), 204)
    expect((await keeper('DELETE', path, { body: { version: 1 } })).statusCode).toBe(404)
    const inForce = await keeper('DELETE', '/api/reports/district/schemes/district-3.0', { body: { version: printed.version } })
    expect(inForce.json().code).toBe('IN_FORCE')
  })

  test('R-ID-08 a scheme is put in force by whoever has just shown who they are', async () => {
    const [printed] = await ok(await keeper('GET', '/api/reports/district/schemes'))
    const content = { ...printed.content, id: 'district-stale-screen' }
    await ok(await keeper('POST', '/api/reports/district/schemes', { body: { content, validFrom: '2031-01-01' } }), 201)
    await sql`update session set fresh_at = now() - interval '6 minutes'`.execute(db)
    const answer = await keeper('POST', '/api/reports/district/schemes/district-stale-screen/in-force', { body: { version: 1 } })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'FRESH_REQUIRED'])
    await sql`update session set fresh_at = now()`.execute(db)
    await ok(await keeper('DELETE', '/api/reports/district/schemes/district-stale-screen', { body: { version: 1 } }), 204)
  })

  test('a scheme is drafted, refused where its weights do not add up, and put in force for a day not yet reported on', async () => {
    const [printed] = (await ok(await keeper('GET', '/api/reports/district/schemes'))).filter(
      ({ id }: { id: string }) => id === 'district-3.0',
    )
    const content = { ...printed.content, id: 'district-4' }
    const wrong = { ...content, dimensions: content.dimensions.with(0, { ...content.dimensions[0], weight: '31' }) }
    const refused = await keeper('POST', '/api/reports/district/schemes', { body: { content: wrong, validFrom: '2026-01-01' } })
    expect(refused.json().problems[0].message).toContain('应当相等')
    expect((await clerk('POST', '/api/reports/district/schemes', { body: { content, validFrom: '2026-01-01' } })).statusCode).toBe(403)
    await ok(await keeper('POST', '/api/reports/district/schemes', { body: { content, validFrom: '2023-02-01' } }), 201)
    expect((await ok(await district('GET', '/api/reports/district/schemes'))).map(({ id }: { id: string }) => id)).toEqual([
      'district-3.0',
      'district-2023-03-31',
    ])
    expect((await keeper('POST', '/api/reports/district/schemes/district-4/in-force', { body: { version: 1 } })).json().code).toBe(
      'BACKWARDS',
    )
    await ok(await keeper('PUT', '/api/reports/district/schemes/district-4', { body: { version: 1, content, validFrom: '2026-01-01' } }))
    expect((await keeper('POST', '/api/reports/district/schemes/district-4/in-force', { body: { version: 1 } })).json().code).toBe('STALE')
    await ok(await keeper('POST', '/api/reports/district/schemes/district-4/in-force', { body: { version: 2 } }))
    expect(
      (await keeper('PUT', '/api/reports/district/schemes/district-4', { body: { version: 3, content, validFrom: '2026-01-01' } })).json()
        .code,
    ).toBe('IN_FORCE')
  })
})

describe('实时数据与测算', () => {
  test('everybody sees how the running quarter stands; a unit asks what if of itself, the office of any, and nothing is written', async () => {
    const live = await ok(await district('GET', '/api/reports/district/live'))
    expect(live.result.units.map(({ id }: { id: string }) => id)).toEqual([YUZHONG, JIULONGPO])
    expect(live.first <= live.last).toBe(true)
    const ask = (who: Call, unit: string, wish: object) => who('POST', '/api/reports/district/what-if', { body: { unit, wish } })
    const asked = await ok(await ask(district, YUZHONG, { national: { of: 3 } }))
    expect(Number(asked.after.index)).toBeGreaterThan(Number(asked.before.index))
    expect(asked.marginal.length).toBeGreaterThan(5)
    expect((await ask(district, JIULONGPO, {})).statusCode).toBe(403)
    expect((await ask(clerk, JIULONGPO, {})).statusCode).toBe(200)
    expect((await ask(clerk, 'nobody', {})).statusCode).toBe(404)
    expect((await ask(clerk, JIULONGPO, { national: { passed: 1 } })).json().problems[0].field).toBe('wish.national.passed')
    expect((await ok(await district('GET', '/api/reports/district/live'))).result).toEqual(live.result)
  })

  test('a scheme that counts what there is not is refused with its place', async () => {
    const [printed] = (await ok(await keeper('GET', '/api/reports/district/schemes'))).filter(
      ({ id }: { id: string }) => id === 'district-3.0',
    )
    const wrong = (change: (content: any) => void) => {
      const content = structuredClone({ ...printed.content, id: 'district-5' })
      change(content)
      return keeper('POST', '/api/reports/district/schemes', { body: { content, validFrom: '2030-01-01' } })
    }
    const field = async (answer: ReturnType<typeof wrong>) => (await answer).json().problems[0].field
    // Whatever is wrong is said in Chinese, at its place.
    for (const change of [
      (content: any) => (content.more = 1),
      (content: any) => delete content.name,
      (content: any) => (content.indicators[0].method = 'x'),
    ]) {
      const answer = (await wrong(change)).json()
      expect(answer.code).toBe('INVALID')
      for (const { message } of answer.problems) expect(message).toMatch(/[\u4e00-\u9fff]/u)
    }
    expect(await field(wrong(({ indicators }) => (indicators[0].counts = 'constructor')))).toBe('content.indicators[0].counts')
    expect(await field(wrong(({ indicators }) => delete indicators[1].measure))).toBe('content.indicators[1].counts')
    expect(await field(wrong(({ indicators }) => delete indicators[6].rates.extreme))).toBe('content.indicators[6].rates')
    // Nothing weighs what it likes: without a total, a dimension’s weight or a dimension nothing would add up.
    expect(await field(wrong((content) => delete content.full))).toBe('content.full')
    expect(await field(wrong(({ dimensions }) => delete dimensions[0].weight))).toBe('content.dimensions[0].weight')
    expect(await field(wrong(({ indicators }) => delete indicators[6].dimension))).toBe('content.indicators[6].dimension')
    expect(await field(wrong(({ indicators }) => (indicators[0].dimension = 'nowhere')))).toBe('content.indicators[0].dimension')
  })
})
