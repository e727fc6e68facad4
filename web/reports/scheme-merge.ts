import { canonical } from '#kernel/fold.ts'

/**
 * Two people changed the same thing: whatever only one of them changed is as that one wants it, and what both changed is mine. Parts with an `id` are the same
 * part wherever they stand.
 */
export function merged<T>(base: T, theirs: T, mine: T): T {
  if (same(mine, base)) return theirs
  if (same(theirs, base)) return mine
  if (isParts(theirs) && isParts(mine)) return parts(isParts(base) ? base : [], theirs, mine) as T
  if (isPlain(base) && isPlain(theirs) && isPlain(mine)) {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
    const found = keys.map((key) => [key, merged<unknown>(base[key], theirs[key], mine[key])] as const)
    return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as T
  }
  return mine
}

type Plain = Record<string, unknown>
type Part = Plain & { id: string }

function parts(base: readonly Part[], theirs: readonly Part[], mine: readonly Part[]): Part[] {
  const find = (list: readonly Part[], id: string) => list.find((part) => part.id === id)
  const kept = mine.flatMap((part) => {
    const [was, other] = [find(base, part.id), find(theirs, part.id)]
    if (other) return [was ? merged(was, other, part) : part]
    // They took it away: so it goes, unless I have changed it or made it.
    return was && same(was, part) ? [] : [part]
  })
  return [...kept, ...theirs.filter(({ id }) => !find(mine, id) && !find(base, id))]
}

const same = (a: unknown, b: unknown) => canonical(a ?? null) === canonical(b ?? null)
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
const isParts = (value: unknown): value is readonly Part[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isPlain(each) && typeof each.id === 'string')
