import type { RoundGroup } from './query.ts'

/** Items that somebody put beside another one by hand: an item's id and the id of the one it was put to. */
export type Moves = Readonly<Record<string, string>>

/** The groups as titles make them, with what was moved by hand. What is gone is forgotten; larger groups first. */
export function arranged(groups: readonly RoundGroup[], moves: Moves): RoundGroup[] {
  const homes = new Map(groups.flatMap((group, at) => group.items.map(({ id }) => [id, at])))
  const parts = groups.map(() => [] as RoundGroup[])
  for (const group of groups)
    for (const item of group.items) {
      const to = homes.get(placeOf(item.id, moves, homes))!
      parts[to]!.push({ items: [item], known: group.known })
    }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => ({
      items: part.flatMap(({ items }) => items),
      known: [...new Map(part.flatMap(({ known }) => known).map((each) => [each.id, each])).values()],
    }))
    .sort((a, b) => b.items.length - a.items.length)
}

/** Where moves lead in the end: to one that is still there and was not itself moved, round in circles nowhere. */
function placeOf(id: string, moves: Moves, homes: ReadonlyMap<string, number>): string {
  const seen = [id]
  for (let at = moves[id]; at !== undefined && homes.has(at) && !seen.includes(at); at = moves[at]) seen.push(at)
  return seen.at(-1)!
}
