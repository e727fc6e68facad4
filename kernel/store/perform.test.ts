import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { match, tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, TODAY, type Town } from '../testing/town.ts'
import { fold } from '../fold.ts'
import { canonical } from '../fold.ts'
import { actsOf } from './history.ts'
import { create } from './perform.ts'
import { subjectOf, type RecordRow } from './record-row.ts'

const url = await freshDatabase()
const { db, pool } = connect(url)
let town: Town
let go: ReturnType<typeof inTown>

beforeAll(async () => {
  town = await buildTown(db)
  go = inTown(town)
})
afterAll(() => pool.end())

const row = async (id: string) => (await sql<RecordRow>`select * from record where id = ${id}`.execute(db)).rows[0]!
const children = async (id: string) =>
  (
    await sql<RecordRow>`select record.* from facet join record on record.id = facet.record_id where facet.value = ${id} order by owner`.execute(
      db,
    )
  ).rows

async function distributed(code: string) {
  const { id } = await go.create('north entry', tournament, filled(code))
  await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
  await go.act('north reviewer', tournament, id, { verb: 'pass', version: 2 })
  await go.act('hall entry', tournament, id, { verb: 'pass', version: 3, values: { clubs: ['north', 'south', 'east'] } })
  return id
}

describe('a record walks its flow', () => {
  test('from draft to distribution, and every club named gets its task at once', async () => {
    const id = await distributed('A-1')
    const stored = await row(id)
    expect([stored.stage, stored.version, stored.reached]).toEqual(['approved', 4, 3])
    expect((stored.approved as { clubs: string[] }).clubs).toEqual(['north', 'south', 'east'])
    expect((await children(id)).map((child) => [child.owner, child.stage])).toEqual([
      ['east', 'entry'],
      ['north', 'entry'],
      ['south', 'entry'],
    ])
    const { rows: todos } =
      await sql`select org_id, role, kind from todo where module = 'tennis/match' and record_id = any(${(await children(id)).map((child) => child.id)}::uuid[]) order by org_id`.execute(
        db,
      )
    expect(todos).toEqual(['east', 'north', 'south'].map((org) => ({ org_id: org, role: 'entry', kind: 'handle' })))
  })

  test('a reviewer may let nothing but the pinned fields be changed', async () => {
    const { id } = await go.create('north entry', tournament, filled('A-9'))
    await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
    const back = (pins: string[]) =>
      go.act('north reviewer', tournament, id, {
        verb: 'return',
        version: 2,
        reason: { code: 'name', words: '名称有误', pins, only: true },
      })
    await expect(back([])).rejects.toMatchObject({ code: 'PINS_REQUIRED' })
    await back(['title'])
    const save = (change: object) =>
      go.act('north entry', tournament, id, { verb: 'save', version: 3, values: { ...filled('A-9'), ...change } })
    await expect(save({ title: '夏季公开赛', surface: '草地' })).rejects.toMatchObject({
      code: 'NOT_CORRECTABLE',
      detail: { problems: [{ field: 'surface' }] },
    })
    await expect(save({ ball: undefined })).rejects.toMatchObject({ code: 'NOT_CORRECTABLE' })
    await save({ title: '夏季公开赛' })
    expect((await row(id)).title).toBe('夏季公开赛')
  })

  test('is returned with a reason, corrected and filed again', async () => {
    const { id } = await go.create('north entry', tournament, filled('A-2'))
    await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
    await expect(go.act('north reviewer', tournament, id, { verb: 'return', version: 2 })).rejects.toMatchObject({
      code: 'REASON_REQUIRED',
    })
    await go.act('north reviewer', tournament, id, {
      verb: 'return',
      version: 2,
      reason: { code: 'name', words: '名称不规范', pins: ['title'] },
    })
    expect((await row(id)).returned).toMatchObject({ words: '名称不规范', pins: ['title'], step: 'review', byName: 'north reviewer' })
    await go.act('north entry', tournament, id, { verb: 'submit', version: 3, values: filled('A-2', { title: '春季网球公开赛' }) })
    expect(await row(id)).toMatchObject({ stage: 'review', returned: null, title: '春季网球公开赛' })
  })

  test('is withdrawn until the next step acts, and not after', async () => {
    const { id } = await go.create('north entry', tournament, filled('A-3'))
    await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
    await go.act('north entry', tournament, id, { verb: 'withdraw', version: 2 })
    expect((await row(id)).stage).toBe('entry')
    await go.act('north entry', tournament, id, { verb: 'submit', version: 3 })
    await go.act('north reviewer', tournament, id, { verb: 'pass', version: 4 })
    await expect(go.act('north entry', tournament, id, { verb: 'withdraw', version: 5 })).rejects.toMatchObject({ code: 'NOT_YOURS' })
    await go.act('north reviewer', tournament, id, { verb: 'withdraw', version: 5 })
    await go.act('north reviewer', tournament, id, { verb: 'pass', version: 6 })
    await go.act('hall entry', tournament, id, { verb: 'pass', version: 7 })
    await expect(go.act('hall entry', tournament, id, { verb: 'withdraw', version: 8 })).rejects.toMatchObject({ code: 'TOO_LATE' })
  })

  test('reports again after approval, and “no change” is one act', async () => {
    const id = await distributed('A-4')
    const [child] = await children(id)
    const report = { status: '进行中', score: '1:0' }
    await go.act('east entry', match, child!.id, { verb: 'submit', version: 1, values: report })
    await go.act('east reviewer', match, child!.id, { verb: 'pass', version: 2 })
    await go.act('federation reviewer', match, child!.id, { verb: 'pass', version: 3 })
    await go.act('east entry', match, child!.id, { verb: 'unchanged', version: 4 })
    expect(await row(child!.id)).toMatchObject({ stage: 'review', round: 2, version: 5 })
    await go.act('east reviewer', match, child!.id, { verb: 'pass', version: 5 })
    await go.act('federation reviewer', match, child!.id, { verb: 'pass', version: 6 })
    await go.act('east entry', match, child!.id, { verb: 'renew', version: 7 })
    await expect(
      go.act('east entry', match, child!.id, { verb: 'submit', version: 8, values: { status: '已结束', score: '2:0' } }),
    ).rejects.toMatchObject({ code: 'INCOMPLETE' })
    await go.act('east entry', match, child!.id, {
      verb: 'submit',
      version: 8,
      values: { status: '已结束', score: '2:0', endedOn: '2026-05-01' },
    })
    await go.act('east reviewer', match, child!.id, { verb: 'pass', version: 9 })
    await go.act('federation reviewer', match, child!.id, { verb: 'pass', version: 10 })
    await expect(go.act('east entry', match, child!.id, { verb: 'renew', version: 11 })).rejects.toMatchObject({ code: 'FINISHED' })
  })

  test('a correction afterwards opens what it adds and takes back what it drops, unless already reported', async () => {
    const id = await distributed('A-5')
    await go.act('hall entry', tournament, id, { verb: 'amend', version: 4, values: { clubs: ['north', 'south'] } })
    expect((await children(id)).map((child) => [child.owner, child.stage])).toEqual([
      ['east', 'void'],
      ['north', 'entry'],
      ['south', 'entry'],
    ])
    await go.act('hall entry', tournament, id, { verb: 'amend', version: 5, values: { clubs: ['north', 'south', 'east'] } })
    expect((await children(id)).filter((child) => child.stage === 'entry').map((child) => child.owner)).toEqual(['east', 'north', 'south'])
    const north = (await children(id)).find((child) => child.owner === 'north')!
    await go.act('north entry', match, north.id, { verb: 'submit', version: 1, values: { status: '进行中', score: '0:0' } })
    await expect(go.act('hall entry', tournament, id, { verb: 'amend', version: 6, values: { clubs: ['south'] } })).rejects.toMatchObject({
      code: 'ALREADY_REPORTED',
    })
  })
})

