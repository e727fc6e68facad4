import type { Locator, Page } from 'playwright-core'
import type { Cockpit } from '#cockpits/cockpit.ts'
import { dayOf } from '#kernel/day.ts'
import { recentQuarters } from '#kernel/fields/quarter.ts'

/** Two quarters whose surveys are decided in the demonstration, and that no other journey fixes. */
export const [LATER, EARLIER] = recentQuarters(dayOf(new Date())).slice(4, 6) as [string, string]

/** What the page in front of somebody was told: of now, or of the computation in its address. */
export async function shownNow(page: Page): Promise<Cockpit> {
  const of = new URL(page.url()).searchParams.get('of')
  return (await page.request.get(`/api/cockpit/district${of === null ? '' : `/${of}`}`)).json() as Promise<Cockpit>
}

/** Of each district on the map its colour, the lines of its hatch, and what is written on it, as the browser has drawn them. */
export const drawnOn = (map: Locator) =>
  map.evaluate((svg) => {
    const written = [...svg.querySelectorAll(':scope > text')].map((text) => text.textContent.trim())
    const districts = [...svg.querySelectorAll('[data-unit]')].map((group, at) => {
      const fills = [...group.querySelectorAll(':scope > :not(title)')].map((form) => form.getAttribute('fill')!)
      const hatch = fills.map((fill) => /^url\(#(.*)\)$/.exec(fill)?.[1]).find((id) => id !== undefined)
      const lines = hatch === undefined ? null : svg.ownerDocument.getElementById(hatch)!.querySelector('path')!.getAttribute('d')
      const words = written[at]!
      return [
        group.getAttribute('data-unit')!,
        { fill: fills[0]!, hatch: lines, short: words.slice(0, -1).trim(), letter: words.slice(-1) },
      ] as const
    })
    return Object.fromEntries(districts)
  })

/** A table as it is read, row by row, the heads first. */
export const cellsOf = (table: Locator): Promise<string[][]> =>
  table.getByRole('row').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())))
