import { refusedBy, withQuery, type Query } from '../api/call.ts'

/** Fetches a file and hands it to the browser to keep. A refusal is thrown as everywhere, instead of a page of JSON. */
export async function download(path: string, query: Query, fallbackName: string): Promise<void> {
  const response = await fetch(withQuery(path, query), { credentials: 'same-origin' })
  if (!response.ok) throw await refusedBy(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameIn(response.headers.get('content-disposition')) ?? fallbackName
  link.click()
  // The browser reads the address after this turn; a minute is ample for it to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded === undefined ? undefined : decodeURIComponent(encoded)
}
