import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { testOffice } from '../testing/office.ts'

const { db, person, asPerson, audited } = await testOffice()
const today = dayOf(new Date())
const YUZHONG = '500103'

const reviewer = await person('张三', [YUZHONG, 'reviewer'], ['500107', 'leader'])
const clerk = await person('李四', [YUZHONG, 'entry'])
const leader = await person('王五', [YUZHONG, 'leader'])
const stranger = await person('赵六', ['500107', 'entry'])
const security = await person('钱七', ['city', 'security-admin'])

const as = async (who: { id: string }) => asPerson(who.id)
const naming = (deputy: { id: string }, more = {}) => ({
  org: YUZHONG,
  deputy: deputy.id,
  startsOn: today,
  endsOn: addDays(today, 7),
  ...more,
})
const name = async (who: { id: string }, body: object) => (await as(who))('POST', '/api/deputations', { body })
const end = async (who: { id: string }, id: string) => (await as(who))('DELETE', `/api/deputations/${id}`)
const postsOf = async (who: { id: string }) =>
  (await (await as(who))('GET', '/api/session'))
    .json()
    .posts.map((post: { role: string; for?: { name: string } }) => [post.role, post.for?.name])

describe('naming a deputy', () => {
  test('the deputy holds the principal’s post of that organisation at once, under the principal’s name, and either of them ends it', async () => {
    const made = await name(reviewer, naming(clerk))
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ deputyName: '李四', state: 'current', roleNames: ['审核员'], endsOn: addDays(today, 7) })
    // Not the leader’s post in another district.
    expect(await postsOf(clerk)).toEqual([
      ['entry', undefined],
      ['reviewer', '张三'],
    ])
    const list = async (who: { id: string }) => (await (await as(who))('GET', '/api/deputations')).json()
    expect(await list(reviewer)).toMatchObject({ named: [{ deputyName: '李四' }], acting: [] })
    expect(await list(clerk)).toMatchObject({ named: [], acting: [{ principalName: '张三', orgName: '渝中区' }] })
    expect((await end(leader, made.json().id)).statusCode).toBe(404)
    expect((await end(clerk, made.json().id)).statusCode).toBe(204)
    expect((await end(reviewer, made.json().id)).statusCode).toBe(404)
    expect(await postsOf(clerk)).toEqual([['entry', undefined]])
    expect(
      (await audited()).filter(({ action }) => String(action).startsWith('deputy:')).map(({ action, result }) => [action, result]),
    ).toEqual([
      ['deputy:name', 'done'],
      ['deputy:end', 'NOT_FOUND'],
      ['deputy:end', 'done'],
      ['deputy:end', 'NOT_FOUND'],
    ])
    const { rows } = await sql<{ person_id: string; words: string }>`select person_id, words from message order by at`.execute(db)
    expect(rows.map((row) => row.person_id)).toEqual([clerk.id, reviewer.id])
    expect(rows[0]!.words).toContain('渝中区张三请您自')
  })

  test('only a colleague with a business post, for days to come, not longer than half a year, one at a time', async () => {
    const codeOf = async (body: object) => {
      const answer = await name(reviewer, body)
      return [answer.statusCode, answer.json().field ?? answer.json().code]
    }
    for (const who of [stranger, security, reviewer]) expect(await codeOf(naming(who))).toEqual([422, 'deputy'])
    expect(await codeOf(naming(clerk, { startsOn: addDays(today, -1) }))).toEqual([422, 'startsOn'])
    expect(await codeOf(naming(clerk, { endsOn: addDays(today, -1) }))).toEqual([422, 'endsOn'])
    expect(await codeOf(naming(clerk, { endsOn: addDays(today, 184) }))).toEqual([422, 'endsOn'])
    const both = await Promise.all([
      name(reviewer, naming(clerk)),
      name(reviewer, naming(leader, { startsOn: addDays(today, 7), endsOn: addDays(today, 8) })),
    ])
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([201, 409])
    expect(both.find((answer) => answer.statusCode === 409)!.json().code).toBe('DEPUTY_NAMED')
    const later = await name(reviewer, naming(leader, { startsOn: addDays(today, 9), endsOn: addDays(today, 9) }))
    expect(later.json()).toMatchObject({ state: 'future' })
    expect(await postsOf(leader)).toEqual([['leader', undefined]])
    for (const answer of [...both, later]) if (answer.statusCode === 201) await end(reviewer, answer.json().id)
  })

  test('no chain: what somebody holds for another is not passed on; administrators’ posts are not deputed', async () => {
    const first = (await name(reviewer, naming(clerk))).json()
    const second = await name(clerk, naming(leader))
    expect(second.json()).toMatchObject({ roleNames: ['录入员'] })
    expect(await postsOf(leader)).toEqual([
      ['leader', undefined],
      ['entry', '李四'],
    ])
    await end(clerk, second.json().id)
    await end(reviewer, first.id)
    const deputyOnly = await person('周九', ['dept-zhujianwei', 'module-admin'])
    const other = await person('吴十', ['dept-zhujianwei', 'entry'])
    const refused = await name(deputyOnly, { ...naming(other), org: 'dept-zhujianwei' })
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'NOT_ALLOWED'])
    expect((await name(security, { ...naming(other), org: 'city' })).statusCode).toBe(403)
    // As somebody’s deputy one passes the door, and is refused all the same.
    const standing = (await name(other, { ...naming(deputyOnly), org: 'dept-zhujianwei' })).json()
    const chained = await name(deputyOnly, { ...naming(other), org: 'dept-zhujianwei' })
    expect([chained.statusCode, chained.json().code]).toEqual([403, 'NO_POST_TO_DEPUTE'])
    await end(other, standing.id)
  })

  test('colleagues are shown to colleagues alone', async () => {
    const ask = async (who: { id: string }, org: string) => (await as(who))('GET', '/api/deputations/colleagues', { query: { org } })
    expect(
      (await ask(reviewer, YUZHONG))
        .json()
        .map((each: { name: string }) => each.name)
        .sort(),
    ).toEqual(['李四', '王五'])
    expect((await ask(stranger, YUZHONG)).statusCode).toBe(403)
    expect((await ask(security, YUZHONG)).statusCode).toBe(403)
  })

  test('wants fresh authentication', async () => {
    const stale = await asPerson(reviewer.id)
    await sql`update session set fresh_at = now() - interval '1 hour' where person_id = ${reviewer.id}`.execute(db)
    expect((await stale('POST', '/api/deputations', { body: naming(clerk) })).json().code).toBe('FRESH_REQUIRED')
  })
})

