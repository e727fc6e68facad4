import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { DESK, PHONE, shoot } from './browser.ts'
import { pages } from './pages.ts'

describe('every page at a desk and on a phone can be used by everybody and does not scroll sideways', () => {
  test.each(Object.entries(pages))('%s', async (title, open) => {
    const page = await open()
    for (const [name, size] of [
      ['desk', DESK],
      ['phone', PHONE],
    ] as const) {
      await page.setViewportSize(size)
      await shoot(page, `${name} ${title}`)
      expect(await violations(page), name).toEqual([])
      const { inner, content } = await page.evaluate(() => ({ inner: innerWidth, content: document.documentElement.scrollWidth }))
      expect(content, name).toBeLessThanOrEqual(inner)
    }
  })
})

/** Serious and critical violations of WCAG and of good practice, each with the first places where it stands. */
async function violations(page: Page): Promise<string[]> {
  // Legacy: without a second page for every question, for there are no frames to be asked.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.html.slice(0, 120)}`)
          .join('\n  ')}`,
    )
}
