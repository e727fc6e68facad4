import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { JIULONGPO, reporting, YUZHONG } from '../testing/reporting.ts'

const { app, db, person, asPerson, clerk, checker, keeper, ok, counted, opened, compute, computed, asks, fixes, fixed } = await reporting(
  await testOffice(),
)

const codeOf = (answer: Awaited<ReturnType<typeof compute>>) => [answer.statusCode, answer.json().code ?? null]

let second: typeof checker
beforeAll(async () => {
  second = await asPerson((await person('改革办 审核员二', ['office', 'reviewer'])).id)
})

describe('whoever confirms confirms what they saw', () => {
  test('another computation, another cause or another issue than was seen is refused as stale', async () => {
    const period = await opened('2023-02-01')
    const first = await computed(period)
    await ok(await asks(period, { computation: first.id }))
    await counted('national', YUZHONG, '2023-02-01')
    const other = await computed(period)
    // Asked for anew by somebody else, with another computation.
    await ok(await asks(period, { computation: other.id }, keeper))
    expect(codeOf(await fixes(period, { computation: first.id, issue: 1, cause: null }))).toEqual([409, 'STALE'])
    expect(codeOf(await fixes(period, { computation: other.id, issue: 2, cause: null }))).toEqual([409, 'STALE'])
    await ok(await fixes(period, { computation: other.id, issue: 1, cause: null }), 201)

    await counted('national', JIULONGPO, '2023-02-01')
    const again = await computed(period)
    await ok(await asks(period, { computation: again.id, cause: '九龙坡区漏统一条' }))
    await ok(await asks(period, { computation: again.id, cause: '更正两区县数据' }, keeper))
    expect(codeOf(await fixes(period, { computation: again.id, issue: 2, cause: '九龙坡区漏统一条' }))).toEqual([409, 'STALE'])
    expect(codeOf(await fixes(period, { computation: again.id, issue: 2, cause: null }))).toEqual([409, 'STALE'])
    await ok(await fixes(period, { computation: again.id, issue: 2, cause: '更正两区县数据' }), 201)
    const page = await ok(await clerk('GET', `/api/reports/periods/${period}`))
    expect(page.issues.map(({ cause }: { cause: string | null }) => cause)).toEqual(['更正两区县数据', null])
    expect(page.issues[0].rowsDigest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a body that does not say what was seen is refused', async () => {
    const period = await opened('2023-05-01')
    const { id } = await computed(period)
    await ok(await asks(period, { computation: id }))
    expect((await checker('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: id } })).statusCode).toBe(422)
  })
})

describe('at once', () => {
  test('two compute: one computation, and the other is told that nothing has changed', async () => {
    const period = await opened('2023-08-01')
    const answers = await Promise.all([compute(period), compute(period, checker), compute(period, keeper)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 201])
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
    expect((await ok(await clerk('GET', `/api/reports/periods/${period}`))).computations).toHaveLength(1)
  })

  test('two fix: once, and the other is told that it is done', async () => {
    const period = await opened('2023-11-01')
    const { id } = await computed(period)
    await ok(await asks(period, { computation: id }))
    const body = { computation: id, issue: 1, cause: null }
    const answers = await Promise.all([fixes(period, body), fixes(period, body, second)])
    expect(answers.map(codeOf).sort()).toEqual([
      [201, null],
      [409, 'STALE'],
    ])
    const { rows } = await sql<{ issues: number; kept: number }>`
      select count(*)::int as issues, (select count(distinct fixed_report_id)::int from fixed_tally where fixed_report_id = any(array_agg(fixed_report.id))) as kept
      from fixed_report where period_id = ${period}`.execute(db)
    expect(rows).toEqual([{ issues: 1, kept: 1 }])
  })

  test('one computes while another fixes: what is fixed is what was asked for, and the computation stands beside it', async () => {
    const period = await opened('2024-02-01')
    await counted('national', YUZHONG, '2024-01-05')
    const asked = await computed(period)
    await ok(await asks(period, { computation: asked.id }))
    await counted('national', YUZHONG, '2024-01-06', { at: new Date().toISOString() })
    const [anew, done] = await Promise.all([compute(period), fixes(period, { computation: asked.id, issue: 1, cause: null })])
    expect([anew.statusCode, done.statusCode]).toEqual([201, 201])
    const page = await ok(await clerk('GET', `/api/reports/periods/${period}`))
    expect(page.issues).toMatchObject([{ issue: 1, computation: asked.id }])
    expect(page.computations.map(({ number }: { number: number }) => number)).toEqual([2, 1])
  })

  test('F-16 while others decide, each decision is either in what is fixed or in what comes after it, and what is fixed adds up', async () => {
    const period = await opened('2024-08-01')
    await counted('promoted', YUZHONG, '2024-07-05')
    const { id } = await computed(period)
    await ok(await asks(period, { computation: id }))
    const deciding = Array.from({ length: 40 }, (_, at) =>
      counted('promoted', at % 2 ? YUZHONG : JIULONGPO, '2024-07-06', { at: new Date().toISOString() }),
    )
    const [done] = await Promise.all([fixes(period, { computation: id, issue: 1, cause: null }), ...deciding])
    expect(done.statusCode).toBe(201)
    const promoted = async (rows: string) => {
      const { rows: sums } = await sql<{ org: string; amount: number }>`
        select org_id as org, sum(amount)::int as amount from ${sql.raw(rows)} and figure = 'promoted' and on_day between '2024-01-01' and '2024-09-30'
        group by 1 order by 1`.execute(db)
      return Object.fromEntries(sums.map(({ org, amount }) => [org, amount]))
    }
    const computedFor = async (computation: string) => {
      const { units } = await ok(await clerk('GET', `/api/reports/computations/${computation}`))
      const figures = units.map(({ id: unit, values }: { id: string; values: { promoted: string } }) => [unit, Number(values.promoted)])
      return Object.fromEntries(figures.filter(([, figure]: [string, number]) => figure > 0))
    }
    expect(await promoted(`fixed_tally where fixed_report_id = '${done.json().id}'`)).toEqual(await computedFor(id))
    const after = await computed(period)
    expect(await computedFor(after.id)).toEqual(await promoted(`tally where true`))
  })

  test('what waits for the period waits for it in the database, on however many nodes', async () => {
    const period = await opened('2024-05-01')
    const hold = app.db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`period ${period}`}, 0))`.execute(tx)
      const waiting = compute(period)
      await expect
        .poll(
          async () =>
            (await sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`.execute(tx))
              .rows[0]!.n,
        )
        .toBe(1)
      return { waiting }
    })
    expect((await (await hold).waiting).statusCode).toBe(201)
  })
})