describe('a deputy’s post is gone with what it rests on', () => {
  const standingIn = async () => (await postsOf(clerk)).some(([, principal]: [string, string?]) => principal === '张三')
  const said = async () =>
    (await (await as(clerk))('GET', '/api/deputations')).json().acting.map(({ state }: { state: string }) => state) as string[]

  test.each([
    [
      'the principal’s post is revoked',
      sql`update post set revoked_at = now() where person_id = ${reviewer.id} and role = 'reviewer'`,
      sql`update post set revoked_at = null where person_id = ${reviewer.id}`,
    ],
    [
      'the principal’s post waits for its confirmation',
      sql`update post set confirmed_at = null where person_id = ${reviewer.id} and role = 'reviewer'`,
      sql`update post set confirmed_at = now() where person_id = ${reviewer.id}`,
    ],
    [
      'the principal’s account is closed',
      sql`update person set disabled_at = now() where id = ${reviewer.id}`,
      sql`update person set disabled_at = null where id = ${reviewer.id}`,
    ],
    [
      'the deputy leaves the organisation',
      sql`update post set org_id = '500107' where person_id = ${clerk.id}`,
      sql`update post set org_id = ${YUZHONG} where person_id = ${clerk.id}`,
    ],
    [
      'its last day is past',
      sql`update deputation set starts_on = current_date - 9, ends_on = current_date - 1 where ended_at is null`,
      sql`update deputation set ends_on = current_date where ended_at is null`,
    ],
  ])('%s', async (_what, happens, again) => {
    const made = (await name(reviewer, naming(clerk))).json()
    expect(await standingIn()).toBe(true)
    await happens.execute(db)
    expect(await standingIn()).toBe(false)
    expect(await said()).not.toContain('current')
    await again.execute(db)
    expect(await standingIn()).toBe(true)
    expect(await said()).toEqual(['current'])
    await end(reviewer, made.id)
  })
})
