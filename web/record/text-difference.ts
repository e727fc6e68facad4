/** A run of text that both sides have, or only one of them. */
export type Run = { text: string; side: 'both' | 'before' | 'after' }

/**
 * What changed from one text to another, first by clauses, then inside neighbouring changed clauses by characters. Bounded: where
 * exactness would cost more than LIMIT steps the stretch is shown as replaced.
 */
export function difference(before: string, after: string): Run[] {
  return joined(
    aligned(clauses(before), clauses(after)).flatMap((part) =>
      typeof part === 'string' ? [{ text: part, side: 'both' as const }] : within(part),
    ),
  )
}

type Gap = { before: string[]; after: string[] }

const LIMIT = 1_000_000

/** Inside a changed stretch the characters are compared, unless hardly any would remain, for then shreds only confuse. */
function within({ before, after }: Gap): Run[] {
  const parts = aligned([...before.join('')], [...after.join('')])
  const kept = parts.reduce((count, part) => count + (typeof part === 'string' ? 1 : 0), 0)
  const longest = Math.max(before.join('').length, after.join('').length)
  if (kept < longest * 0.3) return replaced(before, after)
  return parts.flatMap((part) => (typeof part === 'string' ? [{ text: part, side: 'both' as const }] : replaced(part.before, part.after)))
}

function replaced(before: string[], after: string[]): Run[] {
  return [
    { text: before.join(''), side: 'before' },
    { text: after.join(''), side: 'after' },
  ]
}

/** Common pieces in order, with gaps between them where the sides differ. */
function aligned(before: string[], after: string[]): (string | Gap)[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const left = before.slice(head, before.length - tail)
  const right = after.slice(head, after.length - tail)
  const middle = left.length * right.length > LIMIT ? [{ before: left, after: right }] : longestCommon(left, right)
  return [
    ...before.slice(0, head),
    ...middle.filter((part) => typeof part === 'string' || part.before.length + part.after.length > 0),
    ...before.slice(before.length - tail),
  ]
}

function longestCommon(before: string[], after: string[]): (string | Gap)[] {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const parts: (string | Gap)[] = []
  let gap: Gap = { before: [], after: [] }
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      parts.push(gap, before[i]!)
      gap = { before: [], after: [] }
      i++
      j++
    } else if (j === after.length || (i < before.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      gap.before.push(before[i++]!)
    } else {
      gap.after.push(after[j++]!)
    }
  }
  return [...parts, gap]
}

const clauses = (text: string): string[] => text.match(/[^，。；、：\n]*[，。；、：\n]|[^，。；、：\n]+$/gu) ?? []

/** Neighbouring runs of one side become one; the removed stands before the added. */
function joined(runs: Run[]): Run[] {
  const result: Run[] = []
  for (const run of runs) {
    const last = result.at(-1)
    if (run.text === '') continue
    if (last?.side === run.side) last.text += run.text
    else if (run.side === 'before' && last?.side === 'after' && result.at(-2)?.side === 'before') result.at(-2)!.text += run.text
    else result.push({ ...run })
  }
  return result
}
