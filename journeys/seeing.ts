import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What the product promises: whatever happens is on every desk within this time, without a reload. */
export const TWO_SECONDS = 2000

/** Waits until these words can be read. */
export async function sees(page: Page | Locator, words: string | RegExp) {
  await page.getByText(words).filter({ visible: true }).first().waitFor()
}

/** Waits until these words can be read no more. */
export async function seesNo(page: Page | Locator, words: string | RegExp) {
  await expect.poll(() => page.getByText(words).filter({ visible: true }).count(), { message: `still reads ${words}` }).toBe(0)
}

/** Everything that can be read there, in one line. */
export const reads = async (at: Locator): Promise<string> => (await at.innerText()).replaceAll(/\s+/g, ' ')

/** Presses the button of this name on the page. */
export async function presses(page: Page | Locator, name: string | RegExp) {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Presses the button of this name in what has just been asked. */
export async function agrees(page: Page, name: string) {
  const asked = page.getByRole('dialog').or(page.getByRole('tooltip')).filter({ visible: true })
  await asked.getByRole('button', { name, exact: true }).click()
  await expect.poll(() => asked.count(), { message: `“${name}” left the question open` }).toBe(0)
}

/** What waits on the workbench under this title. */
export const todo = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: '我的待办' }).getByRole('link').filter({ hasText: title }).first()

export async function opensTodo(page: Page, title: string) {
  await todo(page, title).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Begins something new from the workbench’s 常用入口: while nothing waits the desk itself offers the same. */
export async function begins(page: Page, name: string) {
  await page.getByRole('complementary', { name: '通知与入口' }).getByRole('link', { name }).click()
}

/** From the workbench to the record and past its step: `then` is what is said afterwards. */
export async function passes(page: Page, title: string, button: string, then: string) {
  await page.goto('/')
  await opensTodo(page, title)
  await presses(page, button)
  await agrees(page, button)
  await sees(page, then)
}
