import { bandWords } from '#indicators/shown.ts'

/**
 * One of the five colours, everywhere alike: map, ranking, tables, exports. `fill` is its ground and `ink` what is read on it (4.5 : 1); the letter and the
 * hatch tell it apart in a mono print and for a colour-blind reader. `word` is 绿, `name` A 绿.
 */
export type Band = { id: string; word: string; letter: string; name: string; fill: string; ink: string; hatch: Hatch | null }

/** A square tile of so many units: lines as SVG path data with a stroke of this width. */
export type Hatch = { size: number; lines: string; width: number }

const DARK = '#1b2431'
const LIGHT = '#ffffff'

const looks: Record<string, Pick<Band, 'fill' | 'ink' | 'hatch'>> = {
  green: { fill: '#25774a', ink: LIGHT, hatch: null },
  blue: { fill: '#2c69b5', ink: LIGHT, hatch: { size: 8, lines: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4', width: 1.2 } },
  yellow: { fill: '#e8c22e', ink: DARK, hatch: { size: 8, lines: 'M2 2h0.01M6 6h0.01', width: 2 } },
  orange: { fill: '#e98d24', ink: DARK, hatch: { size: 6, lines: 'M0 3h6', width: 1.2 } },
  red: { fill: '#bb3027', ink: LIGHT, hatch: { size: 8, lines: 'M0 0l8 8M8 0l-8 8', width: 1.1 } },
  grey: { fill: '#c9d0d9', ink: DARK, hatch: null },
}

/** Best first; grey, without an index, last. */
export const bands: readonly Band[] = Object.entries(looks).map(([id, look]) => {
  const { word, letter } = bandWords[id]!
  return { id, word, letter, name: id === 'grey' ? '灰（无指数）' : `${letter} ${word}`, ...look }
})

/** Any other name of a colour is grey. */
export const bandOf = (id: string): Band => bands.find((band) => band.id === id) ?? bands.at(-1)!
