import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'

const { db, person, asPerson, audited } = await testOffice()

test('a notice of the reform office reaches everybody signed in, latest first, as it was typed', async () => {
  const keeper = await person('改革试点模块管理员', ['office', 'module-admin'])
  const publish = await asPerson(keeper.id)
  const reader = await asPerson((await person('渝中录入员', ['500103', 'entry'])).id)
  const first = await publish('POST', '/api/notices', {
    body: { title: ' 关于二季度填报的通知 ', body: '请于 6 月 30 日前完成。\n<b>不要逾期</b>' },
  })
  expect([first.statusCode, first.json().title]).toEqual([201, '关于二季度填报的通知'])
  await publish('POST', '/api/notices', { body: { title: '第二条', body: '正文' } })
  expect((await reader('GET', '/api/notices')).json()).toMatchObject([
    { title: '第二条' },
    { title: '关于二季度填报的通知', body: '请于 6 月 30 日前完成。\n<b>不要逾期</b>', publishedAt: expect.any(String) },
  ])
  expect((await audited()).filter((each) => each.action === 'notice:publish')).toMatchObject([
    { person: keeper.id, org: 'office', result: 'done' },
    {},
  ])
})

test('nobody else publishes one, and an empty one nobody', async () => {
  const body = { title: '标题', body: '正文' }
  for (const [org, role] of [
    ['500103', 'entry'],
    ['office', 'reviewer'],
    ['city', 'system-admin'],
    ['500103', 'module-admin'],
  ] as const) {
    expect(
      (await (await asPerson((await person(`${org} ${role}`, [org, role])).id))('POST', '/api/notices', { body })).statusCode,
      role,
    ).toBe(403)
  }
  const keeper = await asPerson((await person('模块管理员', ['office', 'module-admin'])).id)
  for (const bad of [
    { ...body, title: '' },
    { ...body, body: '\u200b\n' },
    { ...body, title: '长'.repeat(101) },
    { ...body, body: '\u202e反' },
    { ...body, extra: 1 },
  ]) {
    expect((await keeper('POST', '/api/notices', { body: bad })).statusCode, JSON.stringify(bad)).toBe(422)
  }
})

test('R-SC-02 a classification mark stands in no notice, and in no name that an administrator gives', async () => {
  const keeper = await asPerson((await person('模块管理员二', ['office', 'module-admin'])).id)
  const admin = await asPerson((await person('系统管理员', ['city', 'system-admin'])).id)
  for (const [call, url, body] of [
    [keeper, '/api/notices', { title: '转发（机密★五年）文件', body: '正文' }],
    [keeper, '/api/notices', { title: '标题', body: '密级：秘密\n正文' }],
    [admin, '/api/admin/orgs', { name: '绝密★单位', short: '单位', kind: 'department' }],
    [admin, '/api/admin/people', { name: '绝密★长期', phone: '10050010999' }],
  ] as const) {
    const answer = await call('POST', url, { body })
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([422, 'TEXT_CLASSIFIED'])
    expect(answer.json().message).toContain('电子政务内网邮箱')
  }
  expect((await keeper('GET', '/api/notices')).body).not.toContain('密★')
})

test('a dictionary is answered whole, old terms among the new; one that is not there is absent', async () => {
  await sql`insert into term (dictionary, code, parent, label, detail, position, valid_until) values ('field-track', 'a', null, '党建统领', '{}', 1, null), ('field-track', 'a.1', 'a', '纪检监察体制', '{"note":"x"}', 2, '2024-12-31')`.execute(
    db,
  )
  const reader = await asPerson((await person('读者')).id)
  expect((await reader('GET', '/api/dictionaries/field-track')).json()).toEqual([
    { code: 'a', parent: null, label: '党建统领', detail: {}, validFrom: '1900-01-01', validUntil: null },
    { code: 'a.1', parent: 'a', label: '纪检监察体制', detail: { note: 'x' }, validFrom: '1900-01-01', validUntil: '2024-12-31' },
  ])
  for (const name of ['none', '..%2Fetc', "a'--"]) expect((await reader('GET', `/api/dictionaries/${name}`)).statusCode, name).toBe(404)
})
