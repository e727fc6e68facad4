import { z } from 'zod'
import { outline, type Outline, type OutlineFeature } from './outline.ts'

/** A unit that the map must have, however a file may call it. */
export type OutlineUnit = { id: string; name: string; short: string }

/** GeoJSON from outside: whatever else a feature carries is left behind. */
const foreign = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        id: z.union([z.string(), z.number()]).optional(),
        properties: z.record(z.string(), z.unknown()).nullable().optional(),
        geometry: z.unknown(),
      }),
    )
    .min(1)
    .max(200),
})

/** More corners than these make a map slow for everybody; a tenth of them looks the same. */
const CORNERS = 60_000

/** Where the country lies: numbers elsewhere are metres of some projection, or latitude before longitude. */
const [WEST, EAST, SOUTH, NORTH] = [73, 136, 3, 54]

/**
 * Reads an office's own GeoJSON as an outline of exactly these units, each under its own name: no word of the file is shown but `notice`. Answers one sentence
 * for the first thing that is wrong.
 */
export function readOutline(raw: unknown, units: readonly OutlineUnit[], notice: string): Outline | string {
  const collection = foreign.safeParse(raw)
  if (!collection.success) return '这不是 GeoJSON 区划轮廓文件：应为 FeatureCollection，每个区县一个 Feature'
  const found = new Map<string, OutlineFeature>()
  for (const [at, feature] of collection.data.features.entries()) {
    const named = namesIn(feature)
    const unit = units.find(({ id, name, short }) => named.some((each) => each === id || each === name || each === short))
    if (!unit) return `第${at + 1}个图形${named[0] ? `“${brief(named[0])}”` : ''}不是本系统的区县`
    if (found.has(unit.id)) return `${unit.name}的图形重复`
    const { label, within } = feature.properties ?? {}
    const read = outline.shape.features.element.safeParse({
      type: 'Feature',
      id: unit.id,
      properties: {
        name: unit.name,
        short: unit.short,
        ...(label === undefined ? {} : { label }),
        ...(within === undefined ? {} : { within }),
      },
      geometry: flat(feature.geometry),
    })
    if (!read.success) return `${unit.name}的图形有误：应为 Polygon、MultiPolygon 或 Point，坐标为经度、纬度`
    if (read.data.properties.within !== undefined && !units.some(({ id }) => id === read.data.properties.within))
      return `${unit.name}的 within 不是本系统的区县`
    if (cornersOf(read.data.geometry).some(isAbroad)) return `${unit.name}的坐标不在我国范围内，应为经度、纬度（度），经度在前`
    if (read.data.properties.label !== undefined && isAbroad(read.data.properties.label))
      return `${unit.name}的名称位置（label）不在我国范围内，应为经度、纬度（度），经度在前`
    found.set(unit.id, read.data)
  }
  const missing = units.filter(({ id }) => !found.has(id))
  if (missing.length > 0)
    return `缺少${missing.length}个区县：${missing
      .slice(0, 5)
      .map(({ name }) => name)
      .join('、')}${missing.length > 5 ? '等' : ''}`
  const features = [...found.values()]
  const corners = features.reduce((sum, { geometry }) => sum + cornersOf(geometry).length, 0)
  if (corners > CORNERS) return `轮廓过于精细（${corners}个点），请简化到${CORNERS}个点以内`
  // What lies on top of another is drawn after it.
  return { type: 'FeatureCollection', notice, features: [...features.filter(under), ...features.filter((feature) => !under(feature))] }
}

const isAbroad = ([x, y]: [number, number]) => x < WEST || x > EAST || y < SOUTH || y > NORTH

const under = ({ properties }: OutlineFeature) => properties.within === undefined

/** What a file may call a unit by: its id, or a property that such files have. */
function namesIn({ id, properties }: z.infer<typeof foreign>['features'][number]): string[] {
  const given = [id, ...['id', 'adcode', 'code', 'name'].map((key) => properties?.[key])]
  return given.flatMap((each) => (typeof each === 'string' || typeof each === 'number' ? [String(each).trim()] : []))
}

/** Without heights, and no finer than a metre. */
function flat(geometry: unknown): unknown {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry) || !('coordinates' in geometry)) return null
  return { type: geometry.type, coordinates: rounded(geometry.coordinates, DEEPEST) }
}

/** Polygons, rings, points, numbers: whatever lies deeper is no outline, however deep. */
const DEEPEST = 4

function rounded(part: unknown, depth: number): unknown {
  if (!Array.isArray(part)) return part
  if (depth === 0) return null
  if (typeof part[0] === 'number') return part.slice(0, 2).map((each) => (typeof each === 'number' ? Math.round(each * 1e5) / 1e5 : each))
  return part.map((each) => rounded(each, depth - 1))
}

function cornersOf(geometry: OutlineFeature['geometry']): [number, number][] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  return geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)
}

/** A word of the file, in a sentence: letters and digits alone. */
const brief = (text: string) => text.replaceAll(/[^\p{L}\p{N}-]/gu, '').slice(0, 20)
