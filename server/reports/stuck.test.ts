import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { HOUSING, reporting, YUZHONG } from '../testing/reporting.ts'
import { computePeriod, holdPeriod } from './periods.ts'

/* What changes between computing, asking and fixing: nothing is fixed without it, and nothing is kept from being fixed for ever. */
const { app, db, person, clerk, ok, counted, opened, compute, computed, asks, fixes, fixed, explained } = await reporting(
  await testOffice(),
)

const said = (answer: Awaited<ReturnType<typeof compute>>) => [answer.statusCode, answer.json().code ?? null]
/** As a correction leaves it: counted on another day, and only from now on. */
const redated = (record: string, on: string) =>
  sql`update tally set on_day = ${on}, counted_at = now() where record_id = ${record}`.execute(db)

describe('a row that was corrected after the computation', () => {
  test('with the same figures: the period is computed anew and can be fixed', async () => {
    const record = await counted('national', YUZHONG, '2023-02-01')
    const period = await opened('2023-02-01')
    const first = await computed(period)
    expect((await compute(period)).json()).toMatchObject({ id: first.id, unchanged: true })
    await redated(record, '2023-02-02')
    expect(said(await asks(period, { computation: first.id }))).toEqual([409, 'COUNT_CHANGED'])
    const again = await ok(await compute(period), 201)
    expect(again).toMatchObject({ number: 2, digest: first.digest, unchanged: false })
    expect((await compute(period)).json()).toMatchObject({ id: again.id, unchanged: true })
    await ok(await asks(period, { computation: again.id }))
    await ok(await fixes(period, { computation: again.id, issue: 1, cause: null }), 201)
  })

  test('of a board alone: neither asked for nor fixed until it is computed anew', async () => {
    const record = await counted('demands', YUZHONG, '2023-05-01', { kind: '重庆发展有堵点' })
    const period = await opened('2023-05-01')
    const first = await computed(period)
    await ok(await asks(period, { computation: first.id }))
    await redated(record, '2023-05-02')
    for (const answer of [
      await asks(period, { computation: first.id }),
      await fixes(period, { computation: first.id, issue: 1, cause: null }),
    ]) {
      expect(said(answer)).toEqual([409, 'COUNT_CHANGED'])
      expect(answer.json().message).toContain('“改革需求热力榜”')
    }
    expect((await fixed(period)).id).not.toBe(first.id)
  })
})

describe('figures entered by hand', () => {
  const enter = (period: string, figure: string, version: number) =>
    clerk('PUT', `/api/reports/periods/${period}/hand-figures`, {
      body: { figures: [{ indicator: 'satisfaction', org: HOUSING, version, figure }], basis: '2023年度问卷调查' },
    })

  test('after the computation are in no report by silence: asking and fixing are refused', async () => {
    await counted('projects', HOUSING, '2023-12-31', { at: '2023-01-05T00:00:00Z' })
    const period = await opened('2023-02-01', 'project')
    const first = await computed(period)
    await ok(await enter(period, '90', 0))
    const refused = await asks(period, { computation: first.id })
    expect(said(refused)).toEqual([409, 'FIGURES_CHANGED'])
    expect(refused.json().message).toBe('计算之后，重庆市住房和城乡建设委员会手工录入的指标值有变，请重新计算后再提请定稿。')
    const second = await computed(period)
    await ok(await asks(period, { computation: second.id }))
    await ok(await enter(period, '91', 1))
    expect(said(await fixes(period, { computation: second.id, issue: 1, cause: null }))).toEqual([409, 'FIGURES_CHANGED'])
    // Entered as it was: nothing is left out.
    await ok(await enter(period, '90', 2))
    await ok(await fixes(period, { computation: second.id, issue: 1, cause: null }), 201)
  })

  test('have one version after another, whosever clock is ahead', async () => {
    const period = await opened('2023-03-01', 'project')
    const { rows } = await sql<{ id: string }>`select id from person where name = '改革办 录入员'`.execute(db)
    await sql`insert into hand_figure (period_id, indicator, org_id, version, figure, basis, entered_by, entered_by_name, entered_at)
      values (${period}, 'satisfaction', ${HOUSING}, 1, '"80"', '问卷', ${rows[0]!.id}, '另一录入员', now() + interval '1 minute')`.execute(
      db,
    )
    const refused = await enter(period, '81', 0)
    expect(said(refused)).toEqual([409, 'STALE'])
    expect(refused.json().message).toContain('另一录入员')
    expect((await ok(await enter(period, '81', 1))).figures).toMatchObject([{ figure: '81', version: 2 }])
  })

  test('that waited for a computation were entered after it', async () => {
    const period = await opened('2023-05-01', 'project')
    const by = await person('改革办 录入员二', ['office', 'entry'])
    const { computation, entering } = await app.db.transaction().execute(async (tx) => {
      await holdPeriod(tx, period)
      const waiting = enter(period, '70', 0)
      await expect
        .poll(
          async () =>
            (await sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`.execute(tx))
              .rows[0]!.n,
        )
        .toBe(1)
      const { body } = await computePeriod(tx, app.modules, { ...by, now: new Date() }, period)
      return { computation: body.id, entering: { waiting } }
    })
    await ok(await entering.waiting)
    expect((await explained(clerk, computation, HOUSING, 'satisfaction', 'project')).byHand).toBeNull()
    const { id } = await computed(period)
    expect((await explained(clerk, id, HOUSING, 'satisfaction', 'project')).byHand).toMatchObject({ figure: '70' })
  })
})
