import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { LedgerPage, RecordAnswer } from '#web/api/types.ts'
import { caller, PILOT, PROGRESS, pilotReviewed, pilotSubmitted } from './arranged.ts'
import { expectRefusal, shoot } from './browser.ts'
import { somebody, written } from './people.ts'
import { sees } from './seeing.ts'

describe('领导', () => {
  test('a district’s leader sees all that the district takes part in, and nothing to edit', async () => {
    const record = await pilotReviewed('演示〔2026〕231号', { title: '城市更新领导查阅试点', districts: ['渝中'] })
    const leader = await somebody('渝中领导')
    await leader.goto('/')
    await sees(leader, '改革试点')
    await leader.goto('/m/reform/pilot')
    await sees(leader.getByRole('table'), record.title)
    expect(await leader.getByRole('link', { name: '新建' }).count()).toBe(0)

    await leader.goto(`/m/reform/pilot/${record.id}`)
    await leader.getByRole('heading', { level: 1, name: record.title }).waitFor()
    await sees(leader, '主管市级部门确认并分发任务')
    expect(await leader.getByRole('toolbar', { name: '办理' }).count()).toBe(0)
    await leader.goto(`/m/reform/pilot/${record.id}/edit`)
    await leader.waitForURL(`**/m/reform/pilot/${record.id}`)
    await leader.goto('/m/reform/pilot/new')
    await sees(leader, '您的岗位不能新建改革试点')

    const [clerk, api] = [await caller('渝中录入员'), await caller('渝中领导')]
    for (const path of [PILOT, PROGRESS]) expect(await seenBy(api, path)).toEqual(await seenBy(clerk, path))
    for (const verb of ['pass', 'return', 'withdraw', 'submit', 'discard']) {
      const body = { verb, version: record.version, reason: { code: 'wording-name', words: '不应生效', pins: [] } }
      const answer = await api.post(`${PILOT}/${record.id}/acts`, { data: body, headers: written() })
      expect([403, 409], verb).toContain(answer.status())
    }
    const after = (await (await api.get(`${PILOT}/${record.id}`)).json()) as RecordAnswer
    expect([after.version, after.stage]).toEqual([record.version, 'distribute'])
  })

  test('the city’s leader and the reform office’s leader see what the reform office sees', async () => {
    const [office, ...leaders] = await Promise.all(['市委改革办审核员一', '市委改革办领导', '重庆市领导'].map(caller))
    const all = await seenBy(office!, PILOT)
    expect(all.length).toBeGreaterThan(20)
    for (const leader of leaders) expect(await seenBy(leader, PILOT)).toEqual(all)
    const page = await somebody('重庆市领导')
    await page.goto('/')
    await sees(page, '改革试点')
    await shoot(page, 'workbench leader')
  })
})

describe('范围以外的人', () => {
  test('a page, the API, an attachment, a search, a count, an export and the event stream all say that there is no such pilot', async () => {
    const title = '城市更新保密范围核验试点'
    const record = await pilotSubmitted('演示〔2026〕232号', { title, districts: ['渝中'] })
    const [file] = record.values.evidence as { id: string }[]
    const outsider = await somebody('巫溪录入员')

    expectRefusal(outsider, 404, `${PILOT}/${record.id}`)
    for (const path of ['', '/edit']) {
      await outsider.goto(`/m/reform/pilot/${record.id}${path}`)
      await sees(outsider, '没有找到')
      expect(await outsider.getByText(title).count()).toBe(0)
    }
    await shoot(outsider, 'not found')

    const api = await caller('巫溪录入员')
    const nothing = '00000000-0000-4000-8000-000000000000'
    for (const [path, nowhere] of [
      [`${PILOT}/${record.id}`, `${PILOT}/${nothing}`],
      [`${PILOT}/${record.id}/acts`, `${PILOT}/${nothing}/acts`],
      [`${PILOT}/${record.id}/versions/1`, `${PILOT}/${nothing}/versions/1`],
      [`/api/files/${file!.id}`, `/api/files/${nothing}`],
    ] as const) {
      const [hidden, absent] = await Promise.all([api.get(path), api.get(nowhere)])
      expect([path, hidden.status(), await hidden.json()]).toEqual([path, 404, await absent.json()])
    }
    const write = await api.post(`${PILOT}/${record.id}/acts`, { data: { verb: 'withdraw', version: record.version }, headers: written() })
    expect(write.status()).toBe(404)
    expect(((await (await api.get(PILOT, { params: { q: title } })).json()) as LedgerPage).rows).toEqual([])
    expect(await (await api.get(`${PILOT}/count`, { params: { q: title } })).json()).toEqual({ count: 0, more: false })
    expect((await (await api.get(`${PILOT}/export`, { params: { q: title } })).body()).toString('latin1')).not.toContain(record.id)

    await outsider.goto('/m/reform/pilot')
    await outsider.getByRole('main').getByLabel('搜索', { exact: true }).fill(title)
    await sees(outsider, '没有符合条件的记录')
  })

  test('the event stream tells only of what one may see', async () => {
    const outsider = await somebody('巫溪录入员')
    await outsider.goto('/')
    const heard = await listening(outsider)
    const record = await pilotReviewed('演示〔2026〕233号', { title: '城市更新变动通知试点', districts: ['渝中'] })

    // What the outsider does afterwards comes through the same stream: by then everything before it has come too.
    const own = await caller('巫溪录入员')
    const draft = (await (
      await own.post(PILOT, { data: { values: { title: '巫溪自己的草稿' } }, headers: written() })
    ).json()) as RecordAnswer
    await expect.poll(async () => (await heard()).map((change) => change.recordId)).toContain(draft.id)
    expect((await heard()).map((change) => change.recordId)).not.toContain(record.id)
  })
})

type Change = { recordId?: string }

/** Opens a stream of its own in the page. Answers what it has heard so far. */
async function listening(page: Page): Promise<() => Promise<Change[]>> {
  await page.evaluate(
    () =>
      new Promise<void>((ready) => {
        const heard: unknown[] = []
        Object.assign(window, { heard })
        const stream = new EventSource('/api/events')
        stream.addEventListener('change', (event) => heard.push(JSON.parse((event as MessageEvent<string>).data)))
        for (const beginning of ['ready', 'reset']) stream.addEventListener(beginning, () => ready())
      }),
  )
  return () => page.evaluate(() => (window as unknown as { heard: Change[] }).heard)
}

/** Every record of a ledger that somebody gets, by its number. */
async function seenBy(api: Awaited<ReturnType<typeof caller>>, path: string): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page = (await (await api.get(path, { params: { limit: 200, ...(after ? { after } : {}) } })).json()) as LedgerPage
    found.push(...page.rows.map((row) => row.id))
    after = page.next
  }
  return found.sort()
}
