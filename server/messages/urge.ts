import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import { urgingOf } from '#kernel/message.ts'
import type { Module } from '#kernel/module.ts'
import type { Role } from '#kernel/org.ts'
import { conflict, forbidden } from '#kernel/refusal.ts'
import { standingIn } from '#kernel/store/held-posts.ts'
import { load } from '#kernel/store/load.ts'
import { tell } from '#kernel/store/tell.ts'
import { todosOf } from '#kernel/todo.ts'
import { idIn } from '../http/id.ts'
import { write } from '../http/route.ts'
import { idParam, oneLine } from '../http/texts.ts'
import type { Caller } from '../identity/identify.ts'

const ROLES: readonly Role[] = ['module-admin', 'reviewer']

/** Who may urge: module administrators, and the reform office's reviewers. */
export const urgingSeat = (caller: Caller) =>
  caller.seats.find(({ role, kind }) => role === 'module-admin' || (role === 'reviewer' && kind === 'office'))

/** 加急提醒: whoever holds a record's desks is told at once, with a reason, whatever quiet they have asked for. Once a day for a record. */
export function urgeRoutes(app: FastifyInstance, module: Module) {
  write(app, {
    method: 'POST',
    url: `/api/${module.path}/:id/urgings`,
    scope: module.path,
    allow: { roles: ROLES },
    summary: '加急提醒当前承办人员',
    action: `${module.path}:urge`,
    params: idParam,
    body: z.strictObject({ words: oneLine('提醒理由', 200) }),
    handle: async ({ tx, caller, params, body }) => {
      const { row, subject } = await load(tx, module, idIn(params.id), caller)
      const seat = urgingSeat(caller)
      if (!seat) throw forbidden('加急提醒由模块管理员或市委改革办审核员发出。')
      const today = dayOf(caller.now)
      const waiting = todosOf(module, subject).filter(({ kind, starts }) => kind !== 'draft' && starts <= today)
      if (waiting.length === 0) throw conflict('NOT_WAITING', '该事项现在没有需要办理的待办，不能提醒。')
      await sql`select pg_advisory_xact_lock(hashtextextended(${`urge ${row.id}`}, 0))`.execute(tx)
      const urged =
        await sql`select 1 from message where record_id = ${row.id} and kind = 'urged' and at >= ${today}::date limit 1`.execute(tx)
      if (urged.rows.length > 0) throw conflict('URGED', '该事项今天已经加急提醒过，同一事项每天最多提醒一次。')
      const by = `${seat.orgName}${caller.name}${seat.for ? `（代${seat.for.name}）` : ''}`
      const told = await tell(
        tx,
        {
          kind: 'urged',
          words: urgingOf(module, subject, row.title, body.words, by),
          desks: waiting.map(({ org, role }) => ({ org, role })),
          notFor: waiting.flatMap(({ notFor }) => notFor),
        },
        { module: module.path, record: row.id, by: caller.id, at: caller.now },
      )
      if (told === 0) throw conflict('NOBODY', '承办单位目前没有在任的承办人员，无人可以提醒。')
      const facts = {
        told,
        words: body.words,
        ...standingIn({ org: seat.org, role: seat.role, ...(seat.for ? { for: seat.for } : {}) }).facts,
      }
      return { body: { told }, audit: { action: `${module.path}:urge`, object: row.id, org: seat.org, facts } }
    },
  })
}
