import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, TODAY, type Town } from '../testing/town.ts'
import type { Reason } from '../act.ts'
import type { Deed } from './deed.ts'
import { actsOf } from './history.ts'
import { ask } from './identity.ts'

const { db, pool } = connect(await freshDatabase())
let town: Town
let go: ReturnType<typeof inTown>
let id: string

beforeAll(async () => {
  town = await buildTown(db)
  go = inTown(town)
  id = (await go.create('north entry', tournament, filled('D-1'))).id
  await go.act('north entry', tournament, id, { verb: 'submit', version: 1 })
})
afterAll(() => pool.end())

const good: Reason = { code: 'name', words: '名称不规范', pins: ['title', 'prizes.0.name'] }
const tries = (deed: Omit<Deed, 'version'>) => go.act('north reviewer', tournament, id, { ...deed, version: 2 })
const askFor = (words: string) =>
  db
    .transaction()
    .execute((tx) =>
      ask({ tx, actor: town.as('east entry'), now: TODAY }, tournament, { id: 'east', kind: 'district' }, { code: 'D-1' }, words),
    )

const unwelcome: [string, string, string][] = [
  ['R-SC-02 a classification mark', '见（机密★五年）文件', 'TEXT_CLASSIFIED'],
  ['R-IV-03 half a character', 'x\ud800', 'INVALID'],
  ['R-IV-03 a direction override', 'x\u202egnp', 'INVALID'],
  ['R-IV-03 a NUL', 'a\u0000b', 'INVALID'],
  ['R-IV-03 a noncharacter', 'x\uffff', 'INVALID'],
]

describe('what is said with an act', () => {
  test.each(unwelcome)('%s stands in no reason and in no request', async (_what, words, code) => {
    await expect(tries({ verb: 'return', reason: { ...good, words } })).rejects.toMatchObject({ status: 422, code })
    await expect(askFor(words)).rejects.toMatchObject({ status: 422, code })
  })

  test('R-AC-04 a code that no list has, or another business’s, a field that the business has not', async () => {
    await expect(tries({ verb: 'return', reason: { ...good, code: 'nobody-knows' } })).rejects.toMatchObject({ code: 'REASON_UNKNOWN' })
    await sql`insert into term (dictionary, code, label, detail) values ('return-reasons', 'score', '比分有误', '{"modules": ["tennis/match"]}')`.execute(
      db,
    )
    await expect(tries({ verb: 'return', reason: { ...good, code: 'score' } })).rejects.toMatchObject({ code: 'REASON_UNKNOWN' })
    for (const pin of ['owner', '\u202etitle', 'title.x', 'constructor'])
      await expect(tries({ verb: 'return', reason: { ...good, pins: [pin] } }), pin).rejects.toMatchObject({ status: 422 })
  })

  test('R-AC-04 a verb takes nothing it has no place for', async () => {
    for (const surplus of [{ reason: good }, { about: 'south' }])
      await expect(tries({ verb: 'pass', ...surplus })).rejects.toMatchObject({ code: 'SURPLUS' })
    await expect(tries({ verb: 'return', reason: good, about: 'south' })).rejects.toMatchObject({ code: 'SURPLUS' })
    await expect(tries({ verb: 'return', reason: good, values: { title: '改' } })).rejects.toMatchObject({ code: 'NOT_CORRECTABLE' })
  })

  test('nothing of all that was kept; what may be said is kept as it was said', async () => {
    expect((await actsOf(db, id)).map((act) => [act.verb, act.reason, act.about])).toEqual([
      ['create', null, null],
      ['submit', null, null],
    ])
    await sql`update term set detail = '{"modules": ["tennis/match", "tennis/tournament"]}' where dictionary = 'return-reasons' and code = 'name'`.execute(
      db,
    )
    await tries({ verb: 'return', reason: good })
    expect((await actsOf(db, id)).at(-1)).toMatchObject({ verb: 'return', reason: good })
  })

  test('a reason struck from the list is chosen no more', async () => {
    await go.act('north entry', tournament, id, { verb: 'submit', version: 3 })
    await sql`update term set valid_until = '2020-01-01' where dictionary = 'return-reasons'`.execute(db)
    await expect(go.act('north reviewer', tournament, id, { verb: 'return', version: 4, reason: good })).rejects.toMatchObject({
      code: 'REASON_UNKNOWN',
    })
  })
})
