import type { QueryClient } from '@tanstack/react-query'
import { stirred, type Change } from './stirred.ts'

/**
 * What happens on the server reaches every tab within two seconds. One tab of the browser holds the event stream and tells the others,
 * for a browser keeps only six connections to a plain HTTP/1.1 server and each tab would take one for good. Answers the way to stop.
 */
export function startLive(client: QueryClient): () => void {
  const stop = new AbortController()
  const others = new BroadcastChannel('luoshi-live')
  const stir = gathered<Change>((changes) => {
    for (const queryKey of stirred(changes)) void client.invalidateQueries({ queryKey })
  })
  const recount = gathered<null>(() => void client.invalidateQueries({ queryKey: ['messages'] }))
  const hear = (news: News) => {
    if (news.kind === 'change') stir(news.change)
    if (news.kind === 'news') askAgain(client, news.of)
    if (news.kind === 'message') recount(null)
    if (news.kind === 'rights') askAll(client)
    if (news.kind === 'state') setConnected(client, news.connected)
    if (news.kind === 'signed-out') askWhoIsIn(client)
  }
  const tell = (news: News) => {
    hear(news)
    if (!stop.signal.aborted) others.postMessage(news)
  }
  others.addEventListener('message', (event) => hear(event.data as News))
  void navigator.locks
    .request(
      'luoshi-live',
      { signal: stop.signal },
      () =>
        new Promise<void>((release) => {
          const close = listen(tell)
          stop.signal.addEventListener('abort', () => {
            close()
            release()
          })
        }),
    )
    .catch(() => {})
  return () => {
    stop.abort()
    others.close()
  }
}

/** Whether the stream stands: kept where every component can watch it. */
export const connectedKey = ['connected'] as const

type News =
  | { kind: 'change'; change: Change }
  | { kind: 'news'; of: string }
  | { kind: 'message' }
  | { kind: 'rights' }
  | { kind: 'state'; connected: boolean }
  | { kind: 'signed-out' }

function setConnected(client: QueryClient, connected: boolean) {
  const broken = client.getQueryData<boolean>(connectedKey) === false
  client.setQueryData<boolean>(connectedKey, connected)
  if (!connected) return askWhoIsIn(client)
  // What happened before the stream began is unknown: after a break ask for all that is on screen, at first for what is live.
  void client.invalidateQueries({ predicate: ({ queryKey: [first] }) => (broken ? first !== connectedKey[0] : LIVE.has(first)) })
}

const LIVE = new Set<unknown>(['todos', 'todo-summary', 'record', 'acts', 'tunings', 'dictionaries', 'notices', 'manuals', 'messages'])

/** What the office changes for everybody is asked for by everybody, and so not by all at one instant. What it is called is what the answers are kept under. */
function askAgain(client: QueryClient, of: string) {
  setTimeout(() => void client.invalidateQueries({ queryKey: [of] }), Math.random() * SPREAD)
}

const SPREAD = 900

/** Posts were gained or lost: whatever is on screen may look otherwise now. */
function askAll(client: QueryClient) {
  void client.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== connectedKey[0] })
}

/** A stream that ends may mean a session that ended; the answer 401 leads to the sign-in page. */
function askWhoIsIn(client: QueryClient) {
  void client.invalidateQueries({ queryKey: ['me'] })
}

function listen(tell: (news: News) => void): () => void {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  const open = () => {
    source = new EventSource('/api/events')
    for (const beginning of ['ready', 'reset']) {
      source.addEventListener(beginning, () => {
        failures = 0
        tell({ kind: 'state', connected: true })
      })
    }
    source.addEventListener('change', (event) =>
      tell({ kind: 'change', change: JSON.parse((event as MessageEvent<string>).data) as Change }),
    )
    source.addEventListener('news', (event) =>
      tell({ kind: 'news', of: (JSON.parse((event as MessageEvent<string>).data) as { of: string }).of }),
    )
    for (const kind of ['message', 'rights'] as const) source.addEventListener(kind, () => tell({ kind }))
    // The stream also ends this way when the server stops; only the question who is signed in tells the two apart.
    source.addEventListener('signed-out', () => tell({ kind: 'signed-out' }))
    source.addEventListener('error', () => {
      source?.close()
      tell({ kind: 'state', connected: false })
      retry = setTimeout(open, 1000 * Math.min(2 ** failures++, 15) * (0.5 + Math.random()))
    })
  }
  open()
  return () => {
    source?.close()
    clearTimeout(retry)
  }
}

/** Many changes at once become one round of questions, and rounds keep their distance. */
function gathered<T>(flush: (changes: T[]) => void): (change: T) => void {
  let waiting: T[] = []
  let last = 0
  return (change) => {
    waiting.push(change)
    if (waiting.length > 1) return
    setTimeout(
      () => {
        last = Date.now()
        const changes = waiting
        waiting = []
        flush(changes)
      },
      Math.max(120, last + 1400 - Date.now()),
    )
  }
}
