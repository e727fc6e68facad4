import type { Page } from 'playwright-core'

export type Watch = { expect: (status: number, path: string) => void; complaints: () => string[] }

type Refusal = { status: number; path: string; came: boolean }

/**
 * Listens to a page: an error or warning on its console, an uncaught exception, an answer of 500 and a request that failed are complaints.
 * So is a refusal that was said to come and did not.
 */
export function watch(page: Page): Watch {
  const heard: string[] = []
  const expected: Refusal[] = []
  page.on('pageerror', (error) => heard.push(`exception: ${error.message}`))
  page.on('response', (answer) => {
    const path = new URL(answer.url()).pathname
    if (answer.status() >= 500) heard.push(`${answer.status()} ${path}`)
    for (const each of expected) each.came ||= each.status === answer.status() && path.startsWith(each.path)
  })
  page.on('console', (line) => {
    if (line.type() !== 'error' && line.type() !== 'warning') return
    const { url } = line.location()
    const [, status] = /status of (\d{3})/.exec(line.text()) ?? []
    const refusal = status && expected.some((each) => each.status === Number(status) && new URL(url).pathname.startsWith(each.path))
    if (!refusal) heard.push(`console ${line.type()}: ${line.text()} ${url}`)
  })
  return {
    expect: (status, path) => expected.push({ status, path, came: false }),
    complaints: () => [...heard, ...expected.filter((each) => !each.came).map(({ status, path }) => `expected ${status} of ${path}, which never came`)],
  }
}
