import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { watch, type Watch } from './watch.ts'
import { served } from './served.ts'

export const DESK = { width: 1280, height: 720 }
export const PHONE = { width: 390, height: 844 }

const SHOTS = join(import.meta.dirname, 'shots')

// Only what is asked for leaves the machine.
const ARGS = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

let browser: Browser
const open = new Map<Page, Watch>()

beforeAll(async () => {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // Without a locale of UTF-8 a browser cannot name a file it downloads in Chinese.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: [...ARGS, ...root], env })
})

afterAll(() => browser.close())

afterEach(async ({ task }) => {
  const name = `failed ${task.name.replaceAll(/[/\s]+/g, ' ').slice(0, 60)}`
  const failed = task.result?.state === 'fail'
  const complaints = []
  for (const [at, [page, watched]] of [...open].entries()) {
    if (failed && !page.isClosed()) await shoot(page, `${name} ${at}`)
    complaints.push(...watched.complaints())
    await page.context().close()
  }
  open.clear()
  if (complaints.length > 0) throw new Error(`A browser complained:\n${complaints.join('\n')}`)
})

/** A machine of its own, with nothing in its cache and nobody signed in: what happens on it is watched until the journey ends. */
export async function machine(size = DESK): Promise<Page> {
  const phone = size.width < 600
  return tabOf(
    await browser.newContext({
      baseURL: served().origin,
      viewport: size,
      hasTouch: phone,
      isMobile: phone,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // Nobody waits for a page to slide; and what has not arrived yet cannot be measured.
      reducedMotion: 'reduce',
    }),
  )
}

/** One more tab of the same machine. */
export async function tabOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  open.set(page, watch(page))
  return page
}

/** A refusal that belongs to the journey: `status` of an address that begins with `path`. */
export function expectRefusal(page: Page, status: number, path: string) {
  open.get(page)!.expect(status, path)
}

/** A refusal that may come or not: which of two requests is refused first is chance. */
export function allowRefusal(page: Page, status: number, path: string) {
  open.get(page)!.expect(status, path, true)
}

/** Keeps what the page looks like, for people to look at. */
export async function shoot(page: Page, name: string) {
  await page.screenshot({ path: join(SHOTS, `${name}.png`) })
}
