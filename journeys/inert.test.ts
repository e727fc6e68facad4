import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { caller, PILOT, pilotReviewed, pilotSubmitted } from './arranged.ts'
import { PHONE, machine } from './browser.ts'
import { somebody, written } from './people.ts'
import { sees } from './seeing.ts'

/** Each would leave a mark in the page, were it taken for anything but words. */
const EVIL = [
  '<img src=x onerror="window.owned=1">',
  '<script>window.owned=1</script>',
  '"><svg onload=window.owned=1>',
  '<a href="javascript:window.owned=1">点我</a>',
  '{{constructor.constructor("window.owned=1")()}}',
  '${window.owned=1}',
  '</textarea><iframe srcdoc="<script>parent.owned=1</script>">',
  '=HYPERLINK("http://evil.example","点我")',
].join(' ')

async function harmless(page: Page) {
  const found = await page.evaluate(() => ({
    owned: (window as { owned?: number }).owned,
    strange: document.querySelectorAll('img[src="x"], svg[onload], iframe, script:not([src]), [href^="javascript:"]').length,
    handlers: [...document.querySelectorAll('*')].filter((each) => each.getAttributeNames().some((name) => name.startsWith('on'))).length,
  }))
  expect(found).toEqual({ owned: undefined, strange: 0, handlers: 0 })
}

describe('文字只是文字', () => {
  test('R-WB-03 whatever is typed is shown as it was typed, on every page, and does nothing', async () => {
    const title = `试点<b>${'<img src=x onerror="window.owned=1">'}</b>示范区`
    const record = await pilotSubmitted('演示〔2026〕391号', { title, districts: ['渝中'] })
    const [clerk, reviewer] = await Promise.all([caller('渝中录入员'), caller('渝中审核员')])
    const say = (by: typeof clerk, version: number, body: object) =>
      by.post(`${PILOT}/${record.id}/acts`, { data: { version, ...body }, headers: written() })
    expect((await say(clerk, 2, { verb: 'withdraw' })).ok()).toBe(true)
    expect(
      (
        await say(clerk, 3, {
          verb: 'submit',
          values: { ...record.values, content: EVIL, docTitle: EVIL.slice(0, 190), issuer: EVIL.slice(0, 190) },
        })
      ).ok(),
    ).toBe(true)
    expect(
      (await say(reviewer, 4, { verb: 'return', reason: { code: 'wording-name', words: EVIL, pins: ['title', 'content'] } })).ok(),
    ).toBe(true)
    const keeper = await caller('市委改革办模块管理员')
    expect(
      (
        await keeper.post('/api/office/notices', {
          data: { title: EVIL.slice(0, 99), body: EVIL, audience: { kinds: [], orgs: [] }, files: [] },
          headers: written(),
        })
      ).ok(),
    ).toBe(true)

    const page = await somebody('渝中录入员')
    page.on('dialog', (dialog) => {
      throw new Error(`A dialog: ${dialog.message()}`)
    })
    for (const [path, words] of [
      ['/', title],
      ['/m/reform/pilot', title],
      [`/m/reform/pilot?q=${encodeURIComponent('<img src=x')}`, title],
      [`/m/reform/pilot/${record.id}`, 'onerror='],
      [`/m/reform/pilot/${record.id}/edit`, 'onerror='],
      ['/notices', 'onerror='],
    ] as const) {
      await page.goto(path)
      await sees(page, words)
      await harmless(page)
    }
    await page.goto(`/m/reform/pilot/${record.id}`)
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      await harmless(page)
    }
    await page.setViewportSize(PHONE)
    await page.goto('/m/reform/pilot')
    await sees(page, title)
    await harmless(page)
  })

  test('R-WB-03 an address that leads out leads nowhere', async () => {
    const { id } = await pilotReviewed('演示〔2026〕392号', { title: '外链试点', districts: ['渝中'] })
    for (const back of ['//evil.example', 'https://evil.example', '/\\\\evil.example', 'javascript:alert(1)', `/m/reform/pilot/${id}`]) {
      const page = await machine()
      await page.goto(`/sign-in?back=${encodeURIComponent(back)}`)
      await page.getByRole('switch', { name: '使用演示账号登录' }).click()
      await page.getByLabel('搜索演示账号').fill('渝中录入员')
      await page.getByRole('list', { name: '演示账号' }).getByRole('button').first().click()
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: '登录' }).waitFor()
      expect(new URL(page.url()).pathname, back).toBe(back.startsWith('/m/') ? back : '/')
    }
  })
})
