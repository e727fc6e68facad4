import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf, addDays } from '#kernel/day.ts'
import { testOffice } from '../testing/office.ts'

const { db, person, settled, browser, audited, asPerson } = await testOffice()
type Sender = Awaited<ReturnType<typeof asPerson>>
const today = dayOf(new Date())
let [first, second, third]: Sender[] = []
const ids: string[] = []
beforeAll(async () => {
  for (const name of ['甲', '乙', '丙']) ids.push((await person(`安全管理员${name}`, ['city', 'security-admin'])).id)
  ;[first, second, third] = await Promise.all(ids.map(asPerson))
})

const grant = (by: Sender, who: string, role: string, more = {}) =>
  by('POST', '/api/admin/posts', { body: { person: who, org: '500103', role, startsOn: '2020-01-01', ...more } })
const rolesOf = async (id: string) =>
  (await (await asPerson(id))('GET', '/api/session')).json().posts.map((post: { role: string }) => post.role)
const postId = async (who: string) =>
  (await sql<{ id: string }>`select id from post where person_id = ${who} and revoked_at is null`.execute(db)).rows[0]!.id

describe('a post', () => {
  test('of a clerk or a leader is in force at once', async () => {
    for (const role of ['entry', 'leader', 'module-admin']) {
      const someone = await person(`任 ${role}`)
      const answer = await grant(first!, someone.id, role)
      expect([answer.statusCode, answer.json().state, answer.json().orgName]).toEqual([201, 'current', '渝中区'])
      expect(await rolesOf(someone.id)).toEqual([role])
    }
  })

  test('R-SD-03: of a reviewer or an administrator waits for a second security administrator', async () => {
    for (const [role, org] of [
      ['reviewer', '500103'],
      ['system-admin', 'city'],
      ['security-admin', 'city'],
      ['audit-admin', 'office'],
    ] as const) {
      const someone = await person(`待 ${role}`)
      const { id, state } = (await grant(first!, someone.id, role, { org })).json()
      expect([state, await rolesOf(someone.id)]).toEqual(['pending', []])
      expect((await first!('POST', `/api/admin/posts/${id}/confirm`, { body: {} })).json()).toMatchObject({ code: 'SECOND_PERSON' })
      expect(await rolesOf(someone.id)).toEqual([])
      const answers = await Promise.all([second!, third!].map((each) => each('POST', `/api/admin/posts/${id}/confirm`, { body: {} })))
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
      expect(await rolesOf(someone.id)).toEqual([role])
      await sql`update post set revoked_at = now() where id = ${id}`.execute(db)
    }
  })

  test('R-SD-02: is not granted to, confirmed for or taken from oneself', async () => {
    for (const own of [ids[0]!, ids[0]!.toUpperCase()])
      expect((await grant(first!, own, 'leader')).json()).toMatchObject({ code: 'NOT_YOURSELF' })
    expect((await first!('DELETE', `/api/admin/posts/${await postId(ids[0]!)}`)).json()).toMatchObject({ code: 'NOT_YOURSELF' })
    const someone = await person('自我确认')
    const { id } = (await grant(second!, someone.id, 'security-admin', { org: 'city' })).json()
    await sql`update post set confirmed_at = now() where id = ${id}`.execute(db)
    const self = await asPerson(someone.id)
    await sql`update post set confirmed_at = null where id = ${id}`.execute(db)
    expect((await self('POST', `/api/admin/posts/${id}/confirm`, { body: {} })).statusCode).toBe(403)
    for (const column of ['granted_by', 'confirmed_by'])
      await expect(sql`update post set ${sql.ref(column)} = ${someone.id} where id = ${id}`.execute(db)).rejects.toThrow('check constraint')
    await sql`update post set revoked_at = now() where id = ${id}`.execute(db)
  })

  test('holds from its first day to its last', async () => {
    const someone = await person('任期', ['500107', 'entry'])
    await grant(first!, someone.id, 'leader', { startsOn: addDays(today, 1), endsOn: addDays(today, 30) })
    expect(await rolesOf(someone.id)).toEqual(['entry'])
    await sql`update post set starts_on = ${today}, ends_on = ${today} where person_id = ${someone.id} and role = 'leader'`.execute(db)
    expect(await rolesOf(someone.id)).toEqual(['leader', 'entry'])
    await sql`update post set starts_on = ${addDays(today, -1)}, ends_on = ${addDays(today, -1)} where person_id = ${someone.id} and role = 'leader'`.execute(
      db,
    )
    expect(await rolesOf(someone.id)).toEqual(['entry'])
  })

  test('R-ID-07: given, confirmed or taken ends the sessions of its holder', async () => {
    const clerk = await person('变动')
    const page = await settled(clerk, 'brisk-Otter-91')
    const { id } = (await grant(first!, clerk.id, 'reviewer')).json()
    const status = async () => (await page.send('GET', '/api/session')).statusCode
    expect(await status()).toBe(401)
    await page.signIn(clerk.phone, 'brisk-Otter-91')
    await second!('POST', `/api/admin/posts/${id}/confirm`, { body: {} })
    expect(await status()).toBe(401)
    await page.signIn(clerk.phone, 'brisk-Otter-91')
    expect((await first!('DELETE', `/api/admin/posts/${id}`)).statusCode).toBe(204)
    expect(await status()).toBe(401)
    expect((await browser().signIn(clerk.phone, 'brisk-Otter-91')).json().posts).toEqual([])
    const { rows } = await sql<{
      told: number
    }>`select count(*)::int as told from outbox where kind = 'session-ended' and record_id = ${clerk.id}`.execute(db)
    expect(rows[0]!.told).toBeGreaterThanOrEqual(3)
  })

  test('taken back stays in the list and in the audit log', async () => {
    const someone = await person('交接')
    const { id } = (await grant(first!, someone.id, 'entry')).json()
    await second!('DELETE', `/api/admin/posts/${id}`)
    expect((await first!('GET', '/api/admin/posts', { query: { person: someone.id } })).json().rows).toMatchObject([
      { id, state: 'ended', revokedAt: expect.any(String), mayRevoke: false, mayConfirm: false },
    ])
    expect((await second!('DELETE', `/api/admin/posts/${id}`)).statusCode).toBe(404)
    expect((await audited()).filter((each) => each.object === id && each.result === 'done')).toMatchObject([
      { action: 'post:grant', person: ids[0], facts: { person: someone.id, org: '500103', role: 'entry' } },
      { action: 'post:revoke', person: ids[1], facts: { person: someone.id } },
    ])
    expect((await grant(first!, someone.id, 'entry')).statusCode).toBe(201)
    expect((await grant(first!, someone.id, 'entry')).json()).toMatchObject({ code: 'POST_HELD' })
  })

  test('is refused in words where it cannot be', async () => {
    const someone = await person('不可')
    const closed = await person('停用')
    await sql`update person set disabled_at = now() where id = ${closed.id}`.execute(db)
    for (const [body, message] of [
      [{ person: crypto.randomUUID() }, '没有找到该人员'],
      [{ person: closed.id }, '该账号已停用，请先由系统管理员恢复'],
      [{ org: 'nowhere' }, '没有找到该单位'],
      [{ role: 'system-admin' }, '系统、安全、审计管理员只在重庆市或市委改革办设置'],
      [{ role: 'king' }, '请选择岗位'],
      [{ startsOn: '2023-02-29' }, '任职日期不是有效的日期'],
      [{ endsOn: '2019-12-31' }, '期满日期不能早于任职日期，也不能早于今天'],
      [{ endsOn: addDays(today, -1) }, '期满日期不能早于任职日期，也不能早于今天'],
      [{ confirmedBy: ids[1] }, '无法识别的字段：confirmedBy'],
    ] as const) {
      const answer = await grant(first!, someone.id, 'entry', body)
      expect([answer.statusCode, answer.json().message], JSON.stringify(body)).toEqual([422, message])
    }
    await sql`update org set retired_on = ${today} where id = '500107'`.execute(db)
    expect((await grant(first!, someone.id, 'entry', { org: '500107' })).json()).toMatchObject({ message: '该单位已停用' })
    for (const id of ['x', crypto.randomUUID()]) {
      expect((await first!('POST', `/api/admin/posts/${id}/confirm`, { body: {} })).statusCode).toBe(404)
      expect((await first!('DELETE', `/api/admin/posts/${id}`)).statusCode).toBe(404)
    }
  })
})

