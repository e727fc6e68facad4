import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import { shoot } from './browser.ts'
import { picks } from './form.ts'
import { somebody } from './people.ts'
import { presses, reads, sees } from './seeing.ts'

const PILOTS = '/m/reform/pilot'
const REPORTS = '/m/reform/pilot-progress'

describe('台账', () => {
  test('filters by step, by field and by words, and says when nothing fits', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.goto(PILOTS)
    const all = (await titles(page)).length
    await shoot(page, 'ledger')
    await presses(page.getByRole('group', { name: '按环节查看' }), '已办结')
    await expect.poll(() => count(page)).toBeLessThan(all)
    expect(new Set(await column(page, '环节'))).toEqual(new Set(['已办结']))

    await picks(page, filter(page, '级别'), '国家级')
    await expect.poll(async () => new Set(await column(page, '级别'))).toEqual(new Set(['国家级']))
    await page.keyboard.press('Escape')
    await picks(page, filter(page, '涉及区县'), '渝中区')
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await column(page, '涉及区县')).every((cell) => cell.includes('渝中'))).toBe(true)

    await presses(page, '清空条件')
    await expect.poll(() => count(page)).toBe(all)
    await search(page).fill('建办科函〔２０２１〕443')
    await expect.poll(() => titles(page)).toEqual(['第一批城市更新试点'])
    await search(page).fill('没有这样的试点')
    await sees(page, '没有符合条件的记录')
    await shoot(page, 'ledger nothing')
  })

  test('sorts by a column, once up, once down, and again newest first', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.goto(PILOTS)
    const newest = await titles(page)
    const head = page.getByRole('columnheader', { name: '完成时间' })
    await head.getByRole('button').click()
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
    const up = await settled(page, '完成时间')
    expect(up).toEqual([...up].sort())
    await head.getByRole('button').click()
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending')
    const down = await settled(page, '完成时间')
    expect(down).toEqual([...down].sort().reverse())
    await head.getByRole('button').click()
    await expect.poll(() => titles(page)).toEqual(newest)
  })

  test('pages through all of it and back', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.goto(`${REPORTS}?limit=20`)
    const [first, total] = [await keys(page), await totalOf(page)]
    expect(total).toBeGreaterThan(40)
    const seen = new Set(first)
    for (let number = 2; number <= Math.ceil(total / 20); number++) {
      await presses(page, '下一页')
      await sees(page.getByRole('navigation', { name: '翻页' }), `第 ${number} 页`)
      await expect.poll(async () => (await keys(page)).some((key) => seen.has(key))).toBe(false)
      for (const key of await keys(page)) seen.add(key)
    }
    expect(seen.size).toBe(total)
    expect(await page.getByRole('button', { name: '下一页' }).isDisabled()).toBe(true)
    await presses(page, '上一页')
    await presses(page, '回到首页')
    await expect.poll(() => keys(page)).toEqual(first)
  })

  test('导出 Excel: exactly what the filter shows, in its order', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.goto(`${PILOTS}?stage=approved&sort=docNo`)
    const shown = await titles(page)
    const [download] = await Promise.all([page.waitForEvent('download'), presses(page, '导出 Excel')])
    expect(download.suggestedFilename()).toMatch(/^改革试点台账.*\.xlsx$/)
    const { sheets } = await readXlsx(new Uint8Array(readFileSync(await download.path())))
    const [head, ...rows] = sheets[0]!.rows
    expect(head).toEqual([...Object.values(pilot.fields).map((field) => field.label), '填报单位', '当前环节', '最近更新'])
    expect(rows.map((row) => row[0])).toEqual(shown)
    const stage = head!.indexOf('当前环节')
    expect(new Set(rows.map((row) => row[stage]))).toEqual(new Set(['已办结']))
  })

  test('a pilot’s page: who holds it since when, its whole history, two versions side by side', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.goto(`${PILOTS}?stage=distribute`)
    await page.locator('tbody th a').first().click()
    const now = page.getByRole('list', { name: '办理流程' }).locator('[aria-current=step]')
    await expect
      .poll(() => reads(now))
      .toMatch(/主管市级部门确认并分发任务 .+ · 录入员 \d{4}-\d\d-\d\d \d\d:\d\d 到达，(不满 1 天|已 \d+ 天)/)

    await page.goto(`${PILOTS}?q=${encodeURIComponent('国家城乡融合发展试验区')}`)
    await page.locator('tbody th a').first().click()
    await page.getByRole('tab', { name: '办理记录' }).click()
    const history = page.getByRole('tabpanel', { name: '办理记录' })
    const verbs = await history.locator('li b').allInnerTexts()
    expect(verbs.reverse()).toEqual(expect.arrayContaining(['新建', '提交', '通过', '驳回', '确认并分发']))
    await sees(history, '文号与所附文件不一致，应为发改规划〔2019〕1947号。')
    await history.getByRole('button', { name: '对照查看' }).last().click()
    const versions = page.getByRole('tabpanel', { name: '版本对照' })
    await sees(versions, '发改规划〔2019〕194')
    await shoot(page, 'record versions')
  })
})

const rows = (page: Page): Locator => page.locator('tbody tr:not([aria-hidden])')
const filter = (page: Page, label: string): Locator => page.getByRole('search').getByLabel(label, { exact: true })

const search = (page: Page): Locator => page.getByRole('main').getByLabel('搜索', { exact: true })

async function titles(page: Page): Promise<string[]> {
  await rows(page).first().waitFor()
  return rows(page).locator('th').allInnerTexts()
}

/** What tells one row from another: where its title leads. */
async function keys(page: Page): Promise<(string | null)[]> {
  await rows(page).first().waitFor()
  return rows(page)
    .locator('th a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
}

const count = async (page: Page): Promise<number> => (await titles(page)).length

async function totalOf(page: Page): Promise<number> {
  const where = page.getByRole('navigation', { name: '翻页' })
  await sees(where, /共 \d/)
  return Number(/共 ([\d,]+)/.exec(await reads(where))![1]!.replace(',', ''))
}

async function column(page: Page, label: string): Promise<string[]> {
  await rows(page).first().waitFor()
  const at = (await page.locator('thead th').allInnerTexts()).findIndex((head) => head.trim() === label)
  return rows(page)
    .locator(`:nth-child(${at + 1})`)
    .and(page.locator('th, td'))
    .allInnerTexts()
}

/** The column once the rows of the new order have come. */
async function settled(page: Page, label: string): Promise<string[]> {
  await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
  return column(page, label)
}
