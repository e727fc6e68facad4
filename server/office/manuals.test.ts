import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/org.ts'
import { tournament } from '#kernel/testing/club.ts'
import { match } from '#kernel/testing/club.ts'
import { keepFile } from '../files/keep.ts'
import { sweepFiles } from '../files/sweep.ts'
import { testOffice } from '../testing/office.ts'

const { app, db, person, asPerson, audited } = await testOffice({}, [tournament, match])
const who = async (name: string, ...posts: [string, Role][]) => {
  const made = await person(name, ...posts)
  return { ...made, call: await asPerson(made.id) }
}
const keeper = await who('模块管理员', ['office', 'module-admin'])
const reader = await who('渝中录入员', ['500103', 'entry'])
const old = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000)
const upload = async (name: string) =>
  (
    await db.transaction().execute((tx) =>
      keepFile(tx, app.files, {
        name,
        bytes: Buffer.from(`${name} ${crypto.randomUUID()}`),
        mime: 'application/pdf',
        readable: true,
        person: keeper.id,
        org: 'office',
        at: old,
      }),
    )
  ).id

type Manual = { id: string; title: string; version: number; editions: { edition: number; file: { id: string; name: string } }[] }
const listed = async (): Promise<Manual[]> => (await reader.call('GET', '/api/manuals')).json()
const add = async (title: string, module: string | null = null) =>
  (
    await keeper.call('POST', '/api/office/manuals', { body: { title, module, file: await upload(`${title}.pdf`), note: '首次发布' } })
  ).json() as Manual

describe('a manual', () => {
  test('is listed and downloaded by everybody, each download audited; earlier editions stay', async () => {
    const made = await add('操作手册')
    expect(await listed()).toMatchObject([
      { title: '操作手册', module: null, editions: [{ edition: 1, note: '首次发布', byName: '模块管理员' }] },
    ])
    const next = await keeper.call('POST', `/api/office/manuals/${made.id}/editions`, {
      body: { version: 1, file: await upload('操作手册 3.1.pdf'), note: '' },
    })
    expect([next.statusCode, next.json().version]).toEqual([201, 2])
    const [manual] = await listed()
    expect(manual!.editions.map(({ edition, file }) => [edition, file.name])).toEqual([
      [2, '操作手册 3.1.pdf'],
      [1, '操作手册.pdf'],
    ])
    await sweepFiles(db, app.files, new Date())
    for (const { file } of manual!.editions) {
      expect((await reader.call('GET', `/api/files/${file.id}`)).statusCode).toBe(200)
      expect((await audited()).findLast((each) => each.action === 'file:download')).toMatchObject({
        object: file.id,
        person: reader.id,
        result: 'done',
      })
    }
  })

  test('belongs to a business, is renamed, retired and restored, each against the version it was seen in', async () => {
    const made = await add('赛事说明', 'tennis/tournament')
    const change = (body: object) => keeper.call('PATCH', `/api/office/manuals/${made.id}`, { body })
    expect((await change({ version: 1, title: '赛事填报说明' })).json()).toMatchObject({
      title: '赛事填报说明',
      module: 'tennis/tournament',
      version: 2,
    })
    expect((await change({ version: 1, title: '又一个名称' })).json().code).toBe('STALE')
    expect((await change({ version: 2, retired: true })).statusCode).toBe(200)
    expect((await listed()).map(({ id }) => id)).not.toContain(made.id)
    expect(((await keeper.call('GET', '/api/office/manuals')).json() as Manual[]).map(({ id }) => id)).toContain(made.id)
    expect((await change({ version: 3, retired: false, module: null })).json()).toMatchObject({ module: null, retiredAt: null })
    expect((await change({ version: 4, module: 'no/such' })).statusCode).toBe(422)
    expect((await audited()).filter((each) => each.object === made.id).map((each) => [each.action, each.result])).toEqual([
      ['manual:add', 'done'],
      ['manual:change', 'done'],
      ['manual:change', 'STALE'],
      ['manual:change', 'done'],
      ['manual:change', 'done'],
      ['manual:change', 'INVALID'],
    ])
  })
})

test('nobody but the office’s module administrator changes one, each refusal with an audit row', async () => {
  const made = await add('核验手册')
  for (const [org, role] of [
    ['500103', 'entry'],
    ['500103', 'module-admin'],
    ['office', 'reviewer'],
    ['office', 'leader'],
    ['city', 'system-admin'],
    ['city', 'security-admin'],
    ['city', 'audit-admin'],
  ] as const) {
    const other = await who(`${org} ${role}`, [org, role])
    const body = { version: 1, file: crypto.randomUUID(), title: '冒名', module: null, note: '' }
    expect(
      (await other.call('POST', '/api/office/manuals', { body: { title: body.title, module: null, file: body.file } })).statusCode,
      role,
    ).toBe(403)
    expect(
      (await other.call('POST', `/api/office/manuals/${made.id}/editions`, { body: { version: 1, file: body.file } })).statusCode,
      role,
    ).toBe(403)
    expect((await other.call('PATCH', `/api/office/manuals/${made.id}`, { body: { version: 1, title: '冒名' } })).statusCode, role).toBe(
      403,
    )
    expect((await other.call('GET', '/api/office/manuals')).statusCode, role).toBe(403)
    expect((await audited()).filter((each) => each.person === other.id).map((each) => each.result)).toEqual([
      'NOT_ALLOWED',
      'NOT_ALLOWED',
      'NOT_ALLOWED',
    ])
  }
  for (const file of [crypto.randomUUID(), made.editions[0]!.file.id, 'x'])
    expect((await keeper.call('POST', '/api/office/manuals', { body: { title: '借用', module: null, file } })).statusCode).toBe(422)
})
