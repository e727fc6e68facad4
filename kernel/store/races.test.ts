import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import type { Actor } from '../org.ts'
import { Refusal } from '../refusal.ts'
import { tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, settle, TODAY, type Town } from '../testing/town.ts'
import type { Deed } from './deed.ts'
import { perform } from './perform.ts'

/* Two nodes are two pools on one database: nothing but the database stands between them. */
const url = await freshDatabase()
const nodes = [connect(url, 8), connect(url, 8)] as const
let towns: [Town, Town]
let reviewers: Actor[]

beforeAll(async () => {
  const town = await buildTown(nodes[0].db)
  towns = [town, { ...town, db: nodes[1].db }]
  reviewers = await Promise.all([1, 2, 3, 4].map((at) => settle(nodes[0].db, `reviewer ${at}`, [{ org: 'north', role: 'reviewer' }])))
})
afterAll(() => Promise.all(nodes.map((node) => node.pool.end())))

const node = (at: number) => inTown(towns[at % 2]!)
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  )

const ROUNDS = 1500
const wide = (number: number) => String(number).replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0))

test(
  `F-13 the same document filed by three districts at one instant, ${ROUNDS} rounds: one wins, the others learn of it`,
  { timeout: 300_000 },
  async () => {
    const clubs = ['north', 'south', 'east']
    for (let round = 0; round < ROUNDS; round++) {
      const spelt = [`R-${round}`, `r－${round}`, ` Ｒ-${wide(round)}`]
      const drafts = await Promise.all(clubs.map((club, at) => node(at).create(`${club} entry`, tournament, filled(spelt[at]!))))
      const outcomes = await Promise.all(
        drafts.map((draft, at) =>
          outcome(node(at + round).act(`${clubs[at]} entry`, tournament, draft.id, { verb: 'submit', version: 1 })),
        ),
      )
      expect(outcomes.filter((each) => each === 'done')).toHaveLength(1)
    }
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from record where stage = 'review'`.execute(nodes[0].db)
    expect(rows[0]!.count).toBe(
      (await sql<{ count: number }>`select count(*)::int as count from identity`.execute(nodes[0].db)).rows[0]!.count,
    )
  },
)

test(
  'F-12 four reviewers on two nodes pass or return one record at once, 2,000 rounds: exactly one act each time, the others are told',
  { timeout: 300_000 },
  async () => {
    const { id } = await node(0).create('north entry', tournament, filled('RACE'))
    await node(0).act('north entry', tournament, id, { verb: 'submit', version: 1 })
    let version = 2
    for (let round = 0; round < 2000; round++) {
      const deed: Pick<Deed, 'verb' | 'reason'> =
        round % 5 === 4 ? { verb: 'return', reason: { code: 'name', words: '理由', pins: [] } } : { verb: 'pass' }
      const outcomes = await Promise.all(reviewers.map((who, at) => outcome(node(at).act(who, tournament, id, { ...deed, version }))))
      expect(outcomes.filter((each) => each === 'done')).toHaveLength(1)
      expect(outcomes.filter((each) => each === 'STALE')).toHaveLength(3)
      version++
      if (deed.verb === 'pass') await node(round).act(reviewers[0]!, tournament, id, { verb: 'withdraw', version })
      else await node(round).act('north entry', tournament, id, { verb: 'submit', version })
      version++
    }
    const { rows } = await sql<{
      acts: number
      highest: number
      distinct: number
    }>`select count(*)::int as acts, max(seq)::int as highest, count(distinct seq)::int as distinct from act where record_id = ${id}`.execute(
      nodes[0].db,
    )
    expect(rows[0]).toEqual({ acts: version, highest: version, distinct: version })
  },
)

test(
  'F-15 a post withdrawn while its holder acts, 500 rounds: the act stands before the withdrawal or not at all',
  { timeout: 300_000 },
  async () => {
    const { id } = await node(0).create('south entry', tournament, filled('RIGHTS'))
    await node(0).act('south entry', tournament, id, { verb: 'submit', version: 1 })
    let version = 2
    for (let round = 0; round < 500; round++) {
      const passing = await settle(nodes[0].db, `passing ${round}`, [{ org: 'south', role: 'reviewer' }])
      const revoke = () => sql`update post set revoked_at = now() where person_id = ${passing.id}`.execute(nodes[1].db)
      const [did] = await Promise.all([outcome(node(0).act(passing, tournament, id, { verb: 'pass', version })), revoke()])
      expect(await outcome(node(0).act(passing, tournament, id, { verb: 'withdraw', version: version + 1 }))).not.toBe('done')
      if (did !== 'done') continue
      await node(0).act('south reviewer', tournament, id, { verb: 'withdraw', version: version + 1 })
      version += 2
    }
  },
)

test('F-13 two records filed again under one new number at one instant: the later one learns of the first', async () => {
  const clubs = ['north', 'south'] as const
  const returned = await Promise.all(
    clubs.map(async (club) => {
      const { id } = await node(0).create(`${club} entry`, tournament, filled(`AGAIN-${club}`))
      await node(0).act(`${club} entry`, tournament, id, { verb: 'submit', version: 1 })
      await node(0).act(`${club} entry`, tournament, id, { verb: 'withdraw', version: 2 })
      return id
    }),
  )
  const submission: Deed = { verb: 'submit', version: 3, values: filled('AGAIN') }
  const first = await nodes[0].db.startTransaction().execute()
  const on = { tx: first, actor: towns[0].as('north entry'), now: TODAY, modules: towns[0].modules }
  await perform(on, tournament, returned[0]!, submission)
  // The other stands at the key until the first has decided.
  const second = outcome(node(1).act('south entry', tournament, returned[1]!, submission))
  await expect
    .poll(
      async () =>
        (await sql<{ waits: number }>`select count(*)::int as waits from pg_locks where not granted`.execute(nodes[1].db)).rows[0]!.waits,
    )
    .toBeGreaterThan(0)
  await first.commit().execute()
  expect(await second).toBe('TAKEN')
  const { rows } = await sql<{ key: string }>`select key from identity where record_id = any(${returned}::uuid[]) order by key`.execute(
    nodes[0].db,
  )
  expect(rows.map((row) => row.key)).toEqual(['again', 'again-south'])
})