test('a correction is followed by reports that are open; what is decided keeps what it was filed under until the next report begins', async () => {
  const id = await distributed('A-7')
  const [east, north, south] = (await children(id)).map((child) => child.id) as [string, string, string]
  const report = { status: '进行中', score: '1:0' }
  await go.act('east entry', match, east, { verb: 'submit', version: 1, values: report })
  await go.act('east reviewer', match, east, { verb: 'pass', version: 2 })
  await go.act('federation reviewer', match, east, { verb: 'pass', version: 3 })
  await go.act('north entry', match, north, { verb: 'submit', version: 1, values: report })
  await go.act('hall entry', tournament, id, { verb: 'amend', version: 4, values: { title: '夏季公开赛' } })

  const named = { tournament: { id, title: '夏季公开赛' } }
  expect(await row(north)).toMatchObject({ stage: 'review', version: 3, title: '夏季公开赛', record_values: { ...named, ...report } })
  expect(await row(south)).toMatchObject({ stage: 'entry', version: 2, title: '夏季公开赛', record_values: named })
  expect(await row(east)).toMatchObject({ stage: 'approved', version: 4, title: '春季公开赛' })
  expect((await actsOf(db, north)).at(-1)).toMatchObject({ verb: 'amend', byName: 'hall entry', org: 'hall', from: 'review', to: 'review' })
  // Whoever corrected has written nothing there and may be asked for a word on it; the report goes on as it was.
  expect((await row(north)).hands).toEqual({ entry: [town.as('north entry').id] })
  await go.act('north reviewer', match, north, { verb: 'pass', version: 3 })

  await go.act('east entry', match, east, { verb: 'renew', version: 4 })
  expect(await row(east)).toMatchObject({ record_values: named, approved: { tournament: { title: '春季公开赛' } } })
  // Corrected again while the second report is open, the first stays as it was filed.
  await go.act('hall entry', tournament, id, { verb: 'amend', version: 5, values: { title: '秋季公开赛' } })
  expect(await row(east)).toMatchObject({
    ...{ title: '秋季公开赛', record_values: { tournament: { title: '秋季公开赛' } } },
    approved: { tournament: { title: '春季公开赛' } },
  })
  // A correction of something else leaves reports alone.
  const { version } = await row(south)
  await go.act('hall entry', tournament, id, { verb: 'amend', version: 6, values: { startsOn: '2026-07-01' } })
  expect((await row(south)).version).toBe(version)
})

