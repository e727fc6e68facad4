import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { draw, type Drawn } from '#cockpits/map/draw.ts'
import { outline, type Outline } from '#cockpits/map/outline.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Database } from '../database/connect.ts'
import { knownAnswer, type KnownAnswer } from '../http/known-answer.ts'

/** Whom the inset shows larger: 主城都市区中心城区. */
const CENTRAL = '主城都市区中心城区'

const SUPPLIED = join(import.meta.dirname, '..', '..', 'data', 'map', 'chongqing.geojson')

let supplied: Outline | null = null

/** The outline that the product brings along; read once. */
export const suppliedOutline = (): Outline => (supplied ??= outline.parse(JSON.parse(readFileSync(SUPPLIED, 'utf8'))))

export type MapInForce = { version: number; map: Drawn }

/** The map as it was drawn once, and as it is sent to whoever only shows it. */
type DrawnOnce = MapInForce & KnownAnswer & { stamp: string }

const drawn = new WeakMap<Database, DrawnOnce>()

/** The map as it is drawn now: the office's own outline, or the supplied one (version 0). Drawn anew only when the outline or the central districts are others. */
export async function mapInForce(db: Database): Promise<DrawnOnce> {
  const { rows } = await sql<{ version: number }>`select coalesce(max(version), 0) as version from map_outline`.execute(db)
  const { version } = rows[0]!
  const central = await centralIn(db)
  const stamp = JSON.stringify([version, central])
  const known = drawn.get(db)
  if (known?.stamp === stamp) return known
  // No version is ever changed.
  const { rows: own } = await sql<{ content: Outline | null }>`select content from map_outline where version = ${version}`.execute(db)
  const shown = { version, map: drawnWith(own[0]?.content ?? suppliedOutline(), central) }
  const once = { ...shown, stamp, ...knownAnswer(shown) }
  drawn.set(db, once)
  return once
}

/** Draws an outline with the units that there are. */
export const drawnFor = async (db: Kysely<DB>, of: Outline): Promise<Drawn> => drawnWith(of, await centralIn(db))

const drawnWith = (of: Outline, central: readonly string[]): Drawn => draw(of, (id) => central.includes(id))

async function centralIn(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from org where kind = 'district' and segment = ${CENTRAL} order by id`.execute(db)
  return rows.map(({ id }) => id)
}
