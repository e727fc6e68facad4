import { readXlsx } from 'hucre'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readWord } from '../server/testing/word.ts'
import { PHONE, shoot } from './browser.ts'
import { somebody } from './people.ts'
import { presses, reads, sees } from './seeing.ts'

/** A quarter that nothing else is computed for. */
const [QUARTER, TYPED] = ['2024年第2季度', '2024-Q2']

describe('区县改革报表的导出', () => {
  test('计算一期 → 导出 Excel → 导出 Word，与页面一致', async () => {
    const clerk = await somebody('市委改革办录入员一')
    await clerk.goto('/reports/district')
    await presses(clerk, '开启一期报表')
    const day = clerk.getByLabel('所属日期')
    await day.fill(TYPED)
    await day.press('Enter')
    await presses(clerk, '开启')
    await clerk.getByRole('link', { name: QUARTER }).click()
    await sees(clerk, '还没有计算')
    expect(await clerk.getByRole('button', { name: '导出 Word' }).count()).toBe(0)
    await presses(clerk, '计算')
    await sees(clerk, /第1次计算/)
    const rows = clerk.getByRole('table', { name: '排名' }).getByRole('row')
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(42)
    const shown = await Promise.all((await rows.all()).map((row) => reads(row)))

    const workbook = await fetched(clerk, '导出 Excel')
    expect(workbook.name).toBe(`${QUARTER}区县改革报表（未定稿，第1次计算）.xlsx`)
    const { sheets } = await readXlsx(workbook.bytes)
    const units = sheets[0]!.rows.slice(3).map((row) => String(row[1]))
    expect(units).toHaveLength(shown.length - 1)
    for (const [at, unit] of units.entries()) expect(shown[at + 1]).toContain(unit)

    const document = await fetched(clerk, '导出 Word')
    expect(document.name).toBe(`${QUARTER}区县改革报表（未定稿，第1次计算）.docx`)
    const { tables } = await readWord(document.bytes)
    const ranking = tables.find(([head]) => head!.cells.includes('片区排名'))!
    expect(ranking.slice(1).map(({ cells }) => cells[1])).toEqual(units)
    await shoot(clerk, 'report papers')
    await clerk.setViewportSize(PHONE)
    await shoot(clerk, 'report papers on a phone')
  })
})

async function fetched(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), presses(page, button)])
  // The button is to be had again once the file is there.
  await expect.poll(() => page.getByRole('button', { name: button }).isEnabled()).toBe(true)
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
