import { fromBufferPromise } from 'yauzl'
import { describe, expect, test } from 'vitest'
import { PHONE, shoot } from './browser.ts'
import { somebody } from './people.ts'
import { agrees, presses, sees, seesNo } from './seeing.ts'
import { bytesOf } from './sheets.ts'

const PILOTS = '/m/reform/pilot'

describe('批量下载', () => {
  test('picked records come as one archive with their attachments, packed while one goes on; a broken download goes on where it stopped', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.goto(`${PILOTS}?stage=approved`)
    const rows = page.getByRole('row').filter({ has: page.locator('th a') })
    await rows.nth(1).waitFor()
    await presses(page, '批量下载')
    const bar = page.getByRole('region', { name: '批量下载' })
    expect(await bar.getByRole('button', { name: '下载所选' }).isDisabled()).toBe(true)
    const pick = (at: number) => rows.nth(at).getByRole('checkbox', { name: /^选择 / })
    await pick(0).check()
    await pick(1).press('Space')
    await sees(bar, '已选 2 个')
    await shoot(page, 'ledger picking')
    await presses(bar, '下载所选')

    await page.getByRole('heading', { level: 1, name: '导入与下载' }).waitFor()
    const link = page.getByRole('link', { name: /^下载（/ }).first()
    await sees(page, /2 条记录、\d+ 个附件/)
    await shoot(page, 'jobs')
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^改革试点台账\d{4}-\d\d-\d\d\.zip$/)
    const whole = Buffer.from(await bytesOf(download))
    const names = await namesIn(whole)
    expect(names.some((name) => /^改革试点台账.*\.xlsx$/.test(name))).toBe(true)
    expect(names.filter((name) => name.startsWith('附件/')).map((name) => name.split('/')[1]!.slice(0, 3))).toEqual(
      expect.arrayContaining(['001']),
    )

    const path = (await link.getAttribute('href'))!
    const part = await page.request.get(path, { headers: { range: 'bytes=100-' } })
    expect([part.status(), part.headers()['content-range']]).toEqual([206, `bytes 100-${whole.length - 1}/${whole.length}`])
    expect((await part.body()).equals(whole.subarray(100))).toBe(true)
    const other = await somebody('市委改革办领导')
    expect((await other.request.get(path)).status()).toBe(404)
    await other.goto('/jobs')
    await sees(other, '最近 24 小时没有导入或批量下载')
  })

  test('or everything that the filter shows, from a phone as well', async () => {
    const page = await somebody('九龙坡审核员', PHONE)
    await page.goto(PILOTS)
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '批量下载（含附件）' }).click()
    await shoot(page, 'ledger picking phone')
    await page
      .getByRole('region', { name: '批量下载' })
      .getByRole('button', { name: /^下载筛选出的全部/ })
      .click()
    await sees(page, /\d+ 条记录、\d+ 个附件/)
    await shoot(page, 'jobs phone')
    await page.getByRole('button', { name: '移除 批量下载改革试点' }).click()
    await agrees(page, '移除')
    await seesNo(page, '批量下载改革试点')
  })
})

async function namesIn(bytes: Buffer): Promise<string[]> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  return Array.fromAsync(zip.eachEntry(), (entry) => entry.fileName)
}