test('R-AU-02 what is opened and taken back is told of the organisation it was done for, whatever else the person holds', async () => {
  const { settle } = await import('../testing/town.ts')
  const clerk = await settle(db, 'of two halls', [
    { org: 'park', role: 'entry' },
    { org: 'hall', role: 'entry' },
  ])
  const { id } = await go.create('north entry', tournament, filled('A-6'))
  await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
  await go.act('north reviewer', tournament, id, { verb: 'pass', version: 2 })
  await go.act(clerk, tournament, id, { verb: 'pass', version: 3 })
  await go.act(clerk, tournament, id, { verb: 'amend', version: 4, values: { clubs: ['north'] } })
  const told = await Promise.all((await children(id)).map(async (child) => (await actsOf(db, child.id)).map((act) => [act.verb, act.org])))
  expect(told).toEqual([
    [['open', 'hall']],
    [
      ['open', 'hall'],
      ['discard', 'hall'],
    ],
  ])
})

test('a stale version is refused and names who came first', async () => {
  const { id } = await go.create('north entry', tournament, filled('B-1'))
  await go.act('north entry', tournament, id, { verb: 'save', version: 1, values: filled('B-1', { title: '夏季赛' }) })
  await expect(go.act('north entry', tournament, id, { verb: 'save', version: 1, values: filled('B-1') })).rejects.toMatchObject({
    status: 409,
    code: 'STALE',
    detail: { facts: { by: 'north entry', version: 2 } },
  })
})

