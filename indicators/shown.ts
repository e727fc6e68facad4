import { exact, fixed } from './exact.ts'

/** A score as it is shown: two places, half up, of the six that are kept; a dash where there is none. */
export const two = (score: string | null): string => (score === null ? '—' : fixed(exact(score), 2))

/** The five colours, best first: a word and a letter beside the colour, so that a mono print and a colour-blind reader can tell them apart. */
export const bandWords: Record<string, { word: string; letter: string }> = {
  green: { word: '绿', letter: 'A' },
  blue: { word: '蓝', letter: 'B' },
  yellow: { word: '黄', letter: 'C' },
  orange: { word: '橙', letter: 'D' },
  red: { word: '红', letter: 'E' },
  grey: { word: '灰', letter: '—' },
}
