import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { somebody } from './people.ts'

const LEDGER = '/m/reform/pilot'

describe('the ledger page on an empty cache', () => {
  test('weighs no more than 900 KiB as transferred', async () => {
    const page = await somebody('市委改革办审核员一')
    const weighed = await weighing(page)
    await page.goto(LEDGER)
    await page.locator('tbody th a').first().waitFor()
    await stands(weighed)
    expect(weighed()).toBeGreaterThan(50 * 1024)
    expect(weighed()).toBeLessThanOrEqual(900 * 1024)
  })

  test('does not jump while it fills', async () => {
    const page = await somebody('市委改革办审核员一')
    await page.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shifts.push(entry.value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    const weighed = await weighing(page)
    await page.goto(LEDGER)
    await page.locator('tbody th a').first().waitFor()
    await stands(weighed)
    await page.evaluate(() => document.fonts.ready)
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.1)
  })
})

/**
 * What a page fetches after its table, and ahead of its use, counts too: waits until nothing has come for a second. The network is never idle, for the
 * page listens for news as long as it is open.
 */
async function stands(count: () => number) {
  for (let before = -1; before !== count(); await setTimeout(1000)) before = count()
}

/** Counts what comes over the wire, heads and compressed bodies. */
async function weighing(page: Page): Promise<() => number> {
  let bytes = 0
  const session = await page.context().newCDPSession(page)
  session.on('Network.dataReceived', ({ encodedDataLength }) => (bytes += encodedDataLength))
  session.on('Network.responseReceived', ({ response }) => (bytes += response.encodedDataLength))
  await session.send('Network.enable')
  return () => bytes
}
