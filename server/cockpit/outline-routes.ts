import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { Outline } from '#cockpits/map/outline.ts'
import { readOutline, type OutlineUnit } from '#cockpits/map/read-outline.ts'
import { dayOf } from '#kernel/day.ts'
import { conflict, invalid } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { standsOn } from '#kernel/store/units.ts'
import { oneLine, version } from '../http/texts.ts'
import { read, write } from '../http/route.ts'
import { officeOnly, officeSeat, requireOffice } from '../office/seat.ts'
import { drawnFor } from './outline.ts'

const scope = 'office'
const allow = officeOnly
const content = z.unknown()
/** Whose map it is stands under it wherever it is shown. */
const notice = oneLine('图名和审图号', 100)

/** 地图轮廓: the office's own outline in the place of the supplied one, each a version; the latest holds. */
export function outlineRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/office/map-outlines',
    scope,
    allow,
    summary: '地图轮廓历次更换，最近的在前',
    handle: async ({ caller }) => {
      requireOffice(caller)
      const { rows } = await sql`
        select version, content is null as supplied, note, made_by_name as "madeByName", made_at as "madeAt" from map_outline order by version desc limit 50`.execute(
        app.db,
      )
      return rows
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/map-outlines/preview',
    scope,
    allow,
    summary: '预览一份地图轮廓，不作任何改动',
    action: 'map:preview',
    keeps: false,
    body: z.strictObject({ content, notice }),
    handle: async ({ tx, caller, body }) => {
      requireOffice(caller)
      return { body: await drawnFor(tx, await readOrRefuse(tx, body, dayOf(caller.now))), audit: [] }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/map-outlines',
    scope,
    allow,
    summary: '更换地图轮廓；不给轮廓的，恢复随系统提供的',
    action: 'map:replace',
    body: z.strictObject({ version, outline: z.strictObject({ content, notice }).optional() }),
    handle: async ({ tx, caller, body }) => {
      requireOffice(caller)
      const org = await officeSeat(tx, caller)
      await sql`select pg_advisory_xact_lock(hashtextextended('map outline', 0))`.execute(tx)
      const { rows } = await sql<{ latest: number }>`select coalesce(max(version), 0) as latest from map_outline`.execute(tx)
      const { latest } = rows[0]!
      if (latest !== body.version) throw conflict('STALE', '地图轮廓刚刚被他人更换，请刷新后再办理。')
      const taken = body.outline ? await readOrRefuse(tx, body.outline, dayOf(caller.now)) : null
      const next = latest + 1
      await sql`insert into map_outline (version, content, note, made_by, made_by_name, made_at)
        values (${next}, ${taken && JSON.stringify(taken)}::jsonb, ${body.outline?.notice ?? '恢复随系统提供的轮廓'}, ${caller.id}, ${caller.name}, ${caller.now})`.execute(
        tx,
      )
      return { status: 201, body: { version: next }, audit: { action: 'map:replace', object: String(next), org } }
    },
  })
}

async function readOrRefuse(
  db: Kysely<DB>,
  { content: raw, notice: words }: { content?: unknown; notice: string },
  today: string,
): Promise<Outline> {
  const { rows } = await sql<OutlineUnit>`select id, name, short from org where kind = 'district' and ${standsOn(today)}`.execute(db)
  const found = readOutline(raw, rows, words)
  if (typeof found === 'string') throw invalid([{ field: 'content', message: found }])
  return found
}
