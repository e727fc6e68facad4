import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/org.ts'
import { keepFile } from '../files/keep.ts'
import { sweepFiles } from '../files/sweep.ts'
import { testOffice } from '../testing/office.ts'

const { app, db, person, asPerson, audited } = await testOffice()
const who = async (name: string, ...posts: [string, Role][]) => {
  const made = await person(name, ...posts)
  return { ...made, call: await asPerson(made.id) }
}
const keeper = await who('模块管理员', ['office', 'module-admin'])
const yuzhong = await who('渝中录入员', ['500103', 'entry'])
const yuzhongReviewer = await who('渝中审核员', ['500103', 'reviewer'])
const jiulongpo = await who('九龙坡录入员', ['500107', 'entry'])
const department = await who('住建委录入员', ['dept-zhujianwei', 'entry'])
const auditor = await who('审计管理员', ['city', 'audit-admin'])

type Audience = { kinds: string[]; orgs: string[] }
const everybody: Audience = { kinds: [], orgs: [] }
const wish = (title: string, audience = everybody, files: string[] = []) => ({ title, body: '正文', audience, files })
const publish = async (...of: Parameters<typeof wish>) => {
  const answer = await keeper.call('POST', '/api/office/notices', { body: wish(...of) })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json() as { id: string; version: number; units: number; unitsRead: number; files: { name: string }[] }
}
const list = async (reader: typeof keeper) =>
  (await reader.call('GET', '/api/notices')).json() as {
    rows: { id: string; title: string; readAt: string | null }[]
    unread: number
    next: string | null
  }
const titles = async (reader: typeof keeper) => (await list(reader)).rows.map(({ title }) => title)
const open = (reader: typeof keeper, id: string) => reader.call('POST', `/api/notices/${id}/reading`)
const uploaded = (by: string, name: string, org = 'office', at = new Date()) =>
  db.transaction().execute((tx) =>
    keepFile(tx, app.files, {
      name,
      bytes: Buffer.from(`${name} ${crypto.randomUUID()}`),
      mime: 'application/pdf',
      readable: true,
      person: by,
      org,
      at,
    }),
  )