describe('what a period counts', () => {
  test('a December happening approved in January counts in the fourth quarter, also in a reissue when it was approved after the report was fixed; never in the next year’s', async () => {
    await counted('national', YUZHONG, '2024-12-20', { at: '2025-01-20T00:00:00Z' })
    const fourth = await opened('2024-12-01')
    const before = await fixed(fourth)
    expect(before.units.map(({ values }) => values.national)).toEqual(['3', '0'])
    await counted('national', YUZHONG, '2024-12-28', { at: new Date().toISOString() })
    // What is fixed stays; what came after counts in no report of the next year.
    expect((await ok(await clerk('GET', `/api/reports/computations/${before.id}`))).units).toEqual(before.units)
    const next = await computed(await opened('2025-01-01'))
    expect(next.units.map(({ values }) => values.national)).toEqual(['0', '0'])
    const again = await fixed(fourth, '渝中区一条12月的肯定评价在定稿后审定')
    expect(again.units.map(({ values }) => values.national)).toEqual(['4', '0'])
    expect(await ok(await clerk('GET', `/api/reports/computations/${again.id}/differences/${before.id}`))).toMatchObject([
      { id: YUZHONG, scores: [{ indicator: 'national', figure: { before: '3', after: '4' } }] },
    ])
  })

  test('the units of its last day: also in a reissue made after one was retired and another founded', async () => {
    const period = await opened('2025-05-01')
    const before = await fixed(period)
    const units = before.units.map(({ id }) => id)
    expect(units).toEqual([YUZHONG, JIULONGPO])
    await counted('national', YUZHONG, '2025-05-01')
    await sql`update org set retired_on = '2025-07-01' where id = ${JIULONGPO}`.execute(db)
    await sql`insert into org (id, name, short, kind, pinyin, position, founded_on) values ('500199', '两江新区', '两江', 'district', 'liangjiang', 9, '2025-07-01')`.execute(
      db,
    )
    const again = await fixed(period, '渝中区漏统一条')
    expect(again.units.map(({ id }) => id)).toEqual(units)
    expect((await computed(await opened('2025-08-01'))).units.map(({ id }) => id)).toEqual([YUZHONG, '500199'])
  })

  test('one founded by the administrator is in no report of a period before, unless it is told otherwise', async () => {
    const admin = await asPerson((await person('系统管理员', ['city', 'system-admin'])).id)
    const found = async (id: string, more: object) =>
      ok(await admin('POST', '/api/admin/orgs', { body: { id, name: `${id}区`, short: id, kind: 'district', ...more } }), 201)
    const fresh = await found('500197', {})
    await found('500198', { foundedOn: '2025-12-31' })
    const period = await opened('2025-12-31')
    const has = async () => (await computed(period)).units.map(({ id }) => id)
    expect(await has()).toContain('500198')
    expect(await has()).not.toContain('500197')
    await ok(await admin('PATCH', '/api/admin/orgs/500197', { body: { version: fresh.version, foundedOn: null } }))
    expect(await has()).toContain('500197')
  })
})

