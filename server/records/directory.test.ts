import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { lapseAll } from '../clock/lapses.ts'
import { digitalModules, digitalOffice } from '../testing/digital-office.ts'

const { db, as, waiting, decide, done, listed, proceeded } = await digitalOffice()
const DIRECTORY = '/api/digital/matter/directory'

type Row = { id: string | null; owner: string; ownerName: string; values: Record<string, unknown> }
type Page = { rows: Row[]; next: string | null; count: number; facets: Record<string, Record<string, number>> }

const asked = async (who: string, query: Record<string, string> = {}): Promise<Page> => (await as(who)('GET', DIRECTORY, { query })).json()
const titles = (page: Page) => page.rows.map(({ values }) => values.title)

let known: { id: string }

beforeAll(async () => {
  known = await listed('渝中', '企业开办“一件事”')
  await proceeded('九龙坡', '新生儿出生“一件事”')
  await done(decide(await waiting('渝中', '养老服务“一件事”', 'livelihood.care'), 'listed'))
  await done(decide(await waiting('渝中', '企业注销“一件事”'), 'repeated'))
  await waiting('九龙坡', '企业搬迁“一件事”')
})

describe('名录库', () => {
  test('a district that cannot see the records reads and searches it, and opens none of them', async () => {
    for (const stranger of ['九龙坡 entry', '九龙坡 leader', '市住房城乡建委 entry']) {
      const page = await asked(stranger, { owner: '500103' })
      expect(titles(page)).toEqual(['养老服务“一件事”', '企业开办“一件事”'])
      expect(page.rows.map(({ id }) => id)).toEqual([null, null])
      for (const path of ['', '/acts', '/versions/1'])
        expect((await as(stranger)('GET', `/api/digital/matter/${known.id}${path}`)).statusCode).toBe(404)
      expect(
        (await as(stranger)('POST', `/api/digital/matter/${known.id}/acts`, { body: { verb: 'withdraw', version: 4 } })).statusCode,
      ).toBe(404)
    }
    expect((await as('市住房城乡建委 entry')('GET', '/api/digital/matter')).json().rows).toEqual([])
  })

  test('it tells the directory’s own fields and whose they are, and nothing else', async () => {
    const { rows } = await asked('市住房城乡建委 entry')
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['id', 'owner', 'ownerName', 'values'])
      expect(Object.keys(row.values).sort()).toEqual(['listedOn', 'title', 'track'])
    }
    expect(rows.find(({ values }) => values.title === '企业开办“一件事”')).toMatchObject({ owner: '500103', ownerName: '渝中区', id: null })
  })

  test('whoever may see the record is led to it', async () => {
    expect((await asked('渝中 leader', { q: '企业开办' })).rows[0]!.id).toBe(known.id)
    expect((await asked('office reviewer', { q: '企业开办' })).rows[0]!.id).toBe(known.id)
  })

  test('what waits, what was called a repetition and what was removed is not in it', async () => {
    expect(titles(await asked('office reviewer')).sort()).toEqual(['企业开办“一件事”', '养老服务“一件事”', '新生儿出生“一件事”'].sort())
    await listed('九龙坡', '不动产登记“一件事”')
    expect(titles(await asked('渝中 entry', { q: '不动产' }))).toEqual(['不动产登记“一件事”'])
    await lapseAll(db, digitalModules, new Date(Date.now() + 40 * 24 * 60 * 60 * 1000))
    // Both that only stood listed ran out; the one that went on stays.
    expect(titles(await asked('渝中 entry'))).toEqual(['新生儿出生“一件事”'])
  })

  test('words are found in the title alone, in any order; district and 跑道 divide it', async () => {
    for (const title of ['危险货物运输“一件事”', '货物通关“一件事”']) await listed('九龙坡', title)
    expect(titles(await asked('渝中 entry', { q: '运输 危险' }))).toEqual(['危险货物运输“一件事”'])
    expect((await asked('渝中 entry', { q: '货物' })).count).toBe(2)
    // Of what the title does not say a search finds nothing: file names, 核准情况.
    for (const hidden of ['原一图两清单', '纳入名录库并晾晒', '%', '_'])
      expect(titles(await asked('渝中 entry', { q: hidden }))).toEqual([])
    const page = await asked('渝中 entry', { track: 'economy.private' })
    expect(page).toMatchObject({ count: 3, facets: { owner: { '500107': 3 }, track: { 'economy.private': 3 } } })
    // What is not asked for is still counted, so that it can be.
    expect(await asked('渝中 entry', { owner: '500103' })).toMatchObject({
      count: 0,
      rows: [],
      facets: { owner: { '500107': 3 }, track: {} },
    })
    expect((await asked('渝中 entry', { 'listedOn.from': '2199-01-01' })).count).toBe(0)
  })

  test('it is read page by page, each entry once', async () => {
    const seen: unknown[] = []
    let after: string | null = null
    do {
      const page: Page = await asked('渝中 entry', { limit: '1', ...(after === null ? {} : { after }) })
      expect(page.rows.length).toBeLessThanOrEqual(1)
      seen.push(...titles(page))
      after = page.next
    } while (after !== null)
    expect(seen.sort()).toEqual(['危险货物运输“一件事”', '新生儿出生“一件事”', '货物通关“一件事”'].sort())
  })

  test.each([
    ['stage', 'round', 'UNKNOWN_FILTER'],
    ['verdict', '移除名录库', 'UNKNOWN_FILTER'],
    ['papersBefore', 'x', 'UNKNOWN_FILTER'],
    ['constructor', 'x', 'UNKNOWN_FILTER'],
    ['listedOn.from', "' or 1=1", 'INVALID'],
    ['limit', '201', 'INVALID'],
    ['limit', 'x', 'INVALID'],
    ['after', 'zzz', 'BAD_CURSOR'],
    ['after', Buffer.from('["2026-01-01","x"]').toString('base64url'), 'BAD_CURSOR'],
  ])('R-AC-05 %s=%s is refused', async (name, value, code) => {
    const answer = await as('渝中 entry')('GET', DIRECTORY, { query: { [name]: value } })
    expect([answer.statusCode, answer.json().code]).toEqual([422, code])
  })

  test('who holds no business post is not let in, nor is a business without a directory a way in', async () => {
    expect((await as('audit admin')('GET', DIRECTORY)).statusCode).toBe(403)
    expect((await as('渝中 entry')('GET', '/api/digital/shared/directory')).statusCode).toBe(404)
  })

  test('it is read and never written: no audit row', async () => {
    const count = async () => (await sql<{ count: number }>`select count(*)::int as count from audit`.execute(db)).rows[0]!.count
    const before = await count()
    await asked('渝中 entry')
    expect(await count()).toBe(before)
  })
})
