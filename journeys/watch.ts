import type { Page } from 'playwright-core'

/** `perhaps`: which of two requests is refused first is chance. */
export type Watch = { expect: (status: number, path: string, perhaps?: boolean) => void; complaints: () => string[] }

type Heard = { words: string; status?: number; path?: string }

/**
 * Listens to a page: an error or warning on its console, an uncaught exception and an answer of 500 are complaints. A browser logs every refusal
 * as an error, so the refusals a journey is about are named; one that was named and never came is a complaint too.
 */
export function watch(page: Page): Watch {
  const heard: Heard[] = []
  const expected: { status: number; path: string; perhaps: boolean }[] = []
  const answered: { status: number; path: string }[] = []
  page.on('pageerror', (error) => heard.push({ words: `exception: ${error.message}` }))
  page.on('response', (answer) => {
    const [status, path] = [answer.status(), new URL(answer.url()).pathname]
    answered.push({ status, path })
    if (status >= 500) heard.push({ words: `${status} of ${path}`, status, path })
  })
  page.on('console', (line) => {
    if (line.type() !== 'error' && line.type() !== 'warning') return
    const { url } = line.location()
    const [, status] = /responded with a status of (\d{3})/.exec(line.text()) ?? []
    heard.push({
      words: `console ${line.type()}: ${line.text()} ${url}`,
      ...(status ? { status: Number(status), path: new URL(url).pathname } : {}),
    })
  })
  return {
    expect: (status, path, perhaps = false) => expected.push({ status, path, perhaps }),
    complaints() {
      const isExpected = ({ status, path = '' }: Heard) => expected.some((each) => each.status === status && path.startsWith(each.path))
      const missed = expected.filter(
        (each) => !each.perhaps && !answered.some(({ status, path }) => status === each.status && path.startsWith(each.path)),
      )
      return [
        ...heard.filter((each) => !isExpected(each)).map((each) => each.words),
        ...missed.map(({ status, path }) => `${status} of ${path} never came`),
      ]
    },
  }
}