describe('a scheme has its days', () => {
  const drafted = async (id: string, validFrom: string, validUntil?: string) => {
    const schemes = await ok(await keeper('GET', '/api/reports/project/schemes'))
    const { validUntil: _none, ...content } = schemes.at(-1).content
    return keeper('POST', '/api/reports/project/schemes', {
      body: { content: { ...content, id, ...(validUntil ? { validUntil } : {}) }, validFrom },
    })
  }
  const enact = async (id: string) => ok(await keeper('POST', `/api/reports/project/schemes/${id}/in-force`, { body: { version: 1 } }))

  test('after its last day none is in force, and everybody is told; the next one begins on its own', async () => {
    await ok(await drafted('project-9', '2024-01-01', '2023-12-31'), 201)
    const wrong = await keeper('POST', '/api/reports/project/schemes/project-9/in-force', { body: { version: 1 } })
    expect(wrong.json().problems[0].field).toBe('content.validUntil')
    const draft = await ok(await drafted('project-2', '2024-01-01', '2024-06-30'), 201)
    expect(draft.content).toMatchObject({ validFrom: '2024-01-01', validUntil: '2024-06-30' })
    await enact('project-2')
    await ok(await compute(await opened('2024-06-01', 'project')), 201)
    const later = await opened('2024-08-01', 'project')
    const refused = await compute(later)
    expect(refused.json()).toMatchObject({ code: 'NO_SCHEME', message: expect.stringContaining('施行至2024-06-30') })
    // How the running period stands is told in the same words.
    expect((await clerk('GET', '/api/reports/project/live')).json().code).toBe('NO_SCHEME')
    await ok(await drafted('project-3', '2024-07-01'), 201)
    await enact('project-3')
    await ok(await compute(later), 201)
    await ok(await clerk('GET', '/api/reports/project/live'))
  })

  test('before the first there is none', async () => {
    const answer = await compute(await opened('2022-12-01'))
    expect(answer.json()).toMatchObject({ code: 'NO_SCHEME', message: expect.stringContaining('2022-12-31还没有施行的指标体系') })
  })
})

describe('what cannot be fixed', () => {
  const stale = () => sql`update session set fresh_at = now() - interval '6 minutes'`.execute(db)
  const refreshed = () => sql`update session set fresh_at = now()`.execute(db)

  test('R-ID-08 without having just shown who one is, neither asked for nor fixed', async () => {
    const period = await opened('2026-01-05')
    const { id } = await computed(period)
    await stale()
    expect(codeOf(await asks(period, { computation: id }))).toEqual([403, 'FRESH_REQUIRED'])
    await refreshed()
    await ok(await asks(period, { computation: id }))
    await stale()
    expect(codeOf(await fixes(period, { computation: id, issue: 1, cause: null }))).toEqual([403, 'FRESH_REQUIRED'])
    await refreshed()
    await ok(await fixes(period, { computation: id, issue: 1, cause: null }), 201)
  })

  test('a period that has not ended', async () => {
    const period = await opened(new Date().toISOString().slice(0, 10))
    const { id } = await computed(period)
    expect(codeOf(await asks(period, { computation: id }))).toEqual([409, 'PERIOD_RUNNING'])
  })

  test('a computation that does not come to itself', async () => {
    const period = await opened('2026-04-05')
    const { id } = await computed(period)
    const forged = '00000000-0000-7000-8000-00000000f0f0'
    await sql`insert into computation select (jsonb_populate_record(computation, jsonb_build_object('id', ${forged}::text, 'number', 2,
      'result', jsonb_set(result, '{units,0,index}', '"99.000000"')))).* from computation where id = ${id}`.execute(db)
    await ok(await asks(period, { computation: forged }))
    expect(codeOf(await fixes(period, { computation: forged, issue: 1, cause: null }))).toEqual([409, 'NOT_ITSELF'])
  })

  test('a computation by a scheme that is not the period’s any more', async () => {
    const period = await opened('2026-07-05')
    const { id } = await computed(period)
    await ok(await asks(period, { computation: id }))
    await sql`insert into scheme (id, report, content, valid_from, in_force, made_by_name, made_at)
      select 'district-next', report, jsonb_set(content, '{id}', '"district-next"'), '2026-08-01', true, '改革办', now() from scheme where id = 'district-3.0'`.execute(
      db,
    )
    expect(codeOf(await fixes(period, { computation: id, issue: 1, cause: null }))).toEqual([409, 'SCHEME_CHANGED'])
    expect(codeOf(await asks(period, { computation: id }))).toEqual([409, 'SCHEME_CHANGED'])
  })
})
