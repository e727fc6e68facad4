import { bandOf } from '#cockpits/bands.ts'

/** What a cell of a band is filled with, and what is written on it, as office files name colours. */
export function bandFill(band: string): { fill: string; ink: string } {
  const { fill, ink } = bandOf(band)
  return { fill: fill.slice(1).toUpperCase(), ink: ink.slice(1).toUpperCase() }
}