describe('a notice', () => {
  test('reaches those it is for, latest first, as it was typed; nobody else learns of it', async () => {
    const all = await publish('发给全体')
    const districts = await publish('发给区县', { kinds: ['district'], orgs: [] })
    await publish('发给九龙坡和住建委', { kinds: [], orgs: ['500107', 'dept-zhujianwei'] })
    expect(await titles(yuzhong)).toEqual(['发给区县', '发给全体'])
    expect(await titles(jiulongpo)).toEqual(['发给九龙坡和住建委', '发给区县', '发给全体'])
    expect(await titles(department)).toEqual(['发给九龙坡和住建委', '发给全体'])
    expect(await titles(auditor)).toEqual(['发给全体'])
    expect((await yuzhong.call('GET', `/api/notices/${all.id}`)).json()).toMatchObject({
      title: '发给全体',
      body: '正文',
      publisher: '市委改革办',
      files: [],
    })
    for (const call of [department.call, auditor.call]) {
      expect((await call('GET', `/api/notices/${districts.id}`)).statusCode).toBe(404)
      expect((await call('POST', `/api/notices/${districts.id}/reading`)).statusCode).toBe(404)
    }
    expect((await audited()).findLast((each) => each.action === 'notice:publish')).toMatchObject({
      person: keeper.id,
      org: 'office',
      result: 'done',
      facts: { orgs: ['500107', 'dept-zhujianwei'] },
    })
  })

  test('is unread until opened, once for each person; the office sees by unit who has, when, and who remains', async () => {
    const { id } = await publish('请签收', { kinds: [], orgs: ['500103', '500107'] })
    const before = (await list(yuzhong)).unread
    expect((await list(yuzhong)).rows[0]).toMatchObject({ id, readAt: null })
    const readAt = (await open(yuzhong, id)).json().readAt
    expect((await open(yuzhong, id)).json().readAt).toBe(readAt)
    expect(await list(yuzhong)).toMatchObject({ unread: before - 1 })
    expect((await list(yuzhong)).rows[0]).toMatchObject({ id, readAt })
    expect((await list(yuzhongReviewer)).rows[0]).toMatchObject({ id, readAt: null })
    await open(yuzhongReviewer, id)

    expect((await keeper.call('GET', `/api/office/notices/${id}/readings`)).json()).toEqual([
      {
        org: '500103',
        orgName: '渝中区',
        kind: 'district',
        readers: [
          { name: '渝中录入员', at: expect.any(String) },
          { name: '渝中审核员', at: expect.any(String) },
        ],
      },
      { org: '500107', orgName: '九龙坡区', kind: 'district', readers: [] },
    ])
    const [mine] = (await keeper.call('GET', '/api/office/notices')).json().rows
    expect(mine).toMatchObject({ id, units: 2, unitsRead: 1, byName: '模块管理员' })
    expect(
      (await audited()).filter((each) => each.action === 'notice:read' && each.object === id && each.person === yuzhong.id),
    ).toHaveLength(2)
  })

  test('is withdrawn with a reason: gone for its readers, kept for the office with who had read it', async () => {
    const { id, version } = await publish('发错的通知')
    await open(yuzhong, id)
    const withdraw = (body: object) => keeper.call('POST', `/api/office/notices/${id}/withdrawal`, { body })
    expect((await withdraw({ version: version + 1, why: '内容有误' })).json().code).toBe('STALE')
    expect((await withdraw({ version, why: ' ' })).statusCode).toBe(422)
    expect((await withdraw({ version, why: '内容有误' })).json()).toMatchObject({
      withdrawnWhy: '内容有误',
      withdrawnBy: '模块管理员',
      unitsRead: 2,
    })
    expect((await withdraw({ version: version + 1, why: '再撤' })).json().code).toBe('WITHDRAWN')
    expect(await titles(yuzhong)).not.toContain('发错的通知')
    expect((await yuzhong.call('GET', `/api/notices/${id}`)).statusCode).toBe(404)
    expect((await open(jiulongpo, id)).statusCode).toBe(404)
    expect(
      (await keeper.call('GET', `/api/office/notices/${id}/readings`)).json().find((unit: { org: string }) => unit.org === '500103')
        .readers,
    ).toHaveLength(1)
  })

  test('comes a page at a time', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, (_, at) => publish(`第 ${at} 条`, { kinds: [], orgs: ['dept-zhujianwei'] })))
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const answer: { rows: { id: string }[]; next: string | null } = (
        await department.call('GET', '/api/notices', { query: { limit: '2', ...(after ? { after } : {}) } })
      ).json()
      seen.push(...answer.rows.map(({ id }) => id))
      after = answer.next
    }
    expect(seen).toEqual((await list(department)).rows.map(({ id }) => id))
    expect(seen.slice(0, 5).toSorted()).toEqual(many.map(({ id }) => id).toSorted())
    expect((await department.call('GET', '/api/notices', { query: { after: 'x' } })).statusCode).toBe(422)
  })
})

describe('attachments', () => {
  test('are read by those the notice is for, as long as it stands; the sweep leaves them', async () => {
    const old = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000)
    const [first, second] = [await uploaded(keeper.id, '附件二.pdf', 'office', old), await uploaded(keeper.id, '附件一.pdf', 'office', old)]
    const left = await uploaded(keeper.id, '没有用上.pdf', 'office', old)
    const { id, version, files } = await publish('带附件', { kinds: ['district'], orgs: [] }, [second.id, first.id])
    expect(files.map(({ name }) => name)).toEqual(['附件一.pdf', '附件二.pdf'])
    await sweepFiles(db, app.files, new Date())
    const fetch = async (reader: typeof keeper, file: string) => (await reader.call('GET', `/api/files/${file}`)).statusCode
    expect(await fetch(yuzhong, first.id)).toBe(200)
    expect(await fetch(department, first.id)).toBe(404)
    expect(await fetch(keeper, first.id)).toBe(200)
    expect(await fetch(keeper, left.id)).toBe(404)
    expect((await audited()).findLast((each) => each.action === 'file:download' && each.object === first.id)).toMatchObject({
      result: 'done',
    })
    await keeper.call('POST', `/api/office/notices/${id}/withdrawal`, { body: { version, why: '更换附件' } })
    expect(await fetch(yuzhong, first.id)).toBe(404)
    expect(await fetch(keeper, first.id)).toBe(200)
  })

  test('are the publisher’s own and stand nowhere else', async () => {
    const theirs = await uploaded(yuzhong.id, '别人的.pdf', '500103')
    const taken = await uploaded(keeper.id, '用过的.pdf')
    await publish('先用上', everybody, [taken.id])
    for (const file of [theirs.id, taken.id, crypto.randomUUID()]) {
      const answer = await keeper.call('POST', '/api/office/notices', { body: wish('借用', everybody, [file]) })
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'FILE_GONE'])
    }
  })
})

