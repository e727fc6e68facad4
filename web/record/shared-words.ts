import { textKey } from '#kernel/text-key.ts'

export type Passage = { text: string; shared: boolean }

/** A title cut into passages: the words that it shares with what is being typed, by the pairs both are compared by, and the rest. */
export function sharedWords(title: string, own: readonly string[], typed: readonly string[]): Passage[] {
  const others = new Set(typed)
  const both = new Set(own.filter((pair) => others.has(pair)))
  const chars = [...title]
  const keys = chars.map(textKey)
  const isShared = chars.map(() => false)
  keys.forEach((key, at) => {
    // A mark or a blank between two characters does not part them; a title of one character is its own pair.
    const next = keys.findIndex((other, place) => place > at && isWord(other))
    if (both.has(key)) isShared[at] = true
    if (next < 0 || !both.has(key + keys[next])) return
    isShared.fill(true, at, next + 1)
  })
  return chars.reduce<Passage[]>((passages, char, at) => {
    const last = passages.at(-1)
    if (last && last.shared === isShared[at]) last.text += char
    else passages.push({ text: char, shared: isShared[at]! })
    return passages
  }, [])
}

const isWord = (key: string) => /[\p{L}\p{N}]/u.test(key)
