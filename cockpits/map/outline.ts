import { z } from 'zod'

const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(point).min(4)

/** A unit with its outline, or with a mere point where none is known: then a badge stands there. */
const feature = z.object({
  type: z.literal('Feature'),
  id: z.string().min(1).max(40),
  properties: z.object({
    name: z.string().min(1).max(40),
    /** What is written into it. */
    short: z.string().min(1).max(8),
    /** Where its name is written; otherwise in its middle. */
    label: point.optional(),
    /** It lies on top of this one, and is drawn after it. */
    within: z.string().max(40).optional(),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
    z.object({ type: z.literal('Point'), coordinates: point }),
  ]),
})

/** GeoJSON (RFC 7946) of units, longitude before latitude in degrees, as far as a map is drawn of it. `notice` says whose it is. */
export const outline = z.object({
  type: z.literal('FeatureCollection'),
  notice: z.string().max(300).optional(),
  features: z.array(feature).min(1).max(200),
})

export type Outline = z.infer<typeof outline>
export type OutlineFeature = Outline['features'][number]
