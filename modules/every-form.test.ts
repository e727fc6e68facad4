import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Field, Fields } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { filledAt } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import { castOf } from '#server/testing/cast.ts'
import { every } from '#server/testing/every.ts'
import { isWritten, ok, Walk, type Standing } from '#server/testing/walk.ts'

/* That every business of the collection can be read, filled in and saved, and that nothing which is asked for can be left out. */
const cast = await castOf(every)
const walk = new Walk(cast)
const document = ok<{ paths: Record<string, any> }>(await cast.app.inject('/api/openapi.json'))

const LOOKS = join(import.meta.dirname, '..', 'web', 'fields')
const looks = new Map(globSync('*.tsx', { cwd: LOOKS }).map((file) => [file.replace('.tsx', ''), readFileSync(join(LOOKS, file), 'utf8')]))

/** Fields with those inside their rows. */
const within = (fields: Fields): Field[] =>
  Object.values(fields).flatMap((field) => [field, ...within((field.options.fields ?? {}) as Fields)])

describe.each(every.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const written = Object.keys(module.flow).filter((stage) => isWritten(module, stage))

  test('has a form: every field is in the OpenAPI document under its label, and every kind has a look', () => {
    const { schema } = document.paths[`/api/${module.path}/{id}`].patch.requestBody.content['application/json']
    const open = Object.entries(module.fields).filter(([, field]) => !field.given)
    const described = Object.entries(schema.properties.values.properties as Record<string, { title: string }>)
    expect(described.map(([key, { title }]) => [key, title])).toEqual(open.map(([key, { label }]) => [key, label]))
    expect(schema.properties.values.additionalProperties).toBe(false)
    for (const { kind } of within(module.fields)) {
      const look = looks.get(kind.name) ?? ''
      const whole = ['Input', 'Show'].every((part) => new RegExp(`export (function|const) ${part}\\b`).test(look))
      expect(whole || look.includes('export const composed'), `web/fields has no look of the kind ${kind.name}`).toBe(true)
    }
  })

  test.each(walk.filers(module).slice(0, 1))('is filed by the units that its declaration names and by no other', async (unit) => {
    const others = [...cast.pool.district, ...cast.pool.department].filter((org) => !walk.filers(module).includes(org))
    const create = async (org: string) => (await cast.writer(org)).call('POST', `/api/${module.path}`, { body: { values: {} } })
    expect((await create(unit)).statusCode).toBe(201)
    for (const org of others.slice(0, 2)) expect((await create(org)).json().code).toBe('NOT_ALLOWED')
    const reader = await cast.holder(unit, 'leader')
    expect((await reader.call('POST', `/api/${module.path}`, { body: { values: {} } })).statusCode).toBe(403)
  })

  test.each(written)('at “%s” what is typed is saved as it was read, and cleared where it is left out', async (stage) => {
    const record = await walk.to(module, stage)
    const who = await walk.handler(module, record)
    const values = await walk.values(module, stage, record.values, who)
    const save = async (now: Standing, body: object) =>
      ok(await who.call('PATCH', `/api/${module.path}/${record.id}`, { body: { version: now.version, values: body } }))
    const saved = await save(record, values)
    expect(saved).toMatchObject({ stage, values: { ...values } })
    expect((await walk.seen(who, module, record.id)).values).toEqual(saved.values)
    const cleared = await save(saved, {})
    expect(Object.keys(cleared.values).filter((key) => filledAt(module, stage).includes(key))).toEqual([])
  })

  test.each(written)('at “%s” fields that nobody knows, that the system sets or that others write are refused', async (stage) => {
    const record = await walk.to(module, stage)
    const who = await walk.handler(module, record)
    const foreign = Object.keys(module.fields).filter((key) => !filledAt(module, stage).includes(key))
    for (const key of ['owner', ...foreign]) {
      const answer = await who.call('PATCH', `/api/${module.path}/${record.id}`, {
        body: { version: record.version, values: { [key]: record.values[key] ?? 'x' } },
      })
      expect(answer.statusCode, key).toBe(422)
    }
    expect((await walk.seen(who, module, record.id)).version).toBe(record.version)
  })

  test.each(written)('at “%s” each field that is asked for is missed by name when it is blank, parts of rows too', async (stage) => {
    const record = await walk.to(module, stage)
    const who = await walk.handler(module, record)
    const values = await walk.values(module, stage, record.values, who)
    const problemsWith = async (body: object) => {
      const answer = await who.call('POST', `/api/${module.path}/${record.id}/acts`, {
        body: { verb: 'submit', version: record.version, values: body },
      })
      expect([answer.statusCode, answer.json().code], answer.body).toEqual([422, 'INCOMPLETE'])
      return (answer.json().problems as { field: string; message: string }[]).map(({ field, message }) => `${field} ${message}`)
    }
    const asked = filledAt(module, stage).filter(
      (key) => module.fields[key]!.required && isAsked(module, key, { ...record.values, ...values }),
    )
    for (const key of asked) {
      const { [key]: _left, ...rest } = values
      expect(await problemsWith(rest)).toContain(`${key} 《${module.fields[key]!.label}》没有填写`)
    }
    for (const [key, part] of requiredParts(module, stage)) {
      const [first, ...more] = values[key] as object[]
      const blank = { ...values, [key]: [Object.fromEntries(Object.entries(first!).filter(([name]) => name !== part)), ...more] }
      expect(await problemsWith(blank)).toContainEqual(expect.stringMatching(`^${key}\\.0\\.${part} `))
    }
    expect((await walk.seen(who, module, record.id)).version).toBe(record.version)
  })
})

function requiredParts(module: Module, stage: string): [string, string][] {
  return filledAt(module, stage).flatMap((key) =>
    Object.entries((module.fields[key]!.options.fields ?? {}) as Fields).flatMap(([part, { required, given }]): [string, string][] =>
      required && !given ? [[key, part]] : [],
    ),
  )
}
