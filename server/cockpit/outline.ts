import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { draw, type Drawn } from '#cockpits/map/draw.ts'
import { outline, type Outline } from '#cockpits/map/outline.ts'
import type { DB } from '#kernel/store/schema.ts'

/** Whom the inset shows larger: 主城都市区中心城区. */
const CENTRAL = '主城都市区中心城区'

const SUPPLIED = join(import.meta.dirname, '..', '..', 'data', 'map', 'chongqing.geojson')

/** The outline that the product brings along. */
export const suppliedOutline = (): Outline => outline.parse(JSON.parse(readFileSync(SUPPLIED, 'utf8')))

export type MapInForce = { version: number; map: Drawn }

/** The map as it is drawn now: the office's own outline, or the supplied one (version 0). */
export async function mapInForce(db: Kysely<DB>): Promise<MapInForce> {
  const { rows } = await sql<{ version: number; content: Outline | null }>`
    select version, content from map_outline order by version desc limit 1`.execute(db)
  return { version: rows[0]?.version ?? 0, map: await drawnFor(db, rows[0]?.content ?? suppliedOutline()) }
}

/** Draws an outline with the units that there are. */
export async function drawnFor(db: Kysely<DB>, of: Outline): Promise<Drawn> {
  const { rows } = await sql<{ id: string }>`select id from org where kind = 'district' and segment = ${CENTRAL}`.execute(db)
  const central = new Set(rows.map(({ id }) => id))
  return draw(of, (id) => central.has(id))
}
