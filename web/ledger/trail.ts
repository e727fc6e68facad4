/**
 * The pages walked through, as the cursors they began with; the first page began with none. Keyset paging knows only the way forward,
 * so the way back is remembered here. It lives in the history entry and survives a reload; an address sent to somebody else has no trail.
 */
export type Trail = readonly (string | null)[]

/** Reads what a history entry holds for a page that begins at `after`. */
export function trailFrom(held: unknown, after: string | undefined): Trail {
  const trail: Trail = Array.isArray(held) && held.every((cursor) => cursor === null || typeof cursor === 'string') ? held : []
  if (after === undefined) return []
  return trail
}

/** On to the page that begins at `next`, away from the one that began at `after`. */
export function forward(trail: Trail, after: string | undefined, next: string): { trail: Trail; after: string } {
  return { trail: [...trail, after ?? null], after: next }
}

/** Back to the page before, or null when it is not known. */
export function back(trail: Trail): { trail: Trail; after: string | undefined } | null {
  if (trail.length === 0) return null
  return { trail: trail.slice(0, -1), after: trail.at(-1) ?? undefined }
}

/** Which page this is, when that is known. */
export function pageNumber(trail: Trail, after: string | undefined): number | null {
  if (after === undefined) return 1
  return trail.length > 0 ? trail.length + 1 : null
}
