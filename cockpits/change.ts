import { bands } from './bands.ts'
import type { CockpitUnit } from './cockpit.ts'

/** How a unit moved by one index since the fixed report before: so many ranks up (down is negative), and from another colour. */
export type Change = { ranks: number; from: string | null; better: boolean | null }

/** Null where there is nothing to compare with: no earlier report under the same scheme, a unit that was not in it, or no rank then or now. */
export function changeOf({ places, before }: CockpitUnit, index: string): Change | null {
  const [now, then] = [places[index], before?.[index]]
  if (!now || !then || now.rank === null || then.rank === null) return null
  const moved = now.band !== then.band
  return { ranks: then.rank - now.rank, from: moved ? then.band : null, better: moved ? order(now.band) < order(then.band) : null }
}

const order = (band: string) => bands.findIndex(({ id }) => id === band)

/** In words: 上升3位, 由C 黄升为A 绿. */
export function changeWords(change: Change | null, now: string, nameOf: (band: string) => string): string {
  if (change === null) return ''
  const ranks = change.ranks === 0 ? '排名未变' : `${change.ranks > 0 ? '上升' : '下降'}${Math.abs(change.ranks)}位`
  return change.from === null ? ranks : `${ranks}，由${nameOf(change.from)}${change.better ? '升为' : '降为'}${nameOf(now)}`
}
