import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { clubModules, naming, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, settle, TODAY } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { remindAll } from './reminders.ts'

const { db } = await testServer(clubModules)
const town = await buildTown(db)
const { create, act } = inTown(town)
const at = (days: number) => new Date(TODAY.getTime() + days * 24 * 60 * 60 * 1000)
let number = 0

/** What waits for north's reviewers, due on the fifth day from TODAY. */
async function waiting() {
  const { id } = await create('north entry', tournament, filled(`R-${++number}`))
  await act('north entry', tournament, id, { verb: 'submit', version: 1 })
  return id
}

const told = async (id: string, name = 'north reviewer') => {
  const { rows } = await sql<{ kind: string; words: string }>`
    select kind, words from message where record_id = ${id} and person_id = ${town.as(name).id} order by at`.execute(db)
  return rows
}

beforeEach(async () => {
  await sql`delete from todo`.execute(db)
  await sql`delete from message`.execute(db)
})

describe('reminders', () => {
  test('come three days and one day before, on the day, and after it on the first, third and seventh day and every week, each once', async () => {
    const id = await waiting()
    for (let day = 0; day <= 30; day++) for (const _again of [1, 2]) await remindAll(db, clubModules, at(day))
    expect((await told(id)).map(({ kind, words }) => [kind, words.split('，')[1]])).toEqual([
      ['due', '还有3天到期。'],
      ['due', '还有1天到期。'],
      ['due', '今天到期。'],
      ['overdue', '已超期1天。'],
      ['overdue', '已超期3天。'],
      ['overdue', '已超期7天。'],
      ['overdue', '已超期14天。'],
      ['overdue', '已超期21天。'],
    ])
    expect((await told(id))[0]!.words).toBe('网球赛事《春季公开赛》的“俱乐部审核”办理期限为2026-05-09，还有3天到期。')
    expect(await told(id, 'north entry')).toEqual([])
    expect(await told(id, 'south reviewer')).toEqual([])
  })

  test('nodes that wake together after a long night give the latest one, once', async () => {
    const id = await waiting()
    await Promise.all([remindAll(db, clubModules, at(9)), remindAll(db, clubModules, at(9)), remindAll(db, clubModules, at(9))])
    expect((await told(id)).map(({ words }) => words.split('，')[1])).toEqual(['已超期4天。'])
    const { rows } = await sql<{ days: number }>`select days from reminder where record_id = ${id}`.execute(db)
    expect(rows).toEqual([{ days: 3 }])
  })

  test('many at once are all given', async () => {
    const ids = []
    for (let each = 0; each < 5; each++) ids.push(await waiting())
    await sql`insert into todo select record_id, kind, org_id, role || copy, module, stage, title, owner, since, starts, due, not_for from todo, generate_series(1, 250) copy`.execute(
      db,
    )
    expect(await remindAll(db, clubModules, at(5))).toBe(5 * 251)
    expect(await remindAll(db, clubModules, at(5))).toBe(0)
    for (const id of ids) expect(await told(id)).toHaveLength(1)
  })

  test('go to a deputy as well, and not to who may not handle it', async () => {
    const clerkAndReviewer = await settle(db, '兼任', [
      { org: 'north', role: 'entry' },
      { org: 'north', role: 'reviewer' },
    ])
    const deputy = town.as('north leader')
    await sql`insert into deputation (id, org_id, principal_id, deputy_id, starts_on, ends_on, named_at) values (${v7()}, 'north', ${town.as('north reviewer').id}, ${deputy.id}, current_date, current_date, now())`.execute(
      db,
    )
    const { id } = await create('north entry', tournament, filled(`R-${++number}`))
    await act(clerkAndReviewer, tournament, id, { verb: 'submit', version: 1 })
    await remindAll(db, clubModules, at(5))
    const { rows } = await sql<{
      name: string
    }>`select name from message join person on person.id = person_id where record_id = ${id} order by name`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual(['north leader', 'north reviewer'])
    await sql`update deputation set ended_at = now()`.execute(db)
  })

  test('what is handled is not told of any more; a new day of the same to-do is', async () => {
    const id = await waiting()
    await remindAll(db, clubModules, at(5))
    await sql`update todo set due = due + 10 where record_id = ${id}`.execute(db)
    await remindAll(db, clubModules, at(12))
    await act('north reviewer', tournament, id, { verb: 'pass', version: 2 })
    await remindAll(db, clubModules, at(30))
    expect((await told(id)).map(({ words }) => words.split('，')[1])).toEqual(['今天到期。', '还有3天到期。'])
  })

  test('where time running out has a consequence, say which', async () => {
    const { id } = await create('north entry', naming, { title: '白云球场', plan: '方案' })
    await act('north entry', naming, id, { verb: 'submit', version: 1 })
    await act('north reviewer', naming, id, { verb: 'pass', version: 2 })
    await act('federation reviewer', naming, id, { verb: 'decide', outcome: 'listed', version: 3 })
    await remindAll(db, clubModules, at(28))
    expect(await told(id, 'north entry')).toEqual([
      {
        kind: 'lapsing',
        words: '球场命名《白云球场》的“俱乐部报送施工图”办理期限为2026-06-04，还有3天到期。到期仍未办理的，系统将自动按“移出名录”处理。',
      },
    ])
  })

  test('one that cannot be given keeps back none of the others, is reported, and is given once it can', async () => {
    const broken = await waiting()
    const sound = await waiting()
    await sql`update record set deadline = '{"on": "2026-05-09", "lapses": "no such outcome"}' where id = ${broken}`.execute(db)
    const failed: unknown[] = []
    expect(await remindAll(db, clubModules, at(5), (error) => failed.push(error))).toBe(1)
    expect(failed).toHaveLength(1)
    expect([(await told(broken)).length, (await told(sound)).length]).toEqual([0, 1])
    await sql`update record set deadline = '{"on": "2026-05-09", "lapses": null}' where id = ${broken}`.execute(db)
    expect(await remindAll(db, clubModules, at(5))).toBe(1)
    expect(await told(broken)).toHaveLength(1)
  })
})
