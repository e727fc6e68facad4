import { callBlob, type Query } from '../api/call.ts'

/** Fetches a file and hands it to the browser to keep. A refusal is thrown as everywhere, instead of a page of JSON. */
export async function download(path: string, query: Query, fallbackName: string): Promise<void> {
  const { blob, name } = await callBlob(path, { query })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name ?? fallbackName
  link.click()
  // The browser reads the address after this turn; a minute is ample for it to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
