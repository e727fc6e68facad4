/** The one thing a word in a cell means, or why it is none: `what` names what is looked for. */
export function only<T>(found: readonly T[], word: string, what: string): { value: T } | { fault: string } {
  const [first] = found
  if (first === undefined) return { fault: `中没有找到名为“${shortened(word)}”的${what}` }
  return found.length === 1 ? { value: first } : { fault: `中的“${shortened(word)}”可以指 ${found.length} 个${what}，请写全称` }
}

/** Several of them in one cell: on lines of their own, or separated as lists are. A name that holds such a sign is tried whole first. */
export function onlyEach<T>(text: string, find: (word: string) => readonly T[], what: string): { value: T[] } | { fault: string } {
  const lines = text.split(/[\r\n；;]/u).filter((part) => part.trim() !== '')
  const values: T[] = []
  for (const word of lines.flatMap((line) => (find(line).length === 1 ? [line] : wordsOf(line, find)))) {
    const one = only(find(word), word, what)
    if ('fault' in one) return one
    values.push(one.value)
  }
  return { value: values }
}

/** Names may hold the signs that lists are separated by, and blanks: the longest that is one is taken, and blanks separate only where nothing else does. */
function wordsOf(line: string, find: (word: string) => readonly unknown[]): string[] {
  // Names at the even places, and between them the signs that separated them.
  const parts = line.split(/([、，,])/u)
  const words: string[] = []
  for (let at = 0; at < parts.length;) {
    const end = [7, 5, 3, 1].map((length) => at + length).find((to) => to <= parts.length && find(parts.slice(at, to).join('')).length > 0)
    words.push(...(end === undefined ? parts[at]!.split(/\s+/u).filter(Boolean) : [parts.slice(at, end).join('')]))
    at = (end ?? at + 1) + 1
  }
  return words
}

const shortened = (word: string) => (word.length > 30 ? `${word.slice(0, 30)}…` : word)
