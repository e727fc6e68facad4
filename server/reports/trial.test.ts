import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { readScheme } from '#indicators/read-files.ts'
import { score } from '#indicators/score.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Unit } from '#indicators/values.ts'
import { testOffice } from '../testing/office.ts'
import { loadSchemes } from './schemes.ts'
import { tried } from './trial.ts'

const printed = readScheme(readFileSync(new URL('../../indicators/schemes/district-3.0.json', import.meta.url), 'utf8'), 'scheme')

/** 全国性肯定评价 at 20 instead of 25, 全市推广 at 20 instead of 15. */
const moved: Scheme = {
  ...printed,
  indicators: printed.indicators.map((one) => (one.id === 'national' || one.id === 'promoted' ? { ...one, weight: '20' } : one)),
}

const unit = (id: string, national: number, promoted: number): Unit => ({
  ...{ id, name: id },
  values: {
    pilots: '1',
    accepted: { passed: '1', due: '1' },
    national: `${national}`,
    promoted: `${promoted}`,
    reported: '0',
    survey: '80',
    risk: {},
  },
})

describe('a draft beside the scheme in force', () => {
  const units = [unit('a', 4, 0), unit('b', 0, 4), unit('c', 0, 0)]
  const rows = tried(printed, score(printed, units), moved, score(moved, units))

  test('tells each unit’s index, rank and difference, the largest first, and which indicators make it', () => {
    // a: 25 → 20 at the top, 12 → 16 at the floor; b: 20 → 16 and 15 → 20; c: 20 → 16 and 12 → 16.
    expect(rows.map(({ id, index, rank }) => [id, index, rank])).toEqual([
      // Both at 36 beside what is alike: who was second shares the first place.
      ['b', '1', 1],
      ['a', '-1', 0],
      ['c', '0', 0],
    ])
    expect(rows[1]!.indicators.filter(({ score: difference }) => difference !== '0' && difference !== null)).toMatchObject([
      { id: 'national', score: '-5', live: { score: '25.000000', figure: '4', weight: '25' }, draft: { score: '20.000000' } },
      { id: 'promoted', score: '4' },
    ])
  })

  test('an indicator that only one of them has counts for nothing under the other; who waits for a figure has no difference', () => {
    const without = { ...printed, indicators: printed.indicators.filter(({ id }) => id !== 'reported') }
    const some = [unit('a', 1, 1), { ...unit('b', 0, 0), values: { ...unit('b', 0, 0).values, survey: null } }]
    const both = tried(printed, score(printed, some), without, score(without, some))
    expect(both.map(({ id, index, rank }) => [id, index, rank])).toEqual([
      ['a', '-6', 0],
      ['b', null, null],
    ])
    expect(both[0]!.indicators.find(({ id }) => id === 'reported')).toMatchObject({ draft: null, score: '-6' })
  })
})

describe('POST /api/reports/:report/trial', async () => {
  const { db, person, asPerson } = await testOffice()
  let office: Awaited<ReturnType<typeof asPerson>>
  let district: Awaited<ReturnType<typeof asPerson>>
  beforeAll(async () => {
    await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
    office = await asPerson((await person('改革办 审核员', ['office', 'reviewer'])).id)
    district = await asPerson((await person('渝中 领导', ['500103', 'leader'])).id)
    const values = [
      ['national', '500103', '2024-05-01'],
      ['promoted', '500107', '2024-05-02'],
    ]
    for (const [at, [figure, org, on]] of values.entries()) {
      const id = `00000000-0000-7000-8000-00000000000${at}`
      await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
        values (${id}, 'test', ${org}, 'approved', 1, 1, 1, 'one', '{}', '{}', now(), now(), now(), '{}', '')`.execute(db)
      await sql`insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at) values (${figure}, ${org}, ${on}, '', 1, '', ${id}, '2024-06-01')`.execute(
        db,
      )
    }
  })

  test('scores a chosen period by both and writes nothing', async () => {
    const opened = await office('POST', '/api/reports/district/periods', { body: { on: '2024-05-01' } })
    const { id } = opened.json()
    const before =
      await sql`select (select count(*) from scheme) as schemes, (select count(*) from computation) as computed, (select count(*) from audit) as audit`.execute(
        db,
      )
    const answer = await office('POST', '/api/reports/district/trial', { body: { content: moved, period: id } })
    expect(answer.statusCode, answer.body).toBe(200)
    const { first, live, units } = answer.json()
    expect([first, live.id]).toEqual(['2024-04-01', 'district-3.0'])
    expect(units.map((each: { id: string; index: string }) => [each.id, each.index])).toEqual([
      ['500107', '1'],
      ['500103', '-1'],
    ])
    expect(
      await sql`select (select count(*) from scheme) as schemes, (select count(*) from computation) as computed, (select count(*) from audit) as audit`.execute(
        db,
      ),
    ).toEqual(before)
  })

  test('is the office’s; a draft whose weights do not add up is refused at its place, a period of another report is not found', async () => {
    expect((await district('POST', '/api/reports/district/trial', { body: { content: moved } })).statusCode).toBe(403)
    const wrong = { ...moved, indicators: moved.indicators.with(0, { ...moved.indicators[0]!, weight: '21' }) }
    const refused = await office('POST', '/api/reports/district/trial', { body: { content: wrong } })
    expect(refused.json()).toMatchObject({
      code: 'INVALID',
      problems: [{ field: 'content.dimensions[0].weight' }, { field: 'content.full' }],
    })
    const [period] = (await office('GET', '/api/reports/district/periods')).json()
    expect((await office('POST', '/api/reports/project/trial', { body: { content: moved, period: period.id } })).statusCode).toBe(404)
  })
})
