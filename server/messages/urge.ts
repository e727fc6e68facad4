import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import { inBrackets, urgingOf, type Telling } from '#kernel/message.ts'
import type { Module } from '#kernel/module.ts'
import type { Role } from '#kernel/org.ts'
import { conflict, forbidden, type Refusal } from '#kernel/refusal.ts'
import { load } from '#kernel/store/load.ts'
import { digestOf } from '#kernel/store/project.ts'
import type { DB } from '#kernel/store/schema.ts'
import { holdersOf, tell } from '#kernel/store/tell.ts'
import { idIn } from '../http/id.ts'
import { write } from '../http/route.ts'
import { idParam, oneLine } from '../http/texts.ts'
import type { Caller } from '../identity/identify.ts'

const ROLES: readonly Role[] = ['module-admin', 'reviewer']

/** 加急提醒 by the reform office: whoever is to go on with a record is told at once, with a reason, whatever quiet they have asked for. Once a day for a record. */
export function urgeRoutes(app: FastifyInstance, declared: Module) {
  write(app, {
    method: 'POST',
    url: `/api/${declared.path}/:id/urgings`,
    scope: declared.path,
    allow: { roles: ROLES },
    summary: '加急提醒当前承办人员',
    action: `${declared.path}:urge`,
    params: idParam,
    body: z.strictObject({ words: oneLine('提醒理由', 200) }),
    handle: async ({ tx, caller, params, body }) => {
      const module = app.inForce.of(declared)
      const { row, subject } = await load(tx, module, idIn(params.id), caller)
      const seat = caller.seats.find(({ role, kind }) => kind === 'office' && ROLES.includes(role))
      if (!seat) throw forbidden('加急提醒由市委改革办的模块管理员或审核员发出。')
      const telling = urgingOf(module, subject, row.title, body.words, `${seat.orgName}${inBrackets(caller.name, seat.for?.name)}`)
      if (!telling) throw conflict('NOT_WAITING', '该事项现在没有需要办理的待办，不能提醒。')
      await sql`select pg_advisory_xact_lock(hashtextextended(${`urge ${row.id}`}, 0))`.execute(tx)
      const urged =
        await sql`select 1 from message where record_id = ${row.id} and kind = 'urged' and at >= ${dayOf(caller.now)}::date limit 1`.execute(
          tx,
        )
      if (urged.rows.length > 0) throw conflict('URGED', '该事项今天已经加急提醒过，同一事项每天最多提醒一次。')
      const told = await tell(tx, telling, { module: module.path, record: row.id, by: caller.id, at: caller.now })
      if (told === 0) throw await nobody(tx, telling, caller)
      // The reason is in the message, and by its digest in the log.
      const facts = { told, words: digestOf({ words: body.words }), ...(seat.for ? { for: seat.for.id } : {}) }
      return { body: { told }, audit: { action: `${module.path}:urge`, object: row.id, org: seat.org, facts } }
    },
  })
}

/** Why an urging reached nobody. */
async function nobody(tx: Kysely<DB>, { desks, notFor }: Telling, caller: Caller): Promise<Refusal> {
  const held = await holdersOf(tx, desks)
  if (held.length === 0) return conflict('NOBODY', '承办单位目前没有在任的承办人员，无人可以提醒。')
  if (held.includes(caller.id) && !notFor.includes(caller.id)) return conflict('NOBODY', '该事项由您本人承办，请直接办理。')
  return conflict('NOBODY', '承办单位在任承办人员均参与过该事项填报，按规定须由其他人员办理，目前无人可以提醒。')
}
