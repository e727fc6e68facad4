import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { DESK, PHONE, shoot } from './browser.ts'
import { pages } from './pages.ts'

describe.each([
  ['desk', DESK],
  ['phone', PHONE],
] as const)('every page on a %s', (name, size) => {
  test.each(Object.entries(pages))('%s', async (title, open) => {
    const page = await open(size)
    await page.evaluate(() => document.fonts.ready)
    await shoot(page, `${name} ${title}`)
    expect(await violations(page)).toEqual([])
    const { inner, content } = await page.evaluate(() => ({ inner: innerWidth, content: document.documentElement.scrollWidth }))
    expect(content, 'the page scrolls sideways').toBeLessThanOrEqual(inner)
  })
})

/** Serious and critical violations of WCAG, each with the first places where it stands. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.html.slice(0, 120)}`).join('\n  ')}`)
}
