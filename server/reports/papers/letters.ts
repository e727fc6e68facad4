/*
 * The letters of the bands and the digits of ranks as strokes on a field of four by six, so that a picture needs no font. Each moves from its own upper left corner.
 */
const GLYPHS: Record<string, string> = {
  A: 'm0 6l2 -6l2 6m-3.3 -2h2.6',
  B: 'm0 0v6h2.4a1.6 1.6 0 0 0 0 -3.2h-2.4m0 0h2a1.4 1.4 0 0 0 0 -2.8h-2',
  C: 'm3.8 1a2.2 2.4 0 0 0 -3.8 1.4v1.2a2.2 2.4 0 0 0 3.8 1.4',
  D: 'm0 0v6h1.6a2.4 2.4 0 0 0 2.4 -2.4v-1.2a2.4 2.4 0 0 0 -2.4 -2.4z',
  E: 'm3.6 0h-3.6v6h3.6m-3.6 -3.1h3',
  '—': 'm0 3h4',
  '0': 'm0.4 2a1.6 2 0 0 1 3.2 0v2a1.6 2 0 0 1 -3.2 0z',
  '1': 'm0.8 1.2l1.4 -1.2v6',
  '2': 'm0.4 1.6a1.6 1.6 0 0 1 3.2 0c0 1.4 -3.2 2.6 -3.2 4.4h3.3',
  '3': 'm0.5 1a1.6 1.5 0 1 1 1.3 1.9h0.2a1.6 1.55 0 1 1 -1.6 2',
  '4': 'm2.9 6v-6l-2.7 4h3.7',
  '5': 'm3.4 0h-2.6l-0.3 2.8a1.7 1.7 0 1 1 -0.2 2.2',
  '6': 'm3.2 0.2c-1.6 0.2 -2.8 2 -2.8 3.9a1.6 1.8 0 1 0 0.1 -0.3',
  '7': 'm0.4 0h3.2l-2 6',
  '8': 'm2 2.8a1.45 1.4 0 1 0 -0.01 0zm0 0a1.65 1.6 0 1 0 0.01 0z',
  '9': 'm0.8 5.8c1.6 -0.2 2.8 -2 2.8 -3.9a1.6 1.8 0 1 0 -0.1 0.3',
}

/** How tall a letter is; the width of a text in the same measure. */
export const TALL = 6
const WIDE = 5.2
/** A letter stands apart from the digits after it. */
const GAP = 1.4

export const widthOf = (words: string): number => places(words).at(-1)! - (WIDE - 4)

/** A text as SVG path data, its upper left corner in the origin. What has no glyph is left out. */
export function strokes(words: string): string {
  const at = places(words)
  return [...words].map((letter, place) => (GLYPHS[letter] ? `M${at[place]} 0${GLYPHS[letter]}` : '')).join('')
}

/** Where each letter begins, and after the last where another would. */
function places(words: string): number[] {
  let at = 0
  return [0, ...[...words].map((letter) => (at += WIDE + (/\d/u.test(letter) ? 0 : GAP)))]
}
