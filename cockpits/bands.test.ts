import { expect, test } from 'vitest'
import { COLOURS } from '#indicators/settings.ts'
import { NO_BAND } from '#indicators/bands.ts'
import { bandOf, bands } from './bands.ts'

test('the colours of a scheme, best first, and grey', () => {
  expect(bands.map(({ id }) => id)).toEqual([...COLOURS, NO_BAND])
})

test('each is told apart by its letter, and by its hatch beside colours that print alike', () => {
  expect(new Set(bands.map(({ letter }) => letter)).size).toBe(bands.length)
  const hatched = bands.filter(({ id }) => id !== NO_BAND).map(({ hatch }) => hatch?.lines ?? '')
  expect(new Set(hatched).size).toBe(COLOURS.length)
})

test('what is read on a colour has 4.5 : 1', () => {
  for (const { id, fill, ink } of bands) {
    const [light, dark] = [luminance(fill), luminance(ink)].sort((a, b) => b - a) as [number, number]
    expect((light + 0.05) / (dark + 0.05), id).toBeGreaterThanOrEqual(4.5)
  }
})

test('a colour of a later scheme is grey', () => {
  expect(bandOf('violet').id).toBe(NO_BAND)
})

/** Relative luminance as WCAG has it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
