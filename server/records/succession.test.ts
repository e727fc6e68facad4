import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { keepForms } from '#kernel/store/form.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { filled } from '#kernel/testing/town.ts'
import { testOffice } from '../testing/office.ts'
import { listening, streamOf } from '../testing/stream.ts'

/* A to-do lies on a desk, which is an organisation and a role: whoever holds the post has it. Nothing has to be handed over, and nothing can be forgotten. */
const modules = [tournament, match]
const { app, db, person, asPerson, cookieOf } = await testOffice({}, modules)
const base = await listening(app)
const PATH = '/api/tennis/tournament'

const clerk = await person('填报人', ['500103', 'entry'])
const grants = await person('安全管理员甲', ['city', 'security-admin'])
const confirms = await person('安全管理员乙', ['city', 'security-admin'])
const today = dayOf(new Date())

beforeAll(async () => {
  await keepForms(db, modules)
  await sql`insert into term (dictionary, code, label) values ('ball', 'green', '绿球')`.execute(db)
})

/** Something that waits for the district's reviewers. */
async function waiting(code: string): Promise<string> {
  const as = await asPerson(clerk.id)
  const values = filled(code, { host: 'dept-zhujianwei', clubs: ['500103'], startsOn: '2199-01-01' })
  const { id } = (await as('POST', PATH, { body: { values } })).json()
  expect((await as('POST', `${PATH}/${id}/acts`, { body: { verb: 'submit', version: 1 } })).statusCode).toBe(200)
  return id
}

const desk = async (who: { id: string }): Promise<string[]> =>
  (await (await asPerson(who.id))('GET', '/api/todos')).json().rows.map((row: { recordId: string }) => row.recordId)

describe('a post changes hands', () => {
  test('by revoking one and granting another: the to-do is the successor’s at once and no longer the predecessor’s, whose page is told', async () => {
    const before = await person('前任', ['500103', 'reviewer'])
    const after = await person('继任', ['500103', 'leader'])
    const id = await waiting('S-1')
    expect([await desk(before), await desk(after)]).toEqual([[id], []])
    const page = await streamOf(base, await cookieOf(before.id))

    const [first, second] = [await asPerson(grants.id), await asPerson(confirms.id)]
    const { rows } = await sql<{ id: string }>`select id from post where person_id = ${before.id}`.execute(db)
    expect((await first('DELETE', `/api/admin/posts/${rows[0]!.id}`)).statusCode).toBe(204)
    let last = await page()
    while (last.event === 'change') last = await page()
    expect(last.event).toBe('signed-out')
    expect(await desk(before)).toEqual([])

    const granted = (
      await first('POST', '/api/admin/posts', { body: { person: after.id, org: '500103', role: 'reviewer', startsOn: today } })
    ).json()
    expect(await desk(after)).toEqual([])
    expect((await second('POST', `/api/admin/posts/${granted.id}/confirm`, { body: {} })).statusCode).toBe(200)
    expect(await desk(after)).toEqual([id])
    expect((await (await asPerson(before.id))('POST', `${PATH}/${id}/acts`, { body: { verb: 'pass', version: 2 } })).statusCode).toBe(404)
    expect((await (await asPerson(after.id))('POST', `${PATH}/${id}/acts`, { body: { verb: 'pass', version: 2 } })).statusCode).toBe(200)
    await sql`update post set revoked_at = now() where person_id = ${after.id}`.execute(db)
  })

  test('by the calendar: pages that stand open on that day are told on both sides, and their next question has the new answer', async () => {
    const before = await person('届满', ['500103', 'reviewer'])
    const after = await person('接任', ['500103', 'reviewer'])
    const ofBefore = sql`update post set ends_on = current_date - 1 where person_id = ${before.id}`
    const ofAfter = sql`update post set starts_on = current_date where person_id = ${after.id}`
    await sql`update post set starts_on = current_date + 1 where person_id = ${after.id}`.execute(db)
    const id = await waiting('S-2')
    expect([await desk(before), await desk(after)]).toEqual([[id], []])

    const pages = await Promise.all([before, after].map(async (who) => streamOf(base, await cookieOf(who.id))))
    await Promise.all([ofBefore.execute(db), ofAfter.execute(db)])
    for (const page of pages) {
      let told = await page()
      while (told.event === 'change') told = await page()
      expect(told.event).toBe('rights')
    }
    expect([await desk(before), await desk(after)]).toEqual([[], [id]])
  })
})
