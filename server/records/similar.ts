import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Module } from '#kernel/module.ts'
import { hasTypedTitle, LONGEST } from '#kernel/near-titles.ts'
import { load } from '#kernel/store/load.ts'
import { similarTo } from '#kernel/store/similar.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { idIn } from '../http/id.ts'
import { write } from '../http/route.ts'
import { seatOf } from './seat.ts'

/** The records most like a title that is being typed. A POST because the title travels in its body; it changes nothing. */
export function similarRoute(app: FastifyInstance, declared: Module) {
  if (!hasTypedTitle(declared)) return
  write(app, {
    method: 'POST',
    url: `/api/${declared.path}/similar`,
    scope: declared.path,
    allow: 'signed-in',
    summary: `与所填名称相近的${declared.name}`,
    action: `${declared.path}:similar`,
    body: z.strictObject({ title: z.string().max(LONGEST), id: z.string().optional(), org: z.string().max(64).optional() }),
    keeps: false,
    handle: async ({ tx, caller, body }) => {
      const module = app.inForce.of(declared)
      const id = body.id === undefined ? null : idIn(body.id)
      if (id === null) seatOf(caller, module, body.org)
      else await load(tx, module, id, caller)
      const found = await similarTo(tx, module, caller, body.title, id)
      return {
        body: found.map((one) => ({ ...one, stageLabel: one.stage === null ? null : stageLabel(module, one.stage) })),
        audit: { action: `${module.path}:similar`, object: id },
      }
    },
  })
}