describe('refused', () => {
  test('to everybody but the office’s module administrator, each with an audit row', async () => {
    const standing = await publish('照常')
    for (const [org, role] of [
      ['500103', 'entry'],
      ['500103', 'module-admin'],
      ['office', 'entry'],
      ['office', 'reviewer'],
      ['office', 'leader'],
      ['city', 'system-admin'],
      ['city', 'security-admin'],
      ['city', 'audit-admin'],
    ] as const) {
      const other = await who(`${org} ${role}`, [org, role])
      const tries = [
        ['POST', '/api/office/notices', wish('冒名')],
        ['POST', `/api/office/notices/${standing.id}/withdrawal`, { version: 1, why: '冒名' }],
        ['GET', '/api/office/notices', undefined],
        ['GET', `/api/office/notices/${standing.id}/readings`, undefined],
      ] as const
      for (const [method, url, body] of tries)
        expect((await other.call(method, url, body === undefined ? {} : { body })).statusCode, `${org} ${role} ${url}`).toBe(403)
      expect((await audited()).filter((each) => each.person === other.id).map((each) => [each.action, each.result])).toEqual([
        ['notice:publish', 'NOT_ALLOWED'],
        ['notice:withdraw', 'NOT_ALLOWED'],
      ])
    }
    expect(await titles(yuzhong)).not.toContain('冒名')
  })

  test.each([
    ['no title', { ...wish(''), body: '正文' }],
    ['an invisible body', { ...wish('标题'), body: '\u200b\n' }],
    ['a title too long', wish('长'.repeat(101))],
    ['a text turned round', { ...wish('标题'), body: '\u202e反' }],
    ['a classification mark', { ...wish('标题'), body: '附件为秘密★1年' }],
    ['an unknown unit', wish('标题', { kinds: [], orgs: ['nowhere'] })],
    ['an unknown kind', wish('标题', { kinds: ['planet'], orgs: [] })],
    ['an unknown part', { ...wish('标题'), extra: 1 }],
    ['no audience', { title: '标题', body: '正文', files: [] }],
  ])('%s', async (_what, body) => {
    const before = (await list(yuzhong)).rows.length
    expect((await keeper.call('POST', '/api/office/notices', { body })).statusCode).toBe(422)
    expect((await list(yuzhong)).rows).toHaveLength(before)
  })

  test('a retired unit is no longer addressed and no longer counted', async () => {
    await sql`insert into org (id, name, short, kind, pinyin, position) values ('old', '已撤并局', '已撤并局', 'department', 'x', 99)`.execute(
      db,
    )
    const { id } = await publish('发给部门', { kinds: ['department'], orgs: [] })
    const remaining = async () =>
      ((await keeper.call('GET', `/api/office/notices/${id}/readings`)).json() as { org: string }[]).map(({ org }) => org)
    expect(await remaining()).toEqual(['dept-zhujianwei', 'old'])
    await sql`update org set retired_on = current_date where id = 'old'`.execute(db)
    expect(await remaining()).toEqual(['dept-zhujianwei'])
    expect((await keeper.call('POST', '/api/office/notices', { body: wish('旧单位', { kinds: [], orgs: ['old'] }) })).statusCode).toBe(422)
  })
})
