import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draw, nameSize, type Box, type Shape } from './draw.ts'
import { outline, type Outline } from './outline.ts'

const supplied = outline.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../data/map/chongqing.geojson'), 'utf8')))
const rows = readFileSync(join(import.meta.dirname, '../../data/districts.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split(','))
const CENTRAL = new Set(rows.filter((row) => row[6] === '主城都市区中心城区').map((row) => row[1]!))
const map = draw(supplied, (id) => CENTRAL.has(id))

/** All corners of a path, with the ends of its lines. */
const corners = ({ path, at }: Shape) =>
  path ? [...path.matchAll(/([\d.-]+),([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const) : [at]
const within = ([x, y]: readonly [number, number], box: Box) =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height

test('every one of the 41 is on the supplied map, the two without an outline as badges', () => {
  expect(map.shapes.map(({ id }) => id).sort()).toEqual(rows.map((row) => row[1]).sort())
  expect(map.shapes.filter(({ path }) => path === null).map(({ id }) => id)).toEqual(['LJXQ', 'GXQ'])
  expect(map.notice).toContain('Apache-2.0')
})

test('whatever lies on top of another comes after it', () => {
  const ids = supplied.features.map(({ id }) => id)
  for (const { id, properties } of supplied.features)
    if (properties.within) expect(ids.indexOf(id)).toBeGreaterThan(ids.indexOf(properties.within))
})

test('all of it lies on the sheet, north is up and east is right', () => {
  const sheet = { x: 0, y: 0, width: map.width, height: map.height }
  for (const shape of map.shapes) expect(corners(shape).filter((corner) => !within(corner, sheet))).toEqual([])
  const at = (id: string) => map.shapes.find((shape) => shape.id === id)!.at
  expect(at('500229')[1]).toBeLessThan(at('500110')[1])
  expect(at('500237')[0]).toBeGreaterThan(at('500152')[0])
})

test('the central districts and the badges among them stand in the inset, larger and inside its frame, which covers nothing', () => {
  const { frame, of, shapes } = map.inset!
  expect(new Set(shapes.map(({ id }) => id))).toEqual(CENTRAL)
  for (const shape of shapes) expect(corners(shape).filter((corner) => !within(corner, frame))).toEqual([])
  expect(map.shapes.flatMap(corners).filter((corner) => within(corner, frame))).toEqual([])
  expect(Math.min(frame.width / of.width, frame.height / of.height)).toBeGreaterThan(1.5)
})

test('names with their letters do not run into each other', () => {
  // Beside the name within the inset, below it elsewhere.
  const city = ({ at: [x, y], short }: Shape) => around(x, y, (short.length * nameSize.city) / 2, nameSize.city)
  const small = ({ at: [x, y], short }: Shape) => around(x, y, ((short.length + 0.9) * nameSize.inset) / 2, nameSize.inset / 2)
  const around = (x: number, y: number, width: number, height: number) => ({
    left: x - width,
    right: x + width,
    top: y - height,
    bottom: y + height,
  })
  const overlapping = (shapes: Shape[], box: typeof city) =>
    shapes.flatMap((one, at) =>
      shapes.slice(at + 1).flatMap((other) => {
        const [a, b] = [box(one), box(other)]
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom ? [`${one.short} ${other.short}`] : []
      }),
    )
  expect(
    overlapping(
      map.shapes.filter(({ id }) => !CENTRAL.has(id)),
      city,
    ),
  ).toEqual([])
  expect(overlapping(map.inset!.shapes, small)).toEqual([])
})

test('rings that run the other way give the same map', () => {
  const turned: Outline = {
    ...supplied,
    features: supplied.features.map((feature) =>
      feature.geometry.type === 'Polygon'
        ? { ...feature, geometry: { type: 'Polygon', coordinates: feature.geometry.coordinates.map((ring) => ring.toReversed()) } }
        : feature,
    ),
  }
  const places = ({ shapes }: { shapes: Shape[] }) => shapes.map((shape) => new Set(corners(shape).map(String)))
  expect(places(draw(turned, () => false))).toEqual(places(map))
})

test('without units that lie close together there is no inset; a unit of several islands is one shape; a name without a place is in the middle', () => {
  const square = (x: number, y: number): [number, number][] => [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ]
  const islands = draw(
    {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 'a',
          properties: { name: '甲', short: '甲' },
          geometry: { type: 'MultiPolygon', coordinates: [[square(0, 0)], [square(2, 0)]] },
        },
      ],
    },
    () => false,
  )
  expect(islands).toMatchObject({ inset: null, notice: null })
  expect(islands.shapes[0]!.path!.match(/M/g)).toHaveLength(2)
  expect(islands.shapes[0]!.at[0]).toBeCloseTo(500, 0)
})
