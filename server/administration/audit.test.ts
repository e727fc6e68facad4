import { beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'

const { person, asPerson, audited } = await testOffice()
let auditor: Awaited<ReturnType<typeof asPerson>>
let admin: Awaited<ReturnType<typeof asPerson>>
let auditorId: string
let adminId: string
beforeAll(async () => {
  auditorId = (await person('审计管理员', ['city', 'audit-admin'])).id
  adminId = (await person('系统管理员', ['city', 'system-admin'])).id
  auditor = await asPerson(auditorId)
  admin = await asPerson(adminId)
  const clerk = await asPerson((await person('渝中录入员', ['500103', 'entry'])).id)
  for (let at = 0; at < 30; at++)
    await admin('POST', '/api/admin/orgs', { body: { name: `单位${at}`, short: `单位${at}`, kind: 'department' } })
  for (let at = 0; at < 5; at++) await clerk('POST', '/api/admin/orgs', { body: {} })
})

type Row = { chain: string; seq: number; action: string; result: string; personName: string; orgName: string; at: string }
const list = async (query: Record<string, string> = {}) =>
  (await auditor('GET', '/api/admin/audit', { query })).json() as { rows: Row[]; next: string | null }

describe('the audit log', () => {
  test('R-AU-02: shows who did what for whom, from where, with what result, latest first', async () => {
    const { rows } = await list({ limit: '200' })
    expect(rows).toHaveLength((await audited()).length)
    expect(rows[0]).toMatchObject({
      chain: '500103',
      chainName: '渝中区',
      action: 'org:create',
      result: 'NOT_ALLOWED',
      personName: '渝中录入员',
      orgName: '渝中区',
      source: '127.0.0.1',
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(rows.map((row) => row.at)).toEqual(
      rows
        .map((row) => row.at)
        .sort()
        .reverse(),
    )
  })

  test('is paged without gap or repeat', async () => {
    const whole = (await list({ limit: '200' })).rows.map(({ chain, seq }) => `${chain} ${seq}`)
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const { rows, next } = await list({ limit: '7', ...(after ? { after } : {}) })
      seen.push(...rows.map(({ chain, seq }) => `${chain} ${seq}`))
      after = next
    }
    expect(seen).toEqual(whole)
    for (const after of ['x', 'W10', Buffer.from('["2020","a","1"]').toString('base64url')])
      expect((await auditor('GET', '/api/admin/audit', { query: { after } })).statusCode).toBe(422)
  })

  test('is searched by chain, person, action, result, day and words', async () => {
    expect((await list({ chain: '500103' })).rows).toHaveLength(5)
    expect((await list({ person: adminId })).rows).toHaveLength(30)
    expect((await list({ action: 'org:' })).rows).toHaveLength(35)
    expect((await list({ result: 'refused' })).rows).toHaveLength(5)
    expect((await list({ result: 'done', chain: 'city' })).rows).toHaveLength(30)
    expect((await list({ q: '渝中录' })).rows).toHaveLength(5)
    expect((await list({ q: adminId })).rows).toHaveLength(30)
    expect((await list({ q: "' or 1=1 --" })).rows).toEqual([])
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
    expect((await list({ from: today, to: today })).rows).toHaveLength(35)
    expect((await list({ to: '2020-01-01' })).rows).toEqual([])
    expect((await auditor('GET', '/api/admin/audit', { query: { from: '2023-02-29' } })).statusCode).toBe(422)
  })

  test('R-AU-04: is taken out whole or chain by chain, heads first, and that is recorded', async () => {
    const answer = await auditor('GET', '/api/admin/audit/export')
    expect(answer.headers['content-disposition']).toContain('.ndjson')
    const [head, ...links] = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(links).toHaveLength((await audited()).length)
    expect(head.heads.map((each: { chain: string }) => each.chain)).toEqual(['500103', 'city'])
    expect((await audited()).at(-1)).toMatchObject({ action: 'audit:export', person: auditorId, result: 'done' })
    const one = (await auditor('GET', '/api/admin/audit/export', { query: { chain: '500103' } })).body.trim().split('\n')
    expect(one).toHaveLength(6)
    expect((await auditor('GET', '/api/admin/audit/export', { query: { chain: 'nowhere' } })).statusCode).toBe(404)
    expect((await auditor('GET', '/api/admin/audit/chains')).json()).toMatchObject([{ chain: '500103', entries: 5 }, { chain: 'city' }])
  })
})
