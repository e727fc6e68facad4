import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { digestOf } from '#kernel/store/project.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, settle } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

const modules = [tournament, match]
const { db, asPerson } = await testServer(modules)
const town = await buildTown(db, modules)
const { create, act } = inTown(town)
const PATH = '/api/tennis/tournament'
const administrator = await settle(db, '模块管理员', [{ org: 'federation', role: 'module-admin' }])
let number = 0

async function waiting() {
  const { id } = await create('north entry', tournament, filled(`U-${++number}`))
  await act('north entry', tournament, id, { verb: 'submit', version: 1 })
  return id
}
const urge = async (who: { id: string }, id: string, words = '本周五前上会') =>
  (await asPerson(who.id))('POST', `${PATH}/${id}/urgings`, { body: { words } })

describe('加急提醒', () => {
  test('tells those who hold the desk, with the reason and who gave it, and leaves an audit row', async () => {
    const id = await waiting()
    expect((await urge(town.as('federation reviewer'), id)).json()).toEqual({ told: 1 })
    const { rows } = await (await asPerson(town.as('north reviewer').id))('GET', '/api/messages').then((answer) => answer.json())
    expect(rows[0]).toMatchObject({
      kind: 'urged',
      words: '网球赛事《春季公开赛》处于“俱乐部审核”环节，请尽快办理：本周五前上会（federationfederation reviewer）',
    })
    const audit = await sql<{ entry: string }>`select entry from audit where entry like '%tennis/tournament:urge%'`.execute(db)
    expect(JSON.parse(audit.rows[0]!.entry)).toMatchObject({
      object: id,
      result: 'done',
      facts: { told: 1, words: digestOf({ words: '本周五前上会' }) },
    })
    expect(audit.rows[0]!.entry).not.toContain('上会')
  })

  test('once a day for a record, however many press at one instant', async () => {
    const id = await waiting()
    const answers = await Promise.all([urge(town.as('federation reviewer'), id), urge(administrator, id), urge(administrator, id)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
    expect(answers.find(({ statusCode }) => statusCode === 409)!.json().code).toBe('URGED')
  })

  test('is nobody else’s, tells nothing of what one does not see, wants a reason and something that waits', async () => {
    const id = await waiting()
    for (const name of ['north entry', 'federation leader']) expect((await urge(town.as(name), id)).json().code, name).toBe('NOT_ALLOWED')
    const ofAClub = await settle(db, '俱乐部模块管理员', [{ org: 'north', role: 'module-admin' }])
    expect((await urge(ofAClub, id)).json().code).toBe('NOT_ALLOWED')
    // A reviewer, but of a club.
    expect((await urge(town.as('north reviewer'), id)).json().code).toBe('NOT_ALLOWED')
    expect((await urge(town.as('east reviewer'), id)).statusCode).toBe(404)
    expect((await urge(administrator, id, '　 ')).statusCode).toBe(422)
    const draft = (await create('north entry', tournament, filled(`U-${++number}`))).id
    expect((await urge(administrator, draft)).statusCode).toBe(404)
    await act('north reviewer', tournament, id, { verb: 'pass', version: 2 })
    await act('hall entry', tournament, id, { verb: 'pass', version: 3 })
    expect((await urge(administrator, id)).json().code).toBe('NOT_WAITING')
  })

  test('when the desk is empty it says so, and nobody counts as urged', async () => {
    const id = await waiting()
    await sql`update post set revoked_at = now() where person_id = ${town.as('north reviewer').id}`.execute(db)
    expect((await urge(administrator, id)).json().code).toBe('NOBODY')
    await sql`update post set revoked_at = null where person_id = ${town.as('north reviewer').id}`.execute(db)
    expect((await urge(administrator, id)).statusCode).toBe(200)
  })

  test('is for who is to go on with it, not for who decides on something beside', async () => {
    const id = await waiting()
    await sql`insert into todo (record_id, kind, org_id, role, module, stage, title, owner, since, starts, not_for)
      select id, 'ask', 'hall', 'entry', module, stage, title, owner, now(), current_date, '{}' from record where id = ${id}`.execute(db)
    await sql`update record set asks = jsonb_build_array(jsonb_build_object('org', 'south', 'by', ${town.as('south entry').id}::text, 'words', '同办', 'at', now())) where id = ${id}`.execute(
      db,
    )
    expect((await urge(administrator, id)).json()).toEqual({ told: 1 })
    const { rows } = await sql<{ person_id: string }>`select person_id from message where record_id = ${id} and kind = 'urged'`.execute(db)
    expect(rows).toEqual([{ person_id: town.as('north reviewer').id }])
  })

  test('where those who hold the desk have filed it themselves, says so', async () => {
    const both = await settle(db, '兼任', [
      { org: 'north', role: 'entry' },
      { org: 'north', role: 'reviewer' },
    ])
    await sql`update post set revoked_at = now() where person_id = ${town.as('north reviewer').id}`.execute(db)
    const { id } = await create('north entry', tournament, filled(`U-${++number}`))
    await act(both, tournament, id, { verb: 'submit', version: 1 })
    expect((await urge(administrator, id)).json()).toMatchObject({ code: 'NOBODY', message: expect.stringContaining('均参与过该事项填报') })
    await sql`update post set revoked_at = null where person_id = ${town.as('north reviewer').id}`.execute(db)
    expect((await urge(administrator, id)).json()).toEqual({ told: 1 })
  })
})
