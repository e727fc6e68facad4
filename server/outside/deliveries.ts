import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { conflict } from '#kernel/refusal.ts'
import { aMoment, anId, cursorOf, readCursor } from '#kernel/store/cursor.ts'
import { idParam } from '../http/texts.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { channelNames, openChannels, type Channel } from './connectors.ts'

const scope = 'administration'
const allow = { roles: ['system-admin'] as const }
const LIMIT = 50
const states = ['waiting', 'sent', 'parked', 'dropped'] as const

const deliveryShape = z.object({
  id: z.string(),
  personName: z.string(),
  channelName: z.string(),
  kind: z.enum(['digest', 'single', 'urgent']),
  state: z.enum(states),
  tries: z.int(),
  madeAt: z.string(),
  nextAt: z.string(),
  doneAt: z.string().nullable(),
  failure: z.string().nullable(),
})

/** 对外发送: whether messages leave the system at all, what left it and what did not arrive. Never what was said, nor to which number. */
export function deliveryRoutes(app: FastifyInstance) {
  const { connectors } = app.settings

  read(app, {
    url: '/api/admin/deliveries',
    scope,
    allow,
    summary: '对外发送记录，新的在前',
    query: z.strictObject({
      state: z.enum(states).optional(),
      after: z.string().max(300).optional(),
    }),
    answer: z.object({
      rows: z.array(deliveryShape),
      next: z.string().nullable(),
      sending: z.boolean(),
      parked: z.int().meta({ description: '没有送达、已停止重试的' }),
      channels: z.array(z.string()).meta({ description: '已配置的方式' }),
    }),
    handle: async ({ query }) => {
      const cursor = query.after === undefined ? null : readCursor(query.after, aMoment, anId)
      const { rows } = await sql<{ id: string; channel: Channel; moment: string }>`
        select delivery.id, person.name as "personName", channel, kind, state, tries, made_at as "madeAt", next_at as "nextAt", done_at as "doneAt", failure,
          to_char(made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as moment
        from delivery join person on person.id = delivery.person_id where ${query.state ? sql`state = ${query.state}` : sql`true`}
          ${cursor ? sql`and (made_at, delivery.id) < (${`${cursor[0]}+00`}::timestamptz, ${cursor[1]}::uuid)` : sql``}
        order by made_at desc, delivery.id desc limit ${LIMIT + 1}`.execute(app.db)
      const last = rows.length > LIMIT ? rows[LIMIT - 1] : undefined
      const { rows: facts } = await sql<{ sending: boolean; parked: number }>`
        select exists (select 1 from sending) as sending, (select count(*)::int from delivery where state = 'parked') as parked`.execute(
        app.db,
      )
      return {
        rows: rows.slice(0, LIMIT).map(({ channel, moment: _moment, ...row }) => ({ ...row, channelName: channelNames[channel] })),
        next: last ? cursorOf(last.moment, last.id) : null,
        ...facts[0]!,
        channels: openChannels(connectors).map((each) => channelNames[each]),
      }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/admin/deliveries/:id/retry',
    scope,
    allow,
    summary: '重新发送没有送达的',
    action: 'delivery:retry',
    params: idParam,
    body: z.strictObject({}),
    handle: async ({ tx, caller, params }) => {
      const { rows } = await sql`
        update delivery set state = 'waiting', tries = 0, next_at = ${caller.now}, done_at = null
        where id = ${idIn(params.id)} and state = 'parked' and (kind <> 'digest' or made_at::date >= current_date) returning 1`.execute(tx)
      if (rows.length === 0)
        throw conflict('NOT_PARKED', '这条记录现在不能重新发送：已在发送，或是以前的每日汇总，其内容已并入以后的汇总。')
      return { body: { id: params.id }, audit: { action: 'delivery:retry', object: params.id } }
    },
  })

  write(app, {
    method: 'PUT',
    url: '/api/admin/sending',
    scope,
    allow,
    summary: '启用或停用对外发送',
    action: 'sending:set',
    body: z.strictObject({ on: z.boolean() }),
    handle: async ({ tx, caller, body }) => {
      if (body.on && openChannels(connectors).length === 0) throw conflict('NO_CONNECTOR', '还没有配置任何发送方式，请先由运维人员配置。')
      if (body.on) await sql`insert into sending (begun_at) values (${caller.now}) on conflict do nothing`.execute(tx)
      else await sql`delete from sending`.execute(tx)
      return { body: { sending: body.on }, audit: { action: 'sending:set', facts: { on: body.on } } }
    },
  })
}
