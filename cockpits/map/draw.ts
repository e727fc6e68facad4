import { geoIdentity, geoPath, type GeoIdentityTransform } from 'd3-geo'
import type { Outline, OutlineFeature } from './outline.ts'

/** A unit on the map: its outline as SVG path data, null where it is a badge, and where its name is written. */
export type Shape = { id: string; name: string; short: string; path: string | null; at: [x: number, y: number] }

/** What is too small to be read at the scale of the city, once more and larger within a frame; `of` is the part of the map it shows. */
export type Inset = { frame: Box; of: Box; shapes: Shape[] }

export type Box = { x: number; y: number; width: number; height: number }

/** A map in units of its own, to be scaled by a viewBox; what stands in the inset has no name at the scale of the city. */
export type Drawn = { width: number; height: number; notice: string | null; shapes: Shape[]; inset: Inset | null }

const WIDTH = 1000
const TALLEST = 4 * WIDTH
const EDGE = 12
/** Above the map, so that the inset is large enough. */
const HEADROOM = 64
/** The north-west is another province: there is room. */
const FRAME: Box = { x: EDGE, y: EDGE, width: 348, height: 396 + HEADROOM }

/** How large names are written at the scale of the city, and within the inset. */
export const nameSize = { city: 20, inset: 17 } as const

/** Draws an outline; `central` are the units that lie too close together. */
export function draw(outline: Outline, central: (id: string) => boolean): Drawn {
  const flat = flattened(outline)
  const city = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [EDGE, EDGE],
        [WIDTH - EDGE, TALLEST],
      ],
      collection(flat),
    )
  // It fits the width and stands in the middle of a sheet that is too tall.
  const [[, top], [, bottom]] = geoPath(city).bounds(collection(flat))
  const [x, y] = city.translate()
  city.translate([x, y - top + EDGE + HEADROOM])
  const close = flat.filter(({ id }) => central(id))
  return {
    width: WIDTH,
    height: Math.ceil(bottom - top + 2 * EDGE + HEADROOM),
    notice: outline.notice ?? null,
    shapes: flat.map((feature) => shape(feature, city)),
    inset: close.length === 0 ? null : inset(close, city),
  }
}

function inset(features: OutlineFeature[], city: GeoIdentityTransform): Inset {
  const { x, y, width, height } = FRAME
  const [[left, top], [right, bottom]] = geoPath(city).bounds(collection(features))
  const larger = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [x + EDGE, y + EDGE],
        [x + width - EDGE, y + height - EDGE],
      ],
      collection(features),
    )
  return {
    frame: FRAME,
    of: { x: round(left), y: round(top), width: round(right - left), height: round(bottom - top) },
    shapes: features.map((feature) => shape(feature, larger)),
  }
}

function shape({ id, properties: { name, short, label }, geometry }: OutlineFeature, to: GeoIdentityTransform): Shape {
  const path = geoPath(to).digits(1)
  const [x, y] = (label && to(label)) ?? path.centroid(geometry)
  return { id, name, short, path: geometry.type === 'Point' ? null : path(geometry), at: [round(x), round(y)] }
}

/**
 * A degree of longitude as long as it is there: then the plane needs no projection of the sphere, for which rings would have to run clockwise and which files
 * have either way.
 */
function flattened({ features }: Outline): OutlineFeature[] {
  const latitudes = features.flatMap(({ geometry }) => points(geometry)).map(([, latitude]) => latitude)
  const middle = (least(latitudes) - least(latitudes.map((each) => -each))) / 2
  const shrink = Math.cos((middle * Math.PI) / 180)
  const flat = ([longitude, latitude]: Point): Point => [longitude * shrink, latitude]
  return features.map(({ properties, geometry, ...rest }) => ({
    ...rest,
    properties: { ...properties, ...(properties.label ? { label: flat(properties.label) } : {}) },
    geometry: through(geometry, flat),
  }))
}

type Point = [number, number]
type Geometry = OutlineFeature['geometry']

function through(geometry: Geometry, flat: (point: Point) => Point): Geometry {
  if (geometry.type === 'Point') return { type: 'Point', coordinates: flat(geometry.coordinates) }
  if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(flat)) }
  return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(flat))) }
}

function points(geometry: Geometry): Point[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  return geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)
}

/** Of more numbers than a call takes arguments. */
const least = (numbers: readonly number[]) => numbers.reduce((one, other) => Math.min(one, other))

const collection = (features: OutlineFeature[]) => ({ type: 'FeatureCollection' as const, features })

const round = (value: number) => Math.round(value * 10) / 10