test('only what a step may correct can be changed there', async () => {
  const { id } = await go.create('north entry', tournament, filled('B-2'))
  await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
  await go.act('north reviewer', tournament, id, { verb: 'pass', version: 2 })
  await expect(go.act('hall entry', tournament, id, { verb: 'pass', version: 3, values: { title: '别的' } })).rejects.toMatchObject({
    code: 'NOT_CORRECTABLE',
  })
})

test('a post withdrawn a moment ago no longer acts (R-AC-08)', async () => {
  const { id } = await go.create('north entry', tournament, filled('B-3'))
  await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
  const { settle } = await import('../testing/town.ts')
  const gone = await settle(db, 'gone', [{ org: 'north', role: 'reviewer' }])
  await sql`update post set revoked_at = now() where person_id = ${gone.id}`.execute(db)
  await expect(go.act(gone, tournament, id, { verb: 'pass', version: 2 })).rejects.toMatchObject({ status: 409 })
  expect((await row(id)).stage).toBe('review')
})

test('a post withdrawn a moment ago begins nothing either, whatever post of the kind is held elsewhere (R-AC-08)', async () => {
  const { settle } = await import('../testing/town.ts')
  const posts = [
    { org: 'north', role: 'entry' as const },
    { org: 'south', role: 'entry' as const },
  ]
  const gone = await settle(db, 'gone from north', posts)
  await sql`update post set revoked_at = now() where person_id = ${gone.id} and org_id = 'north'`.execute(db)
  const begin = (org: string) =>
    db
      .transaction()
      .execute((tx) =>
        create({ tx, actor: gone, now: TODAY, modules: town.modules }, tournament, { id: org, kind: 'district' }, { title: '赛' }),
      )
  await expect(begin('north')).rejects.toMatchObject({ status: 403 })
  expect((await row((await begin('south')).id)).owner).toBe('south')
})

test('the stored record, its sight and its to-dos are what its acts add up to', async () => {
  const { rows } = await sql<RecordRow>`select * from record`.execute(db)
  expect(rows.length).toBeGreaterThan(8)
  for (const each of rows) {
    const module = [tournament, match].find((known) => known.path === each.module)!
    const folded = fold(module, await actsOf(db, each.id))
    expect(canonical(subjectOf(each).state)).toBe(canonical(folded))
  }
})

describe('one identity, one record', () => {
  test('a second club is shown the first and asks to be added; the host admits it', async () => {
    const { ask } = await import('./identity.ts')
    const { id } = await go.create('north entry', tournament, filled('C-1'))
    await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
    const second = await go.create('east entry', tournament, filled('ｃ－１ '))
    await expect(go.act('east entry', tournament, second.id, { verb: 'submit', version: 1 })).rejects.toMatchObject({
      code: 'TAKEN',
      detail: { facts: { existing: { owner: 'north', stageLabel: '俱乐部审核', asked: false } } },
    })
    const east = town.as('east entry')
    await db
      .transaction()
      .execute((tx) =>
        ask({ tx, actor: east, now: new Date() }, tournament, { id: 'east', kind: 'district' }, { code: 'c-1' }, '我区也承接了'),
      )
    await expect(
      db
        .transaction()
        .execute((tx) =>
          ask({ tx, actor: east, now: new Date() }, tournament, { id: 'east', kind: 'district' }, { code: 'C-1' }, '再申请'),
        ),
    ).rejects.toMatchObject({ code: 'ALREADY_ASKED' })
    await go.act('north reviewer', tournament, id, { verb: 'pass', version: 3 })
    await go.act('hall entry', tournament, id, { verb: 'admit', version: 4, about: 'east' })
    await go.act('hall entry', tournament, id, { verb: 'pass', version: 5 })
    expect((await children(id)).map((child) => child.owner)).toEqual(['east', 'north', 'south'])
    expect((await row(id)).asks).toEqual([])
  })
})
