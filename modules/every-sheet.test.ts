import { openXlsx, saveXlsx, type CellValue } from 'hucre'
import { describe, expect, test } from 'vitest'
import type { AnyValues, Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { columnsOf, partsOf } from '#kernel/sheet/columns.ts'
import { linesOf } from '#kernel/sheet/lines.ts'
import { filledAt } from '#kernel/steps.ts'
import { RECORD } from '#server/excel/headers.ts'
import { namesOf } from '#server/records/names.ts'
import { runJobs } from '#server/jobs/run.ts'
import { castOf } from '#server/testing/cast.ts'
import { every } from '#server/testing/every.ts'
import type { Player } from '#server/testing/players.ts'
import { uploaded } from '#server/testing/upload.ts'
import { isWritten, ok, Walk } from '#server/testing/walk.ts'

/*
 * That the workbook every business gives out can be given back to it: what is there already is known again, what is gone comes back as it was, and what
 * waits on a desk is reported on from a sheet.
 */
const cast = await castOf(every)
const walk = new Walk(cast)

type Job = { id: string; version: number; state: string; outcome: { counts: Record<string, number>; imported?: number } }

const look = async (who: Player, id: string) => {
  await runJobs(cast.app)
  return ok<Job>(await who.call('GET', `/api/jobs/${id}`))
}
const read = async (who: Player, { name, path }: Module, org: string, workbook: Buffer) => {
  const file = await uploaded(who.call, workbook, `${name}.xlsx`)
  return look(who, ok<Job>(await who.call('POST', `/api/${path}/imports`, { body: { file, org } }), 201).id)
}
const decide = (who: Player, { id, version }: Job, rows: 'all' | 'good', as: 'draft' | 'submit') =>
  who.call('POST', `/api/jobs/${id}/decision`, { body: { version, rows, as } })

describe.each(every.filter((module) => walk.filers(module).length > 0).map((module) => [module.name, module] as const))(
  '%s',
  (_name, module) => {
    const base = `/api/${module.path}`
    const owner = walk.filers(module)[0]!
    const exported = async (who: Player) => (await who.call('GET', `${base}/export`, { query: { owner } })).rawPayload
    const all = async (who: Player) => ok<{ rows: { id: string }[] }>(await who.call('GET', base, { query: { owner, limit: '200' } })).rows

    test('its export given back adds nothing, also where only good rows are asked for', async () => {
      const who = await cast.writer(owner)
      await walk.begin(module, { owner })
      await walk.forward(module, await walk.begin(module, { owner }))
      const before = await all(who)
      const job = await read(who, module, owner, await exported(who))
      expect(job).toMatchObject({ state: 'ready', outcome: { counts: { rows: before.length, twins: before.length, updates: 0 } } })
      expect((await decide(who, job, 'good', 'draft')).json()).toMatchObject({ code: 'NOTHING' })
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
      const job = await read(who, module, owner, workbook)
      expect(job.outcome.counts).toMatchObject({ rows: others.length + 1, twins: others.length })
      ok(await decide(who, job, 'good', 'draft'))
      expect(await look(who, job.id)).toMatchObject({ state: 'done', outcome: { imported: 1 } })
      const [again] = (await all(who)).filter(({ id }) => !others.includes(id))
      expect(sayable(module, (await walk.seen(who, module, again!.id)).values)).toEqual(sayable(module, draft.values))
    })
  },
)

describe.each(every.map((module) => [module.name, module] as const))('待填报表: %s', (_name, module) => {
  const written = Object.keys(module.flow).filter((stage) => isWritten(module, stage))

  test.each(written)('at “%s” it is filled in and given back: saved as a form would save it, then submitted', async (stage) => {
    const record = await walk.to(module, stage)
    const who = await walk.handler(module, record)
    const { org } = who.posts[0]!
    const desk = async () => (await who.call('GET', `/api/${module.path}/template`, { query: { of: 'desk', org } })).rawPayload as Buffer
    const typed = await walk.values(module, stage, record.values, who)
    const said = sayable(module, typed)
    // What no sheet holds is there before, and stays; what the system began with is there to be filled in.
    const before = Object.fromEntries(
      filledAt(module, stage).flatMap((key) => {
        const fixed = module.fields[key]!.options.fixed ? record.values[key] : undefined
        const value = Object.hasOwn(said, key) ? fixed : typed[key]
        return value === undefined ? [] : [[key, value]]
      }),
    )
    ok(await who.call('PATCH', `/api/${module.path}/${record.id}`, { body: { version: record.version, values: before } }))
    const names = (await namesOf(cast.db)).at(null)
    const given = async (workbook: Buffer, as: 'draft' | 'submit') => {
      const job = await read(who, module, org, workbook)
      expect(job).toMatchObject({ state: 'ready', outcome: { counts: { rows: 1, bad: 0, lacking: 0, updates: 1 } } })
      ok(await decide(who, job, 'all', as))
      expect(await look(who, job.id)).toMatchObject({ state: 'done', outcome: { imported: 1 } })
      return walk.seen(who, module, record.id)
    }
    const cells = (label: string) => columnsOf(module, Object.keys(said)).find((column) => column.label === label)
    const filled = await withLines(await desk(), record.id, (labels) => {
      const columns = labels.map(cells)
      const lines = linesOf(
        columns.filter((column) => column !== undefined),
        said,
        names,
      )
      return lines.map((line) => columns.map((column) => (column ? line[columns.filter(Boolean).indexOf(column)]! : null)))
    })
    const own = ({ values }: { values: AnyValues }) =>
      Object.fromEntries(filledAt(module, stage).flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])))
    const saved = await given(filled, 'draft')
    expect([saved.stage, own(saved)]).toEqual([stage, { ...before, ...said }])
    // Downloaded once more it holds what was saved: given back as it is, it is submitted.
    const sent = await given(await withLines(await desk(), record.id), 'submit')
    expect(sent.stage).not.toBe(stage)
    expect(own(sent)).toEqual(own(saved))
  })
})

/** A downloaded 待填报表 with the lines of one record alone, and in them what somebody types under each label, null where they leave what is there. */
async function withLines(bytes: Buffer, id: string, types?: (labels: string[]) => (string | null)[][]): Promise<Buffer> {
  const book = await openXlsx(bytes, { readStyles: true })
  const sheet = book.sheets[0]!
  const labels = sheet.rows[0]!.map((label) => String(label).replace('*', ''))
  const at = labels.indexOf(RECORD)
  const first = sheet.rows.findIndex((row) => String(row[at] ?? '').startsWith(id))
  const more = sheet.rows.slice(first + 1).findIndex((row) => row[at] || row.every((cell) => cell === null || cell === ''))
  const there = sheet.rows.slice(first, more < 0 ? undefined : first + 1 + more)
  const lines = types?.(labels) ?? there
  const merged = lines.map((line, nth) => labels.map((_, column): CellValue => line[column] ?? there[nth]?.[column] ?? null))
  sheet.rows = [...sheet.rows.slice(0, 2), ...merged]
  for (const place of sheet.cells?.keys() ?? []) if (Number(place.split(',')[0]) > 1) sheet.cells!.delete(place)
  return Buffer.from(await saveXlsx(book))
}

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
