import { exact, ONE, ZERO, type Exact } from './exact.ts'
import { compared, ranksOf, type Entrant } from './rank.ts'
import { COLOURS, type Settings } from './settings.ts'

/** Without an index there is no band. */
export const NO_BAND = 'grey'

type Banding = Pick<Settings, 'bands' | 'rankPlaces' | 'rounding'>

/** The least and the most that an index can be; `whole` is the most that the whole scheme gives, which thresholds are written for. */
export type Range = { floor: Exact; full: Exact; whole: Exact }

/**
 * The colour of each, the best first: by rank in equal parts, of which those that tie share the better; by equal parts between the least and the most
 * that this index can be; or by thresholds, each the least value of its colour, in the proportion of this index’s full marks to the whole’s. Where points
 * are only taken off, whoever loses none is at the top and whoever loses any at the bottom.
 */
export function bandsOf(entrants: readonly Entrant[], settings: Banding, range: Range): Map<string, string> {
  const { bands, rankPlaces, rounding } = settings
  const colours = bands.colours ?? COLOURS
  const ranks = ranksOf(entrants, { rank: 'competition', rankPlaces, rounding })
  // A scheme that only takes points off has nothing to be in proportion to.
  const share = range.whole.equals(ZERO) ? ONE : range.full.div(range.whole)
  const within = (part: number) => colours[Math.min(Math.max(part, 0), colours.length - 1)]!
  return new Map(
    entrants.map(({ id, value }) => {
      if (value === null) return [id, NO_BAND]
      const shown = compared(value, { rankPlaces, rounding })
      if (bands.method === 'thresholds') {
        const met = bands.thresholds!.findIndex((least) => shown.compare(exact(least).mul(share)) >= 0)
        return [id, within(met === -1 ? colours.length : met)]
      }
      if (bands.method !== 'interval') return [id, within(Math.floor(((ranks.get(id)! - 1) * colours.length) / ranks.size))]
      const breadth = range.full.sub(range.floor)
      if (breadth.compare(ZERO) <= 0) return [id, within(shown.compare(range.full) >= 0 ? 0 : colours.length)]
      // On a border the better colour: what is missing to the most, in whole parts.
      const missing = ONE.sub(shown.sub(range.floor).div(breadth)).mul(exact(colours.length))
      return [id, within(Number(missing.ceil().valueOf()) - 1)]
    }),
  )
}
