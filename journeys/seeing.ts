import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Waits until these words can be read on the page. */
export async function sees(page: Page | Locator, words: string | RegExp) {
  await page.getByText(words).filter({ visible: true }).first().waitFor()
}

/** Waits until these words can be read nowhere on the page. */
export async function seesNo(page: Page | Locator, words: string | RegExp) {
  await expect.poll(() => page.getByText(words).filter({ visible: true }).count(), { timeout: 15_000 }).toBe(0)
}

/** Presses the button of this name. */
export async function presses(page: Page | Locator, name: string | RegExp) {
  await page.getByRole('button', { name, exact: true }).click()
}

/** The dialog that is open. */
export const dialog = (page: Page): Locator => page.getByRole('dialog')
