import { textKey } from './text-key.ts'

/**
 * Chinese has no blanks between words, so texts are found by their single characters and neighbouring pairs.
 * The stored list answers “contains” through one inverted index on any PostgreSQL, without a word parser.
 */
export function grams(text: string): string[] {
  const found = new Set<string>()
  for (const run of runs(text)) {
    const chars = [...run]
    chars.forEach((char, at) => {
      found.add(char)
      const next = chars[at + 1]
      if (next !== undefined) found.add(char + next)
    })
  }
  return [...found]
}

/** The pairs a searched phrase must contain; single characters only where a run is one character long. */
export function gramsToFind(phrase: string): string[] {
  const needed = new Set<string>()
  for (const run of runs(phrase)) {
    const chars = [...run]
    if (chars.length === 1) needed.add(run)
    for (let at = 0; at + 1 < chars.length; at++) needed.add(`${chars[at]}${chars[at + 1]}`)
  }
  return [...needed]
}

function runs(text: string): string[] {
  return textKey(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