describe('R-AC-08: a security administrator whose post is taken', () => {
  /** What was done in the matter, in the order of the chain: every change has its row in the transaction that makes it. */
  const doneIn = async ({ id }: { id: string }) => {
    const { rows } = await sql<{ action: string }>`
      select entry::jsonb ->> 'action' as action from audit where chain = 'city' and entry::jsonb ->> 'result' = 'done'
        and (entry::jsonb ->> 'person' = ${id} or entry::jsonb -> 'facts' ->> 'person' = ${id}) order by seq`.execute(db)
    return rows.map(({ action }) => action)
  }

  test('at the same moment grants before it or not at all, and nothing any more afterwards', async () => {
    for (let round = 0; round < 20; round++) {
      const leaving = await person(`离任 ${round}`, ['city', 'security-admin'])
      const by = await asPerson(leaving.id)
      const someone = await person(`对象 ${round}`)
      const [granted, revoked] = await Promise.all([
        grant(by, someone.id, 'entry'),
        first!('DELETE', `/api/admin/posts/${await postId(leaving.id)}`),
      ])
      expect(revoked.statusCode).toBe(204)
      expect([201, 401, 403]).toContain(granted.statusCode)
      expect(await doneIn(leaving)).toEqual([...(granted.statusCode === 201 ? ['post:grant'] : []), 'post:revoke'])
      expect(await rolesOf(someone.id)).toEqual(granted.statusCode === 201 ? ['entry'] : [])
      expect((await grant(by, someone.id, 'leader')).statusCode).toBe(401)
    }
  })

  test('in the middle of a grant waits for it', async () => {
    const leaving = await person('离任中', ['city', 'security-admin'])
    const by = await asPerson(leaving.id)
    const someone = await person('对象')
    const post = await postId(leaving.id)
    const waits = async () => {
      const { rows } = await sql<{ waits: number }>`
        select count(*)::int as waits from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`.execute(
        db,
      )
      return rows[0]!.waits
    }
    const answers = await db.transaction().execute(async (tx) => {
      // The grant has been let in by the post, and cannot be written yet.
      await sql`select 1 from person where id = ${someone.id} for update`.execute(tx)
      const granting = grant(by, someone.id, 'entry').then((answer) => answer.statusCode)
      await expect.poll(waits, { timeout: 10_000 }).toBe(1)
      let revoked = false
      const revoking = first!('DELETE', `/api/admin/posts/${post}`).then((answer) => {
        revoked = true
        return answer.statusCode
      })
      await expect.poll(async () => revoked || (await waits()) === 2, { timeout: 10_000 }).toBe(true)
      return { granting, revoking }
    })
    expect([await answers.granting, await answers.revoking]).toEqual([201, 204])
    expect(await doneIn(leaving)).toEqual(['post:grant', 'post:revoke'])
  })
})

