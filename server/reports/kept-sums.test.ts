import fc from 'fast-check'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tallied, Window } from '#indicators/figures.ts'
import type { DB } from '#kernel/store/schema.ts'
import { connect } from '../database/connect.ts'
import { withClient } from '../database/with-client.ts'
import { freshDatabase } from '../testing/database.ts'
import { sumsSince, type KeptSums } from './kept-sums.ts'
import { FOREVER, talliedIn } from './tallied.ts'

/* Sums that are brought up to date are the sums that would be read anew, whatever happened meanwhile and whichever transaction began first. */
const url = await freshDatabase()
const { db, pool } = connect(url, 4)
afterAll(() => pool.end())

const FIGURES = ['pilots', 'accepted', 'praise']
const ORGS = ['east', 'west', 'north']
const DAYS = ['2025-03-01', '2026-02-01', '2026-05-01']
const RECORDS = Array.from({ length: 4 }, (_, at) => `00000000-0000-7000-8000-00000000000${at}`)
const windows: Window[] = FIGURES.map((figure) => ({
  figure,
  kinds: null,
  byKind: figure === 'praise',
  from: '2026-01-01',
  to: '2026-12-31',
}))
const ofAll: Window[] = [{ figure: 'pilots', kinds: null, byKind: false, from: '1900-01-01', to: '2026-12-31' }]

beforeAll(async () => {
  for (const [at, id] of ORGS.entries())
    await sql`insert into org (id, name, short, kind, pinyin, position) values (${id}, ${id}, ${id}, 'district', ${id}, ${at})`.execute(db)
  for (const id of RECORDS)
    await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
      values (${id}, 'tennis/tournament', 'east', 'approved', 1, 1, 1, 'x', '{}', '{}', now(), now(), now(), '{}', '')`.execute(db)
})

type Kept = { kept: KeptSums; snapshot: string }

/** As a live report reads them: both questions in one snapshot. */
async function read(before: Kept | null): Promise<Kept & { read: Tallied[][]; anew: Tallied[][] }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(tx)
      const { sums, kept } = await sumsSince(tx, before)
      const both = async (of: (windows: Window[]) => Promise<readonly Tallied[]>) => [inOrder(await of(windows)), inOrder(await of(ofAll))]
      const anew = await both((asked) => talliedIn(tx, asked, FOREVER))
      return { read: await both(sums), anew, kept, snapshot: rows[0]!.snapshot }
    })
}

const inOrder = (rows: readonly Tallied[]) =>
  rows
    .map((row) => JSON.stringify(row))
    .toSorted()
    .map((row) => JSON.parse(row) as Tallied)

type Deed = {
  what: 'count' | 'amount' | 'ground' | 'gone'
  figure: string
  org: string
  on: string
  kind: string
  record: string
  amount: number
}

const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom('count', 'count', 'amount', 'ground', 'gone'),
  ...{ figure: fc.constantFrom(...FIGURES), org: fc.constantFrom(...ORGS), on: fc.constantFrom(...DAYS), kind: fc.constantFrom('', 'a') },
  ...{ record: fc.constantFrom(...RECORDS), amount: fc.integer({ min: 1, max: 9 }) },
})

async function done(on: Kysely<DB>, { what, figure, org, on: day, kind, record, amount }: Deed) {
  const which = sql`figure = ${figure} and org_id = ${org}`
  if (what === 'amount') await sql`update tally set amount = ${amount} where ${which}`.execute(on)
  else if (what === 'ground') await sql`update tally set grounded = not grounded where ${which}`.execute(on)
  else if (what === 'gone') await sql`delete from tally where ${which} and kind = ${kind}`.execute(on)
  else
    await sql`insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at)
      values (${figure}, ${org}, ${day}, ${kind}, ${amount}, '', ${record}, now()) on conflict do nothing`.execute(on)
}

/** What is done at once; what another transaction does that began before the sums are read and ends after it; what is done afterwards. */
const round = fc.record({ before: fc.array(deed, { maxLength: 3 }), across: fc.array(deed, { maxLength: 2 }) })

test('brought up to date from snapshot to snapshot they are what a reading from nothing gives', async () => {
  let known: Kept | null = null
  const property = fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
    for (const { before, across } of rounds) {
      for (const each of before) await done(db, each)
      const open = await db.startTransaction().execute()
      for (const each of across) await done(open, each)
      for (const look of ['while it is open', 'once it has ended']) {
        if (look === 'once it has ended') await open.commit().execute()
        const now = await read(known)
        expect(now.read, look).toEqual(now.anew)
        known = now
      }
    }
  })
  await fc.assert(property, { numRuns: 60 })
})

test('what nothing was told of is not added up again', async () => {
  await done(db, { what: 'count', figure: 'pilots', org: 'west', on: '2026-05-01', kind: 'told', record: RECORDS[0]!, amount: 3 })
  const known = await read(null)
  // As nobody may: past the triggers.
  await withClient(url, (owner) =>
    owner.query(
      `set session_replication_role = replica; update tally set amount = amount + 100 where org_id = 'west' and figure = 'pilots'`,
    ),
  )
  await done(db, { what: 'count', figure: 'pilots', org: 'east', on: '2026-05-01', kind: 'more', record: RECORDS[0]!, amount: 3 })
  const now = await read(known)
  const of = (rows: Tallied[][], org: string) => rows[0]!.filter((row) => row.org === org && row.figure === 'pilots')
  expect(of(now.read, 'west')).toEqual(of(known.read, 'west'))
  expect(of(now.anew, 'west')).not.toEqual(of(known.read, 'west'))
  expect(of(now.read, 'east')).toEqual(of(now.anew, 'east'))
  expect(of(now.read, 'east')).not.toEqual(of(known.read, 'east'))
})
