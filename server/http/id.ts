import { notFound } from '#kernel/refusal.ts'

/** An id from an address. One that is no id is as absent as any other (R-AC-03). */
export function idIn(text: string): string {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)) throw notFound()
  return text
}