test('of the security administrators two are left, whoever takes posts back at the same time', async () => {
  const posts = await Promise.all(ids.map(postId))
  const answers = await Promise.all([
    first!('DELETE', `/api/admin/posts/${posts[1]}`),
    second!('DELETE', `/api/admin/posts/${posts[2]}`),
    third!('DELETE', `/api/admin/posts/${posts[0]}`),
  ])
  const { rows } = await sql<{
    held: number
  }>`select count(*)::int as held from post where role = 'security-admin' and revoked_at is null`.execute(db)
  expect(rows[0]!.held).toBeGreaterThanOrEqual(2)
  expect(answers.filter((answer) => answer.statusCode === 204).length).toBeLessThanOrEqual(1)
})

test('the list is filtered and paged, and counts what waits', async () => {
  const list = async (query: Record<string, string>) =>
    (await second!('GET', '/api/admin/posts', { query })).json() as {
      rows: { id: string; role: string; state: string }[]
      next: string | null
      pending: number
    }
  const someone = await person('列表')
  await sql`delete from session where person_id = ${ids[0]}`.execute(db)
  second = await asPerson((await person('安全管理员丁', ['city', 'security-admin'])).id)
  await grant(second, someone.id, 'reviewer')
  const pending = await list({ state: 'pending' })
  expect(pending.rows.length).toBe(pending.pending)
  expect(pending.rows.every((row) => row.state === 'pending')).toBe(true)
  expect((await list({ q: 'yuzhong', role: 'reviewer' })).rows.length).toBeGreaterThan(0)
  expect((await list({ q: '列表' })).rows).toMatchObject([{ role: 'reviewer', mayConfirm: false, mayRevoke: true }])
  const seen: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const { rows, next } = await list({ limit: '10', ...(after ? { after } : {}) })
    seen.push(...rows.map(({ id }) => id))
    after = next
  }
  const { rows } = await sql<{ id: string }>`select id from post order by id desc`.execute(db)
  expect(seen).toEqual(rows.map(({ id }) => id))
  for (const [field, value] of [
    ['after', 'x'],
    ['state', 'x'],
    ['role', 'x'],
    ['person', 'x'],
  ] as const)
    expect((await second('GET', '/api/admin/posts', { query: { [field]: value } })).statusCode, field).toBe(422)
})
