import { beforeAll, describe, expect, test } from 'vitest'
import { choice } from '#kernel/fields/choice.ts'
import { text } from '#kernel/fields/text.ts'
import type { Module } from '#kernel/module.ts'
import { shownForm } from '#kernel/shown-form.ts'
import { keepForms } from '#kernel/store/form.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

/* A declaration was reworded after some had filed: the server runs today's, the acts before were done with the one of then. */
const today: Module = {
  ...tournament,
  fields: {
    ...tournament.fields,
    title: text('比赛名称', { hint: '写全称，含年份和级别' }),
    surface: choice('场地类型', ['硬地', '草地', '红土']),
  },
}
const { app, db, asPerson } = await testServer([today, match])
let town: Town
let go: ReturnType<typeof inTown>

beforeAll(async () => {
  town = await buildTown(db, [tournament, match])
  await keepForms(db, [today, match])
  go = inTown(town)
})

const asked = async (who: string, path: string) => (await (await asPerson(town.as(who).id))('GET', `/api/tennis/tournament/${path}`)).json()

async function filedThen(code: string) {
  const { id } = await go.create('north entry', tournament, filled(code))
  await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
  return id
}

describe('what was filed keeps the words it was filed under', () => {
  test('a version answers the form as it was shown then, the next one today’s', async () => {
    const id = await filedThen('F-1')
    await go.act('north reviewer', today, id, { verb: 'pass', version: 2 })
    const [then, now] = [await asked('north entry', `${id}/versions/2`), await asked('north entry', `${id}/versions/3`)]
    expect(then.form).toEqual(shownForm(tournament))
    expect([then.form.fields.title.label, then.form.fields.title.hint]).toEqual(['赛事名称', '写全称'])
    expect(now.form).toEqual(shownForm(today))
  })

  test('the record says so to its reviewer until it is filed anew', async () => {
    const id = await filedThen('F-2')
    const record = await asked('north reviewer', id)
    expect(record.filedOtherwise).toMatchObject({ seq: 2, form: { fields: { title: { label: '赛事名称' } } } })
    await go.act('north reviewer', today, id, { verb: 'return', version: 2, reason: { code: 'name', words: '请修改', pins: [] } })
    expect((await asked('north entry', id)).filedOtherwise).toMatchObject({ seq: 2 })
    await go.act('north entry', today, id, { verb: 'submit', version: 3, values: filled('F-2') })
    expect((await asked('north reviewer', id)).filedOtherwise).toBeNull()
  })

  test('a draft, and wording that touched no field, have nothing to tell', async () => {
    const { id } = await go.create('north entry', tournament, filled('F-3'))
    expect((await asked('north entry', id)).filedOtherwise).toBeNull()
    const renamed: Module = { ...today, scope: '各俱乐部举办的赛事' }
    await keepForms(db, [renamed])
    await go.act('north entry', renamed, id, { verb: 'submit', version: 1 })
    expect((await asked('north reviewer', id)).filedOtherwise).toBeNull()
  })

  test('nobody reads it who may not read the record', async () => {
    const id = await filedThen('F-4')
    const stranger = await asPerson(town.as('south entry').id)
    expect((await stranger('GET', `/api/tennis/tournament/${id}/versions/2`)).statusCode).toBe(404)
    expect((await app.inject(`/api/tennis/tournament/${id}/versions/2`)).statusCode).toBe(401)
  })
})
