import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { lapseAll } from '#server/clock/lapses.ts'
import { application } from '#modules/digital/application.ts'
import { threeLists } from '#modules/digital/three-lists.ts'
import { digitalModules, digitalOffice } from '../testing/digital-office.ts'
import { JIULONGPO, reporting, YUZHONG } from '../testing/reporting.ts'
import { digestOfKept } from './kept.ts'

const digital = await digitalOffice()
const { db, as, act, done, listed, confirmed, wants, upload } = digital
const { clerk, ok, opened, compute, computed, fixed, asks, fixes, explained, counted } = await reporting(digital)

const shownOf = (units: { id: string; values: Record<string, unknown> }[], indicator: string) =>
  Object.fromEntries(units.map(({ id, values }) => [id, values[indicator]]))

describe('a fixed report and the records it counted', () => {
  test('are read as they were, down to the attachments of that version, whatever becomes of them; a new computation counts what holds now', async () => {
    const ground = await listed('渝中', '企业开办“一件事”')
    const lists = await confirmed('渝中', threeLists, await wants.threeLists('渝中', ground))
    const first = await wants.application('渝中', lists)
    const app = await confirmed('渝中', application, first)
    const period = await opened('2023-08-01')
    const report = await fixed(period)
    expect(shownOf(report.units, 'applications')).toEqual({ [YUZHONG]: '1', [JIULONGPO]: '0' })
    const before = await explained(clerk, report.id, YUZHONG, 'applications')
    const files = first.screenshots
    expect(before).toEqual({
      ...{ all: 1, byHand: null },
      records: [
        {
          ...{ org: YUZHONG, figure: 'applications', kind: '', on: '2023-06-01', amount: '1', module: 'digital/application', id: app.id },
          ...{ title: '企业开办应用', version: 4, changed: false, files },
        },
      ],
    })

    // Another screenshot and another day of going online: decided anew, and other than what was counted.
    const begun = await done(act('渝中 entry', application, app, { verb: 'renew' }))
    const screenshots = await upload('渝中 entry', '新截图.png')
    const sent = await done(
      act('渝中 entry', application, begun, { verb: 'submit', values: { ...first, screenshots, onlineOn: '2024-01-15' } }),
    )
    await done(act('office reviewer', application, await done(act('渝中 reviewer', application, sent, { verb: 'pass' })), { verb: 'pass' }))
    const after = await explained(clerk, report.id, YUZHONG, 'applications')
    expect(after).toEqual({ ...before, records: [{ ...before.records[0], changed: true }] })
    const again = await computed(period)
    expect(shownOf(again.units, 'applications')).toEqual({ [YUZHONG]: '0', [JIULONGPO]: '0' })
    expect(await explained(clerk, again.id, YUZHONG, 'applications')).toMatchObject({ all: 0, records: [] })

    // Whoever sees the record gets its attachment; another district is told that there is one, and nothing of it.
    expect(await explained(as('渝中 leader'), report.id, YUZHONG, 'applications')).toEqual(after)
    expect(await explained(as('九龙坡 leader'), report.id, YUZHONG, 'applications')).toEqual({ all: 1, records: [], byHand: null })
  })

  test('what was counted and lost its ground since stays in what was fixed, and can no more be fixed', async () => {
    const ground = await listed('九龙坡', '就医结算“一件事”')
    const lists = await confirmed('九龙坡', threeLists, await wants.threeLists('九龙坡', ground))
    const app = await confirmed('九龙坡', application, { ...(await wants.application('九龙坡', lists)), name: '就医应用' })
    const period = await opened('2023-11-01')
    const report = await fixed(period)
    expect(shownOf(report.units, 'applications')[JIULONGPO]).toBe('1')
    await counted('national', YUZHONG, '2023-11-01')
    const { id } = await computed(period)
    const cause = '渝中区漏统一条'
    await ok(await asks(period, { computation: id, cause }))
    // 新一图两清单 never came: the 一件事 is removed, and with it all that rests on it.
    await lapseAll(db, digitalModules, new Date(Date.now() + 40 * 24 * 60 * 60 * 1000))
    for (const answer of [await asks(period, { computation: id, cause }), await fixes(period, { computation: id, issue: 2, cause })]) {
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'COUNT_CHANGED'])
      expect(answer.json().message).toContain('九龙坡区')
    }
    expect((await sql<{ kept: number }>`select count(distinct fixed_report_id)::int as kept from fixed_tally`.execute(db)).rows).toEqual([
      { kept: 2 },
    ])
    expect((await explained(clerk, report.id, JIULONGPO, 'applications')).records).toMatchObject([{ id: app.id, title: '就医应用' }])
    const anew = await fixed(period, cause)
    expect(shownOf(anew.units, 'applications')).toEqual({ [YUZHONG]: '0', [JIULONGPO]: '0' })
    expect(await explained(clerk, anew.id, JIULONGPO, 'applications')).toMatchObject({ all: 0 })
    expect(await explained(clerk, anew.id, YUZHONG, 'national')).toMatchObject({ all: 1 })
    expect((await compute(period)).statusCode).toBe(201)
  })

  test('R-IN-02 INV-07 the kept rows cannot be changed by anybody, and their digest tells if they were', async () => {
    const { rows } = await sql<{ id: string; digest: string; rows: number }>`
      select id, rows_digest as digest, (select count(*)::int from fixed_tally where fixed_report_id = fixed_report.id) as rows from fixed_report order by fixed_at`.execute(
      db,
    )
    expect(rows.map((each) => each.rows)).toEqual([1, 1, 1])
    expect(new Set(rows.map(({ digest }) => digest)).size).toBe(3)
    for (const { id, digest } of rows) expect(await digestOfKept(db, id)).toBe(digest)
    const attempts = [sql`update fixed_tally set amount = 2`, sql`delete from fixed_tally`, sql`truncate fixed_tally`]
    for (const attempt of attempts) await expect(attempt.execute(db)).rejects.toThrow(/never changed|permission denied/)
    // The owner of the schema is told so as well; only with the trigger gone a row changes, and then the digest is another.
    await db
      .transaction()
      .execute(async (tx) => {
        await sql`set local role none`.execute(tx)
        await expect(sql`savepoint tried`.execute(tx).then(() => sql`update fixed_tally set amount = 2`.execute(tx))).rejects.toThrow(
          'never changed',
        )
        await sql`rollback to savepoint tried`.execute(tx)
        await sql`alter table fixed_tally disable trigger user`.execute(tx)
        await sql`update fixed_tally set title = title || '。' where fixed_report_id = ${rows[0]!.id}`.execute(tx)
        expect(await digestOfKept(tx, rows[0]!.id)).not.toBe(rows[0]!.digest)
        throw new Error('put back')
      })
      .catch((error: Error) => expect(error.message).toBe('put back'))
  })
})
