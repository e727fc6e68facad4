import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bandOf, bands } from '#cockpits/bands.ts'
import { draw } from '#cockpits/map/draw.ts'
import type { Scored, UnitScore } from '#indicators/score.ts'
import { suppliedOutline } from '../../cockpit/outline.ts'
import { strokes, widthOf } from './letters.ts'
import { mapPicture } from './map-picture.ts'

const rows = readFileSync(join(import.meta.dirname, '../../../data/districts.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split(','))
const central = new Set(rows.filter((row) => row[6] === '主城都市区中心城区').map((row) => row[1]!))
const map = draw(suppliedOutline(), (id) => central.has(id))

const scored = (bandAt: (at: number) => string) =>
  ({ units: rows.map((row, at) => ({ id: row[1]!, band: bandAt(at), rank: at + 1 }) as UnitScore) }) as Scored

async function pixels(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png))
  const canvas = createCanvas(image.width, image.height)
  const pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0)
  return (x: number, y: number, size: number) => {
    const { data } = pen.getImageData((x - size / 2) * 2, (y - size / 2) * 2, size * 2, size * 2)
    const counted = new Map<string, number>()
    for (let at = 0; at < data.length; at += 4) {
      const colour = `#${[data[at]!, data[at + 1]!, data[at + 2]!].map((part) => part.toString(16).padStart(2, '0')).join('')}`
      counted.set(colour, (counted.get(colour) ?? 0) + 1)
    }
    return counted
  }
}

test('every district shows the ground of its band, in the inset those of the centre', async () => {
  const bandAt = (at: number) => bands[at % 5]!.id
  const { png, width, height } = mapPicture(map, scored(bandAt))
  expect([width, height]).toEqual([map.width, map.height])
  const around = await pixels(png)
  const shapes = [...map.shapes.filter(({ id }) => !central.has(id)), ...map.inset!.shapes]
  expect(shapes).toHaveLength(41)
  for (const { id, name, at } of shapes) {
    const band = bandOf(bandAt(rows.findIndex((row) => row[1] === id)))
    const seen = around(...at, 18)
    const [most] = [...seen].toSorted((a, b) => b[1] - a[1])[0]!
    expect(most, name).toBe(band.fill)
    // Its letter and its rank are written on it.
    expect(seen.get(band.ink) ?? 0, name).toBeGreaterThan(20)
  }
})

test('who has no index is grey', async () => {
  const around = await pixels(mapPicture(map, { units: [] } as unknown as Scored).png)
  const [{ at }] = map.shapes.filter(({ id }) => id === '500101') as [(typeof map.shapes)[number]]
  expect([...around(at[0] + 30, at[1] + 20, 10).keys()]).toEqual([bandOf('grey').fill])
})

test('all that is written has strokes, and more of it is wider', () => {
  for (const letter of [...bands.map((band) => band.letter), ...'0123456789']) expect(strokes(letter), letter).toMatch(/^M0 0m/u)
  expect(widthOf('A1')).toBeGreaterThan(widthOf('A'))
  expect(widthOf('A41')).toBeGreaterThan(widthOf('A4'))
  expect(strokes('?')).toBe('')
})
