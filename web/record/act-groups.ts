import type { ActAnswer } from '#web/api/types.ts'

/** One line of the history: an act, or a run of savings by one person that nothing else came between. */
export type ActGroup = { last: ActAnswer; count: number; first: ActAnswer; changed: string[] }

/** Acts oldest first in, groups oldest first out. A draft saves itself every few seconds; the history tells it once. */
export function grouped(acts: readonly ActAnswer[]): ActGroup[] {
  const groups: ActGroup[] = []
  for (const act of acts) {
    const before = groups.at(-1)
    const changed = Object.keys(act.patch ?? {})
    if (before && act.verb === 'save' && before.last.verb === 'save' && before.last.byName === act.byName && before.last.org === act.org) {
      groups[groups.length - 1] = {
        last: act,
        count: before.count + 1,
        first: before.first,
        changed: [...new Set([...before.changed, ...changed])],
      }
    } else {
      groups.push({ last: act, count: 1, first: act, changed })
    }
  }
  return groups
}
