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

/** Blanks separate only where nothing else does: names may hold them. */
function wordsOf(line: string, find: (word: string) => readonly unknown[]): string[] {
  const listed = line.split(/[、，,]/u).filter((part) => part.trim() !== '')
  return listed.flatMap((part) => (find(part).length > 0 ? [part] : part.split(/\s+/u).filter(Boolean)))
}

const shortened = (word: string) => (word.length > 30 ? `${word.slice(0, 30)}…` : word)
