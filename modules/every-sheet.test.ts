import { describe, expect, test } from 'vitest'
import type { AnyValues, Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { partsOf } from '#kernel/sheet/columns.ts'
import { runJobs } from '#server/jobs/run.ts'
import { castOf } from '#server/testing/cast.ts'
import { every } from '#server/testing/every.ts'
import type { Player } from '#server/testing/players.ts'
import { uploaded } from '#server/testing/upload.ts'
import { ok, Walk } from '#server/testing/walk.ts'

/* That the workbook every business gives out can be given back to it: what is there already is known again, and what is gone comes back as it was. */
const cast = await castOf(every)
const walk = new Walk(cast)

type Job = { id: string; version: number; state: string; outcome: { counts: Record<string, number>; imported?: number } }

describe.each(every.filter((module) => walk.filers(module).length > 0).map((module) => [module.name, module] as const))(
  '%s',
  (_name, module) => {
    const base = `/api/${module.path}`
    const owner = walk.filers(module)[0]!
    const exported = async (who: Player) => (await who.call('GET', `${base}/export`, { query: { owner } })).rawPayload
    const all = async (who: Player) => ok<{ rows: { id: string }[] }>(await who.call('GET', base, { query: { owner, limit: '200' } })).rows
    const look = async (who: Player, id: string) => {
      await runJobs(cast.app)
      return ok<Job>(await who.call('GET', `/api/jobs/${id}`))
    }
    const read = async (who: Player, workbook: Buffer) => {
      const file = await uploaded(who.call, workbook, `${module.name}.xlsx`)
      return look(who, ok<Job>(await who.call('POST', `${base}/imports`, { body: { file, org: owner } }), 201).id)
    }
    const decide = (who: Player, { id, version }: Job) =>
      who.call('POST', `/api/jobs/${id}/decision`, { body: { version, rows: 'good', as: 'draft' } })

    test('its export given back adds nothing, also where only good rows are asked for', async () => {
      const who = await cast.writer(owner)
      await walk.begin(module, { owner })
      await walk.forward(module, await walk.begin(module, { owner }))
      const before = await all(who)
      const job = await read(who, await exported(who))
      expect(job).toMatchObject({ state: 'ready', outcome: { counts: { rows: before.length, twins: before.length, updates: 0 } } })
      expect((await decide(who, job)).json()).toMatchObject({ code: 'NOTHING' })
      await runJobs(cast.app)
      expect(await all(who)).toEqual(before)
      expect((await who.call('DELETE', `/api/jobs/${job.id}`)).statusCode).toBe(204)
    })

    test('what was discarded comes back from an export of before, as far as a sheet can say it', async () => {
      const who = await cast.writer(owner)
      const draft = await walk.begin(module, { owner })
      const workbook = await exported(who)
      await walk.act(who, module, draft, { verb: 'discard' })
      const others = (await all(who)).map(({ id }) => id)
      const job = await read(who, workbook)
      expect(job.outcome.counts).toMatchObject({ rows: others.length + 1, twins: others.length })
      ok(await decide(who, job))
      expect(await look(who, job.id)).toMatchObject({ state: 'done', outcome: { imported: 1 } })
      const [again] = (await all(who)).filter(({ id }) => !others.includes(id))
      expect(sayable(module, (await walk.seen(who, module, again!.id)).values)).toEqual(sayable(module, draft.values))
    })
  },
)

/** Values without attachments, which no sheet holds. */
function sayable(module: Module, values: AnyValues): AnyValues {
  const said = (fields: Record<string, Field>, of: AnyValues): AnyValues =>
    Object.fromEntries(
      Object.entries(of).flatMap(([key, value]) => {
        const field = fields[key]!
        const parts = partsOf(field)
        if (field.kind.sheet?.writtenOnly) return []
        return [[key, parts === null ? value : (value as AnyValues[]).map((row) => said(parts, row))]]
      }),
    )
  return said(module.fields, values)
}
