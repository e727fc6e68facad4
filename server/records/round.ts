import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayOf, weekdayFrom } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { pickOne, roundOf } from '#kernel/store/round.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { orgNamesOf } from './names.ts'

/** Decisions taken together, by whoever holds the desk of the round's step. */
export function roundRoutes(app: FastifyInstance, module: Module) {
  const { round, path } = module
  if (!round) return
  const allow = { roles: [module.flow[round.step]!.by] }

  read(app, {
    url: `/api/${path}/round`,
    scope: path,
    allow,
    summary: `${round.name}：待核准的${module.name}，相同或相近的并列`,
    handle: async ({ caller }) => {
      const { groups, more } = await roundOf(app.db, module, caller)
      const nameOf = await orgNamesOf(
        app.db,
        groups.flatMap(({ items, known }) => [...items, ...known].map(({ owner }) => owner)),
      )
      const named = <T extends { owner: string }>(each: T) => ({ ...each, ownerName: nameOf(each.owner) })
      return {
        on: weekdayFrom(dayOf(caller.now), round.weekday),
        more,
        groups: groups.map(({ items, known }) => ({ items: items.map(named), known: known.map(named) })),
      }
    },
  })

  const seen = z.strictObject({ id: z.string(), version: z.int() })
  write(app, {
    method: 'POST',
    url: `/api/${path}/round`,
    scope: path,
    allow,
    summary: `${round.name}：从相同或相近的${module.name}中选定一${module.unit}`,
    action: `${path}:decide`,
    body: z.strictObject({
      picked: seen,
      others: z.array(seen).max(100, { error: '一次最多办理 100 件' }),
      words: z.string().trim().max(2000).optional(),
    }),
    handle: async ({ tx, caller, body }) => {
      const one = ({ id, version }: { id: string; version: number }) => ({ id: idIn(id), version })
      const done = await pickOne({ tx, actor: caller, now: caller.now, modules: app.modules }, module, {
        picked: one(body.picked),
        others: body.others.map(one),
        words: body.words || null,
      })
      return {
        body: { decided: done.length },
        audit: done.map((each) => ({ action: `${path}:decide`, object: each.id, ...each })),
      }
    },
  })
}
