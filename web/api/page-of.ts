/**
 * Whose page this is. A browser has one session for all its tabs: somebody else may sign in at another tab while this one still shows, and would
 * save under the other name, what the first one typed. So every write says for whom it is meant, and the server refuses one meant for another.
 */
let person: string | null = null

/** The page becomes this person's, unless it is somebody else's already: then the answer is false. */
export function takePage(id: string): boolean {
  person ??= id
  return person === id
}

/** Nobody's again: whoever was here has left, or the next one is coming in. */
export function leavePage() {
  person = null
}

export const meantFor = (): Record<string, string> => (person === null ? {} : { 'X-Luoshi-Person': person })
