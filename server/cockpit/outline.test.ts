import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { mapInForce, suppliedOutline } from './outline.ts'

const { db, person, asPerson, audited } = await testOffice()
type Call = Awaited<ReturnType<typeof asPerson>>

let keeper: Call
let foreign: Call
let leader: Call
beforeAll(async () => {
  keeper = await asPerson((await person('改革办 模块管理员', ['office', 'module-admin'])).id)
  foreign = await asPerson((await person('渝中 模块管理员', ['500103', 'module-admin'])).id)
  leader = await asPerson((await person('渝中 领导', ['500103', 'leader'])).id)
})

const NOTICE = '渝S（演示）001号'
const { features } = suppliedOutline()
const own = { type: 'FeatureCollection', features: features.filter(({ id }) => ['500103', '500107'].includes(id)) }
const replace = (body: object, who = keeper) => who('POST', '/api/office/map-outlines', { body })
const shown = async () => (await leader('GET', '/api/cockpit/map')).json()

test('the office looks at its outline, puts it in place, and everybody has it; then back to the supplied one', async () => {
  const preview = await keeper('POST', '/api/office/map-outlines/preview', { body: { content: own, notice: NOTICE } })
  expect(preview.statusCode, preview.body).toBe(200)
  expect(preview.json().shapes).toHaveLength(2)
  expect(await shown()).toMatchObject({ version: 0 })

  expect((await replace({ version: 0, outline: { content: own, notice: NOTICE } })).json()).toEqual({ version: 1 })
  expect(await shown()).toMatchObject({ version: 1, map: { notice: NOTICE, shapes: [{ id: '500103' }, { id: '500107' }] } })
  expect((await replace({ version: 0, outline: { content: own, notice: NOTICE } })).json().code).toBe('STALE')

  expect((await replace({ version: 1 })).statusCode).toBe(201)
  expect((await shown()).map.shapes).toHaveLength(41)
  expect((await keeper('GET', '/api/office/map-outlines')).json()).toMatchObject([
    { version: 2, supplied: true },
    { version: 1, supplied: false, note: NOTICE, madeByName: '改革办 模块管理员' },
  ])
  expect((await audited()).filter(({ action, result }) => action === 'map:replace' && result === 'done')).toHaveLength(2)
})

test('a map is drawn once, and anew when the central districts are others; whoever has it is told so', async () => {
  const known = await mapInForce(db)
  expect(await mapInForce(db)).toBe(known)
  expect(suppliedOutline()).toBe(suppliedOutline())
  await sql`update org set segment = '主城都市区中心城区' where id = '500103'`.execute(db)
  const anew = await mapInForce(db)
  expect([known.map.inset, anew.map.inset?.shapes.map(({ id }) => id)]).toEqual([null, ['500103']])
  const again = await leader('GET', '/api/cockpit/map', { headers: { 'if-none-match': anew.etag } })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  expect((await leader('GET', '/api/cockpit/map', { headers: { 'if-none-match': known.etag } })).statusCode).toBe(200)
})

test('what is no outline of the units is refused in Chinese, and nothing is kept', async () => {
  for (const content of [
    '<svg onload=alert(1)>',
    { type: 'FeatureCollection', features: [] },
    { ...own, features: own.features.slice(1) },
    suppliedOutline(),
  ]) {
    const answer = await replace({ version: 2, outline: { content, notice: NOTICE } })
    expect([answer.statusCode, answer.json().problems[0].field]).toEqual([422, 'content'])
    expect(answer.json().problems[0].message).toMatch(/[\u4e00-\u9fff]/u)
  }
  expect((await replace({ version: 2, outline: { content: own, notice: 'a\u202eb' } })).statusCode).toBe(422)
  expect((await replace({ version: 2, outline: { content: 'x'.repeat(1_100_000), notice: NOTICE } })).statusCode).toBe(413)
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from map_outline`.execute(db)
  expect(rows[0]!.count).toBe(2)
})

test('nobody but the reform office’s own administrator changes it', async () => {
  expect((await replace({ version: 2 }, leader)).statusCode).toBe(403)
  expect((await replace({ version: 2 }, foreign)).statusCode).toBe(403)
  expect((await foreign('GET', '/api/office/map-outlines')).statusCode).toBe(403)
  expect((await foreign('POST', '/api/office/map-outlines/preview', { body: { content: own, notice: NOTICE } })).statusCode).toBe(403)
})
