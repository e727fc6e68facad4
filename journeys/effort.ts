import type { Page } from 'playwright-core'

/** What somebody's hands did in a page: presses of the mouse, keys that wrote nothing (Tab, an arrow), and what was written. */
export type Effort = { clicks: number; keys: number; written: number }

declare global {
  interface Window {
    effort?: Effort
  }
}

/**
 * Begins to count in the page itself, before the product hears of anything. Only what the browser holds for a person's doing is counted; a chord is one
 * key; a character is one however it was entered, for an input method is not the product's. A page loaded anew counts no more, and `effortOn` says so.
 */
export async function countEffort(page: Page) {
  await page.evaluate(() => {
    const effort: Effort = (window.effort = { clicks: 0, keys: 0, written: 0 })
    let pressed = false
    const hear = <T extends keyof WindowEventMap>(type: T, heard: (event: WindowEventMap[T]) => void) =>
      addEventListener(type, (event) => event.isTrusted && heard(event), { capture: true })
    hear('pointerdown', () => {
      effort.clicks++
      pressed = false
    })
    hear('keydown', ({ key }) => {
      if (['Control', 'Shift', 'Alt', 'Meta'].includes(key)) return
      effort.keys++
      pressed = true
    })
    hear('keyup', () => (pressed = false))
    hear('input', (event) => {
      if (!(event instanceof InputEvent) || !event.inputType.startsWith('insert')) return
      effort.written += pressed ? 1 : (event.data ?? ' ').length
      if (pressed) effort.keys--
      pressed = false
    })
  })
}

export async function effortOn(page: Page): Promise<Effort> {
  const effort = await page.evaluate(() => window.effort)
  if (!effort) throw new Error('The page was loaded anew in between')
  return effort
}
