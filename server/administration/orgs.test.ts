import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'

const { db, person, asPerson } = await testOffice()
let admin: Awaited<ReturnType<typeof asPerson>>
beforeAll(async () => {
  admin = await asPerson((await person('系统管理员', ['city', 'system-admin'])).id)
})
const create = (body: object) => admin('POST', '/api/admin/orgs', { body })

test('an organisation is added, found by pinyin, renamed, retired and brought back', async () => {
  const made = await create({ name: '长寿区', short: '长寿', kind: 'district', id: '500115' })
  expect(made.statusCode).toBe(201)
  expect(made.json()).toMatchObject({
    id: '500115',
    name: '长寿区',
    pinyin: expect.stringMatching(/^\S+ \S{2}$/),
    version: 1,
    retiredOn: null,
    posts: 0,
  })
  const renamed = (await admin('PATCH', '/api/admin/orgs/500115', { body: { version: 1, name: '长寿新区', short: '两江' } })).json()
  expect(renamed).toMatchObject({ name: '长寿新区', pinyin: 'liangjiang lj', version: 2 })
  const retired = (await admin('PATCH', '/api/admin/orgs/500115', { body: { version: 2, retired: true } })).json()
  expect(retired.retiredOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  // Old records go on naming it.
  expect((await admin('GET', '/api/orgs')).json()).toContainEqual({
    id: '500115',
    name: '长寿新区',
    short: '两江',
    kind: 'district',
    pinyin: 'liangjiang lj',
    retiredOn: retired.retiredOn,
  })
  expect((await admin('PATCH', '/api/admin/orgs/500115', { body: { version: 3, retired: false } })).json()).toMatchObject({
    retiredOn: null,
    version: 4,
  })
})

test('one without a code of its own is given one, at the end of the order', async () => {
  const made = (await create({ name: '重庆市档案局', short: '市档案局', kind: 'department' })).json()
  expect(made.id).toMatch(/^org-[0-9a-f-]{36}$/)
  expect((await admin('GET', '/api/admin/orgs')).json().at(-1)).toMatchObject({ id: made.id })
})

test('one with people in post is not retired, and the city and its office never are', async () => {
  await person('在任', ['500103', 'entry'])
  expect((await admin('PATCH', '/api/admin/orgs/500103', { body: { version: 1, retired: true } })).json()).toMatchObject({
    code: 'ORG_STAFFED',
    message: expect.stringContaining('1 个在任岗位'),
  })
  for (const id of ['city', 'office'])
    expect((await admin('PATCH', `/api/admin/orgs/${id}`, { body: { version: 1, retired: true } })).json()).toMatchObject({
      code: 'ORG_NEEDED',
    })
})

test('badly described, a second time or from an old version it is refused in words', async () => {
  for (const [body, status, code] of [
    [{ name: '', short: '空', kind: 'district' }, 422, 'INVALID'],
    [{ name: '另一个市', short: '另市', kind: 'city' }, 422, 'INVALID'],
    [{ name: '另一个区', short: '另区', kind: 'district', id: 'A B' }, 422, 'INVALID'],
    [{ name: '全体单位', short: '全体', kind: 'district', id: 'everyone' }, 422, 'INVALID'],
    [{ name: '无', short: '无', kind: 'district', id: 'none' }, 422, 'INVALID'],
    [{ name: '另一个区', short: '另区', kind: 'district', version: 9 }, 422, 'INVALID'],
    [{ name: '渝中区', short: '渝中', kind: 'district' }, 409, 'ORG_EXISTS'],
    [{ name: '另一个区', short: '另区', kind: 'district', id: '500103' }, 409, 'ORG_EXISTS'],
  ] as const) {
    const answer = await create(body)
    expect([answer.statusCode, answer.json().code], JSON.stringify(body)).toEqual([status, code])
  }
  expect((await admin('PATCH', '/api/admin/orgs/500107', { body: { version: 1, name: '渝中区' } })).json()).toMatchObject({
    code: 'ORG_EXISTS',
  })
  expect((await admin('PATCH', '/api/admin/orgs/500107', { body: { version: 7, name: '新名' } })).json()).toMatchObject({ code: 'STALE' })
  expect((await admin('PATCH', '/api/admin/orgs/nowhere', { body: { version: 1 } })).statusCode).toBe(404)
})

test('of two changes from one version one is kept', async () => {
  const answers = await Promise.all(
    ['甲名', '乙名'].map((name) => admin('PATCH', '/api/admin/orgs/500107', { body: { version: 1, name } })),
  )
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409])
  const { rows } = await sql<{ version: number }>`select version from org where id = '500107'`.execute(db)
  expect(rows).toEqual([{ version: 2 }])
})
