import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { files } from '../fields/files.ts'
import { link } from '../fields/link.ts'
import { org } from '../fields/org.ts'
import { rows } from '../fields/rows.ts'
import { term } from '../fields/term.ts'
import { text } from '../fields/text.ts'
import { defineModule } from '../module.ts'
import { clubModules, tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, TODAY, type Town } from '../testing/town.ts'
import type { RecordRow } from './record-row.ts'

const parts = {
  about: link('相关赛事', { module: 'tennis/tournament', optional: true }),
  club: org('俱乐部', { among: ['district'], optional: true }),
  ball: term('用球', 'ball', { levels: 2, optional: true }),
  photo: files('照片', { accept: ['png'], optional: true }),
}

const chronicle = defineModule({
  name: '大事记',
  path: 'tennis/chronicle',
  manual: '章程',
  scope: '',
  unit: '则',
  filedBy: ['district'],
  fields: { title: text('标题'), ...parts, items: rows('条目', { optional: true, fields: { words: text('事由'), ...parts } }) },
  title: 'title',
  ledger: ['title', 'about'],
  flow: { entry: { label: '录入', by: 'entry', at: 'owner' }, review: { label: '审核', by: 'reviewer', at: 'owner' } },
  seenBy: {},
})

const { db, pool } = connect(await freshDatabase())
let town: Town
let go: ReturnType<typeof inTown>
let own: string
let hidden: string

beforeAll(async () => {
  town = await buildTown(db, [...clubModules, chronicle])
  go = inTown(town)
  own = await decided('south', { title: '南城赛' })
  hidden = await decided('north', { title: '北城机要赛', clubs: ['north'] })
  await sql`insert into term (dictionary, code, parent, label) values ('ball', 'light', 'green', '轻绿球')`.execute(db)
})
afterAll(() => pool.end())

async function decided(club: string, more: object) {
  const { id } = await go.create(`${club} entry`, tournament, filled(`OF-${club}`, { ...more }))
  await go.act(`${club} entry`, tournament, id, { verb: 'submit', version: 1 })
  await go.act(`${club} reviewer`, tournament, id, { verb: 'pass', version: 2 })
  await go.act('hall entry', tournament, id, { verb: 'pass', version: 3 })
  return id
}

const values = async (id: string) =>
  (await sql<RecordRow>`select * from record where id = ${id}`.execute(db)).rows[0]!.record_values as Record<string, any>
const file = async (who: string, name: string) => {
  const id = v7()
  const actor = town.as(who)
  await sql`insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
    values (${id}, ${'0'.repeat(64)}, ${name}, 'image/png', 7, true, ${actor.id}, ${actor.posts[0]!.org}, ${TODAY}, '')`.execute(db)
  return id
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { status: number; message: string }) => [error.status, error.message],
  )

/** A value in a field of its own, and in a field of a row. */
const places: [string, (value: object) => object][] = [
  ['a field', (value) => ({ title: 'x', ...value })],
  ['a row', (value) => ({ title: 'x', items: [{ words: 'y' }, { words: 'z', ...value }] })],
]

describe.each(places)('R-AC-03 what %s points at', (_where, at) => {
  const create = (value: object) => go.create('south entry', chronicle, at(value))

  test('a hidden record, a foreign module’s and one that never was: one answer, and no title is learnt', async () => {
    const draft = (await go.create('south entry', chronicle, { title: '草稿' })).id
    const answers = await Promise.all(
      [hidden, draft, v7(), town.as('north entry').id].map((id) => problemOf(create({ about: { id, title: '猜一个名称' } }))),
    )
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(answers[0]).toEqual([422, expect.stringContaining('找不到')])
  })

  test('one’s own is held under its title, whatever title came along', async () => {
    const { id } = await create({ about: { id: own, title: '\u202e机密★五年' } })
    const held = await values(id)
    expect(held.about ?? held.items[1].about).toEqual({ id: own, title: '南城赛' })
  })

  test('an organisation of another kind, a term above the lowest, a file of another kind', async () => {
    expect(await problemOf(create({ club: 'hall' }))).toEqual([422, expect.stringContaining('不能在此选择')])
    expect(await problemOf(create({ ball: 'green' }))).toEqual([422, expect.stringContaining('第二级')])
    expect(await problemOf(create({ photo: [{ id: await file('south entry', '原图.pdf') }] }))).toEqual([
      422,
      expect.stringContaining('png'),
    ])
    expect(await problemOf(create({ photo: [{ id: await file('north entry', '别人的.png') }] }))).toEqual([
      422,
      expect.stringContaining('找不到'),
    ])
    const id = await file('south entry', '自己的.png')
    expect(await problemOf(create({ club: 'south', ball: 'light', photo: [{ id, name: '假名.exe', size: 1 }] }))).toBeNull()
  })
})

test('R-AC-04 a link that stands already stays as it was set, also when what it leads to is hidden by now', async () => {
  const { id } = await go.create('south entry', chronicle, { title: 'x', about: { id: own, title: '' } })
  await sql`delete from sight where record_id = ${own}`.execute(db)
  await go.act('south entry', chronicle, id, { verb: 'save', version: 1, values: { title: 'y', about: { id: own, title: '改个名称' } } })
  expect((await values(id)).about).toEqual({ id: own, title: '南城赛' })
})
