import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import type { Actor } from '../org.ts'
import { sees } from '../parties.ts'
import type { Refusal } from '../refusal.ts'
import { match, tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, type Town } from '../testing/town.ts'
import { abilities } from '../workflow.ts'
import { deskOf } from './desk.ts'
import { ledgerCount, ledgerPage, readFilter } from './ledger.ts'
import { load } from './load.ts'
import { subjectOf, type RecordRow } from './record-row.ts'

const url = await freshDatabase()
const { db, pool } = connect(url)
let town: Town

beforeAll(async () => {
  town = await buildTown(db)
  await wander()
})
afterAll(() => pool.end())

/** One of those who may act does one of the things they may, again and again by a fixed seed: records end up at all stages. */
async function wander() {
  const go = inTown(town)
  for (let at = 0; at < 14; at++) {
    await go.create(
      ['north entry', 'south entry', 'east entry'][at % 3]!,
      tournament,
      filled(`S-${at}`, { host: at % 2 ? 'hall' : 'park', clubs: [['north'], ['south', 'east'], ['east'], ['north', 'south']][at % 4] }),
    )
  }
  for (const [at, choice] of fc.sample(fc.tuple(fc.nat(60), fc.nat(1000)), { numRuns: 120, seed: 7 })) {
    const { rows } = await sql<RecordRow>`select * from record where stage <> 'void' order by id`.execute(db)
    const row = rows[at % rows.length]!
    const module = row.module === 'tennis/match' ? match : tournament
    const open = everybody().flatMap((who) =>
      abilities(module, subjectOf(row), who)
        .filter((able) => !able.refused && able.verb !== 'discard')
        .map((able) => ({ who, verb: able.verb })),
    )
    const move = open[choice % open.length]
    if (!move) continue
    const values = module === match && move.verb === 'submit' ? { values: { status: '进行中', score: '1:1' } } : {}
    const reason = move.verb === 'return' ? { reason: { code: 'name', words: '理由', pins: [] } } : {}
    await go.act(move.who, module, row.id, {
      verb: move.verb,
      version: row.version,
      ...reason,
      ...values,
    })
  }
}

const orgIds = ['north', 'south', 'east', 'hall', 'park', 'federation']
const everybody = () => orgIds.flatMap((org) => ['entry', 'reviewer', 'leader'].map((role) => town.as(`${org} ${role}`)))
const roles = ['entry', 'reviewer', 'leader', 'module-admin', 'system-admin', 'security-admin', 'audit-admin'] as const
const anybody = fc
  .array(fc.record({ org: fc.constantFrom(...orgIds), role: fc.constantFrom(...roles) }), { maxLength: 4 })
  .map((posts): Actor => ({ id: '00000000-0000-7000-8000-000000000000', name: 'x', posts }))

test('the town has records at every stage', async () => {
  const { rows } = await sql<{ module: string; stage: string }>`select distinct module, stage from record`.execute(db)
  expect(rows.length).toBeGreaterThanOrEqual(5)
})

test('visibility both ways: the list’s condition and `sees` agree for any person and any record', async () => {
  const { rows } = await sql<RecordRow>`select * from record`.execute(db)
  await fc.assert(
    fc.asyncProperty(anybody, async (who) => {
      for (const module of [tournament, match]) {
        const listed = new Set(
          (await ledgerPage(db, module, who, readFilter(module, {}), { sort: 'newest', after: null, limit: 200 })).rows.map(
            (row) => row.id,
          ),
        )
        const seen = rows.filter((row) => row.module === module.path && sees(module, subjectOf(row), who)).map((row) => row.id)
        expect([...listed].sort()).toEqual(seen.sort())
        expect((await ledgerCount(db, module, who, readFilter(module, {}))).count).toBe(seen.length)
      }
    }),
    { numRuns: 150 },
  )
})

test('R-AC-03 a hidden record and one that never was give the same refusal', async () => {
  const { rows } =
    await sql<RecordRow>`select * from record where module = 'tennis/tournament' and not exists (select 1 from sight where record_id = record.id and org_id = 'south')`.execute(
      db,
    )
  const stranger = town.as('south leader')
  const answers = await Promise.all(
    [rows[0]!.id, '00000000-0000-7000-8000-000000000000'].map((id) =>
      load(db, tournament, id, stranger).catch((error: Refusal) => [error.status, error.code, error.message]),
    ),
  )
  expect(answers[0]).toEqual(answers[1])
})

test('nobody finds on the desk what the record would refuse them', async () => {
  for (const org of orgIds) {
    for (const role of ['entry', 'reviewer'] as const) {
      const who = town.as(`${org} ${role}`)
      const desk = await deskOf(db, who, { module: null, kind: null, after: 0, limit: 200 })
      for (const todo of desk.rows) {
        const module = todo.module === 'tennis/match' ? match : tournament
        const { subject } = await load(db, module, todo.recordId, who)
        expect(sees(module, subject, who)).toBe(true)
      }
    }
  }
})
