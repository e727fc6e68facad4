import { createCanvas, DOMMatrix, Path2D, type SKRSContext2D } from '@napi-rs/canvas'
import { bandOf, type Band } from '#cockpits/bands.ts'
import type { Drawn, Shape } from '#cockpits/map/draw.ts'
import type { Scored } from '#indicators/score.ts'
import { strokes, TALL, widthOf } from './letters.ts'

/** A picture with its size in units of the map. */
export type MapPicture = { png: Uint8Array; width: number; height: number }

/**
 * The map of five colours as PNG, drawn twice as large as its units: each district in its colour and hatch, with the letter of the band and its rank. Nothing of it
 * is text, so that it needs no font.
 */
export function mapPicture(map: Drawn, { units }: Scored): MapPicture {
  const scored = new Map(units.map((unit) => [unit.id, unit]))
  const canvas = createCanvas(map.width * SCALE, map.height * SCALE)
  const pen = canvas.getContext('2d')
  pen.scale(SCALE, SCALE)
  pen.lineJoin = 'round'
  pen.lineCap = 'round'
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, map.width, map.height)
  const inset = map.inset?.shapes ?? []
  const close = new Set(inset.map(({ id }) => id))
  const bandAt = ({ id }: Shape) => bandOf(scored.get(id)?.band ?? '')
  const label = ({ id }: Shape) => `${bandOf(scored.get(id)?.band ?? '').letter}${scored.get(id)?.rank ?? ''}`
  for (const shape of map.shapes) if (shape.path !== null || !close.has(shape.id)) area(pen, shape, bandAt(shape))
  if (map.inset) {
    const { of, frame } = map.inset
    pen.strokeStyle = '#6b7788'
    pen.lineWidth = 0.8
    pen.setLineDash([5, 4])
    pen.strokeRect(of.x, of.y, of.width, of.height)
    pen.setLineDash([])
    pen.strokeRect(frame.x, frame.y, frame.width, frame.height)
    for (const shape of inset) area(pen, shape, bandAt(shape))
  }
  for (const shape of [...map.shapes.filter(({ id }) => !close.has(id)), ...inset]) write(pen, label(shape), shape, bandAt(shape))
  return { png: canvas.encodeSync('png'), width: map.width, height: map.height }
}

/** Two pixels a unit: 300 dots an inch on a page of A4. */
const SCALE = 2

function area(pen: SKRSContext2D, { path, at }: Shape, band: Band): void {
  const form = new Path2D(path ?? badge(at))
  pen.fillStyle = band.fill
  pen.fill(form)
  if (band.hatch) {
    pen.fillStyle = hatchOf(pen, band, band.hatch)
    pen.fill(form)
  }
  pen.strokeStyle = '#ffffff'
  pen.lineWidth = 1.2
  pen.stroke(form)
}

/** What has no outline is a badge. */
const badge = ([x, y]: Shape['at']) => `M${x - 17} ${y - 11}h34a11 11 0 0 1 0 22h-34a11 11 0 0 1 0 -22z`

function hatchOf(pen: SKRSContext2D, band: Band, { size, lines, width }: NonNullable<Band['hatch']>) {
  const tile = createCanvas(size * SCALE, size * SCALE)
  const own = tile.getContext('2d')
  own.scale(SCALE, SCALE)
  own.globalAlpha = 0.28
  own.lineCap = 'round'
  own.lineWidth = width
  own.strokeStyle = band.ink
  own.stroke(new Path2D(lines))
  const pattern = pen.createPattern(tile, 'repeat')
  // The tile has twice the pixels already.
  pattern.setTransform(new DOMMatrix().scale(1 / SCALE))
  return pattern
}

/** A letter and a rank in the ink of the band, on a rim of its ground. */
function write(pen: SKRSContext2D, words: string, { at: [x, y] }: Shape, band: Band): void {
  const size = 15 / TALL
  pen.save()
  pen.translate(x - (widthOf(words) * size) / 2, y - (TALL * size) / 2)
  pen.scale(size, size)
  const form = new Path2D(strokes(words))
  for (const [colour, width] of [
    [band.fill, 2.6],
    [band.ink, 0.9],
  ] as const) {
    pen.strokeStyle = colour
    pen.lineWidth = width
    pen.stroke(form)
  }
  pen.restore()
}
