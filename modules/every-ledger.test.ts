import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyValues } from '#kernel/field.ts'
import { EVERYONE } from '#kernel/org.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { castOf } from '#server/testing/cast.ts'
import { every } from '#server/testing/every.ts'
import { exportedIn } from '#server/testing/exported.ts'
import { factsOf } from '#server/testing/facts.ts'
import type { Player } from '#server/testing/players.ts'
import { seers } from '#server/testing/rights.ts'
import { ok, stageOf, Walk, type Standing } from '#server/testing/walk.ts'

/* That every business of the collection is found, sorted, counted and exported by those who see it, and by nobody else. */
const cast = await castOf(every)
const walk = new Walk(cast)
const document = ok<{ paths: Record<string, any> }>(await cast.app.inject('/api/openapi.json'))

type Page = { rows: { id: string; stage: string }[]; next: string | null }

describe.each(every.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  let records: Standing[]
  let reader: Player
  const base = `/api/${module.path}`
  const ask = (who: Player, query: Record<string, string> = {}) => who.call('GET', base, { query: { limit: '200', ...query } })
  const found = async (who: Player, query: Record<string, string> = {}) => ok<Page>(await ask(who, query)).rows.map(({ id }) => id)

  beforeAll(async () => {
    const first = await walk.to(module, 'approved')
    const alike = { owner: first.owner }
    records = [first, await walk.begin(module, alike), await walk.to(module, Object.keys(module.flow)[1] ?? 'approved', alike)]
    reader = await cast.holder(first.owner, 'leader')
  })

  test('its ledger has each record once, counted, page by page', async () => {
    const all = await found(reader)
    expect(all).toEqual(expect.arrayContaining(records.map(({ id }) => id)))
    expect(ok(await reader.call('GET', `${base}/count`))).toEqual({ count: all.length, more: false })
    const paged: string[] = []
    let after: string | null = null
    do {
      const page: Page = ok<Page>(await ask(reader, { limit: '2', ...(after === null ? {} : { after }) }))
      paged.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    expect(paged).toEqual(all)
  })

  test('a record is found by its words, and not by others', async () => {
    const [record] = records as [Standing]
    const texts = Object.entries(module.fields).flatMap(([key, { kind }]) =>
      record.values[key] === undefined ? [] : [kind.search?.(record.values[key]) ?? ''],
    )
    const words = texts.filter(Boolean)
    expect(words.length).toBeGreaterThan(0)
    for (const text of words) expect(await found(reader, { q: text.split(/\s/)[0]!.slice(0, 60) })).toContain(record.id)
    expect(await found(reader, { q: '没有任何一份材料写过的词语' })).toEqual([])
  })

  const filters = Object.entries(module.fields).filter(([, { kind }]) => kind.filter !== undefined)
  test.each(filters.map(([key, field]) => [field.label, key, field] as const))(
    'a filter by 《%s》 keeps what has the value and leaves out what has not',
    async (_label, key, { kind }) => {
      const holds = (values: AnyValues) => values[key] !== undefined
      const alike = { owner: records[0]!.owner, wishes: { [stageOf(module, key)]: { holds } } }
      const record = records.find(({ values }) => holds(values)) ?? (await walk.to(module, 'approved', alike))
      const value = kind.facets!(record.values[key])[0]!
      const typed = typeof record.values[key] === 'string' ? record.values[key] : value
      const [within, without] =
        kind.filter === 'one-of'
          ? [{ [key]: value }, { [key]: 'nothing-of-it' }]
          : [
              { [`${key}.from`]: typed, [`${key}.to`]: typed },
              kind.name === 'date' ? { [`${key}.to`]: '1901-01-01' } : { [`${key}.from`]: '99999999' },
            ]
      expect(await found(reader, within)).toContain(record.id)
      expect(await found(reader, without)).not.toContain(record.id)
    },
  )

  test('a filter by step and by unit', async () => {
    for (const { id, stage, owner } of records) {
      expect(await found(reader, { stage })).toContain(id)
      expect(await found(reader, { owner, stage })).toContain(id)
      expect(await found(reader, { stage: 'void' })).toEqual([])
      expect(await found(reader, { owner: 'nobody' })).toEqual([])
    }
  })

  const sortable = Object.entries(module.fields).filter(([, field]) => field.kind.sortable === true || field.options.sortable === true)
  test.each(sortable.map(([key, field]) => [field.label, key] as const))(
    'sorted by 《%s》 it has the same records, one way and the other',
    async (_label, key) => {
      const all = (await found(reader)).sort()
      const [up, down] = [await found(reader, { sort: key }), await found(reader, { sort: `-${key}` })]
      expect(up.toSorted()).toEqual(all)
      expect(down).toEqual(up.toReversed())
    },
  )

  test('its Excel has as many records as its ledger, under the labels of its fields', async () => {
    const count = (await found(reader)).length
    const answer = await reader.call('GET', `${base}/export`)
    expect(answer.statusCode).toBe(200)
    const { head, records: rows } = await exportedIn(answer.rawPayload)
    expect(rows).toHaveLength(count)
    // Parts of rows have columns of their own, each under both names.
    for (const { label } of Object.values(module.fields))
      expect(
        head.some((header) => header === label || header.startsWith(`${label}·`)),
        label,
      ).toBe(true)
    const title = module.fields[module.title]!
    const cell = (row: string[], label: string) => row[head.indexOf(label)]
    expect(rows.map((row) => cell(row, title.label))).toContain(records[0]!.title)
    expect(rows.map((row) => cell(row, '当前环节')).sort()).toEqual(
      ok<Page>(await ask(reader))
        .rows.map(({ stage }) => stageLabel(module, stage))
        .sort(),
    )
  })

  test('R-AC-03 an outsider learns nothing on any route', async () => {
    const hidden = await Promise.all(records.map(async (record) => ({ record, open: seers(module, await factsOf(cast.db, record.id)) })))
    for (const { record, open } of hidden.filter((each) => !each.open.includes(EVERYONE))) {
      const stranger = [...cast.pool.district, ...cast.pool.department].find((org) => !open.includes(org))!
      for (const role of ['entry', 'leader'] as const) {
        const outsider = await cast.holder(stranger, role)
        for (const [path, methods] of Object.entries(document.paths).filter(([path]) => path.startsWith(`${base}/{id}`))) {
          if (!methods.get) continue
          const answer = await outsider.call('GET', path.replace('{id}', record.id).replace(/\{\w+\}/, '1'))
          expect([answer.statusCode, answer.json().code], path).toEqual([404, 'NOT_FOUND'])
        }
        expect(await found(outsider)).not.toContain(record.id)
        expect(await found(outsider, { owner: record.owner })).not.toContain(record.id)
        const { rows } = ok<{ rows: { recordId: string }[] }>(await outsider.call('GET', '/api/todos'))
        expect(rows.map(({ recordId }) => recordId)).not.toContain(record.id)
        const sheet = await exportedIn((await outsider.call('GET', `${base}/export`)).rawPayload)
        expect(sheet.records.length).toBe((await found(outsider)).length)
      }
    }
  })
})
