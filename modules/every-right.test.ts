import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Module } from '#kernel/module.ts'
import { isAdmin, roles, type Role } from '#kernel/org.ts'
import { keepFile } from '#server/files/keep.ts'
import { askersOf, type Trying } from '#server/testing/askers.ts'
import { castOf } from '#server/testing/cast.ts'
import { businessOf, counters, doorOf, doors } from '#server/testing/doors.ts'
import { every } from '#server/testing/every.ts'
import { exportedIn } from '#server/testing/exported.ts'
import { factsIn, factsOf } from '#server/testing/facts.ts'
import { cellsOf, comesOf, recordRoutes, writesTo, type Cell } from '#server/testing/matrix.ts'
import { named } from '#server/testing/named.ts'
import { paperFor } from '#server/testing/papers.ts'
import type { Call } from '#server/testing/players.ts'
import { atTheDoor, mayRead, seers, type Facts } from '#server/testing/rights.ts'
import { stationsOf, type Station } from '#server/testing/stations.ts'
import { isWritten, ok, Walk, type Standing } from '#server/testing/walk.ts'

/*
 * R-AC-02: who may do what, tried and not believed. Every route of a record, by everybody who could stand to it in any way, at every place where it can
 * stand: what is answered is compared with a table of rules that knows nothing of the product (server/testing/rights.ts).
 */
// With the switch of a demonstration, so that its routes are there to be tried.
const cast = await castOf(every, { demonstration: true })
const { db, app } = cast
// Each record has attachments of its own, so that seeing one record opens no attachment of another.
const walk = new Walk(cast, {
  reuses: true,
  file: (who, field) => {
    const { name, bytes } = paperFor(field)
    const kept = { name, bytes, mime: 'application/pdf', readable: true, person: who.id, org: who.posts[0]!.org, at: new Date() }
    return db.transaction().execute((tx) => keepFile(tx, app.files, kept))
  },
})
const { paths } = ok<{ paths: Record<string, object> }>(await app.inject('/api/openapi.json'))
const document = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))

/** Cells that hang on the person are all tried; of the others, spread evenly, so many that it stays a matter of a minute, however many businesses there are. */
const TRIED = 8_000
const AT_LEAST = 3_000
const AT_ONCE = 6

type Placed = { module: Module; station: Station; record: Standing; facts: Facts; cells: Cell[] }

let placed: Placed[]
let calls = 0
const wrong: string[] = []

beforeAll(async () => {
  placed = await inTurn(
    every.flatMap((module) => stationsOf(cast, walk, module).map((station) => ({ module, station }))),
    async ({ module, station }) => {
      const record = await station.make()
      const facts = await factsOf(db, record.id)
      return { module, station, record, facts, cells: cellsOf(module, facts, record, await askersOf(cast, module, record)) }
    },
  )
}, 300_000)

test('each record is told of to exactly those who see it', async () => {
  for (const { module, record, facts } of placed) {
    const { rows } = await sql<{ orgs: string[] }>`select orgs from outbox where record_id = ${record.id} order by id desc limit 1`.execute(
      db,
    )
    const open = facts.stage === 'void' ? [facts.owner] : seers(module, facts)
    expect(rows[0]!.orgs.toSorted(), `${module.name} ${facts.stage}`).toEqual(open)
  }
})

describe('R-AC-02', () => {
  test('a route is in the matrix of what is done with a record, or has its row among the doors; no row is without a route', () => {
    const rowOf = (route: string) => businessOf(route, every)?.counter ?? route
    const rows = [...Object.keys(doors), ...Object.keys(counters), ...recordRoutes]
    expect([...new Set(document.map(rowOf))].sort()).toEqual(rows.sort())
  })

  test('a door opens to those whom its row names, and to nobody else', { timeout: 300_000 }, async () => {
    const shut: string[] = []
    // A stream never ends; who may listen is tested where it is told (server/live/stream.test.ts).
    const tried = document.filter((route) => doorOf(route, every) !== undefined && route !== 'GET /api/events')
    await inTurn(roles, async (role) => {
      for (const route of tried) {
        const [method, path] = route.split(' ') as ['GET', string]
        const call = await atTheCounter(route, role)
        const answer = await call(method, path.replace(/\{\w+\}/g, NOWHERE), method === 'GET' ? {} : { body: bodyFor(route) })
        calls++
        const door = doorOf(route, every)!
        const open = door === 'anyone' || door.includes(role)
        if (open !== (answer.statusCode !== 403)) shut.push(`${route}, ${role}: ${answer.statusCode} ${answer.body.slice(0, 100)}`)
      }
    })
    expect(shut).toEqual([])
  })

  test('whoever may not is told why, in the words of the table, and nothing happens', { timeout: 300_000 }, async () => {
    const before = await whole()
    const states = new Map(placed.map(({ record }) => [record.id, '']))
    for (const id of states.keys()) states.set(id, await stateOf(id))
    const all = placed.flatMap(({ cells }) => cells).filter((cell) => cell.expected.status !== 200 || !writesTo(cell))
    const personal = all.filter(({ by }) => by === 'person')
    const others = all.filter(({ by }) => by !== 'person')
    const chosen = new Set([...personal, ...spread(others, Math.max(TRIED - personal.length, AT_LEAST))])
    await inTurn(placed, async ({ module, station, record, cells }) => {
      for (const cell of cells) if (chosen.has(cell)) await compare(module, station, record, cell, {})
      if ((await stateOf(record.id)) !== states.get(record.id)) wrong.push(`${module.name} at ${station.name}: refused but done`)
    })
    expect(wrong.splice(0)).toEqual([])
    expect(await whole()).toEqual(before)
  })

  test('the ledger, its count and its Excel hold exactly what somebody may read', { timeout: 300_000 }, async () => {
    const firsts = placed.filter(({ module }, at) => placed.findIndex((each) => each.module === module) === at)
    // No more at once than one person has turns for exports.
    await inTurn(
      firsts,
      async ({ module, record }) => {
        const all = await factsIn(db, module.path)
        for (const asker of await askersOf(cast, module, record)) {
          const readable = all.filter((facts) => mayRead(module, facts, asker)).map(({ id }) => id)
          await listsExactly(module, asker, readable)
        }
      },
      2,
    )
    expect(wrong.splice(0)).toEqual([])
  })

  test('whoever may does it', { timeout: 300_000 }, async () => {
    const done = new Set<string>()
    await inTurn(placed, async ({ module, station, cells }) => {
      // Each thing once in a business, by one person and by one deputy: at the other steps, and by others of the same post, every-flow does it.
      for (const cell of cells.filter((each) => each.expected.status === 200 && writesTo(each))) {
        const once = `${module.path} ${cell.route} ${standsIn(cell)}`
        if (done.has(once)) continue
        done.add(once)
        const twin = await station.make()
        const facts = await factsOf(db, twin.id)
        expect(comesOf(module, facts, cell.asker, cell.route), told(module, station, cell)).toEqual(cell.expected)
        const written =
          ['save', 'submit'].includes(cell.route) && isWritten(module, twin.stage)
            ? await walk.values(module, twin.stage, twin.values, cell.asker)
            : {}
        const state = await stateOf(twin.id)
        await compare(module, station, twin, cell, written)
        if ((await stateOf(twin.id)) === state) wrong.push(`${told(module, station, cell)}: answered and not done`)
      }
    })
    expect(wrong.splice(0)).toEqual([])
  })

  test('that was tried often enough to mean something', () => {
    expect(calls).toBeGreaterThanOrEqual(10_000)
  })
})

const NOWHERE = '019c0000-0000-7000-8000-000000000001'

/** Somebody in a role where it would be right if the role were: at the unit that files, at the desk that decides, at the office. */
async function atTheCounter(route: string, role: Role): Promise<Call> {
  if (isAdmin(role)) return cast.asPerson((await cast.player(`city ${role}`, { org: 'city', role })).id)
  const { module, counter } = businessOf(route, every) ?? {}
  const desk = counter?.endsWith('/round') ? named(module!.flow[module!.round!.step]!.at, { owner: '', values: {} }) : []
  const [unit = cast.pool.district[0]!] = [...desk, ...(module ? walk.filers(module) : [])]
  const { id, call } = await cast.holder(role === 'module-admin' ? 'office' : unit, role)
  return route === 'DELETE /api/session' ? cast.asPerson(id) : call
}

/** What passes a door whose keeper looks at what is brought. */
function bodyFor(route: string): object {
  const { counter } = businessOf(route, every) ?? {}
  if (counter === 'POST ' || counter === 'POST /check') return { values: {} }
  if (counter === 'POST /similar') return { title: '某事项' }
  if (counter === 'POST /imports') return { file: NOWHERE }
  if (counter === 'POST /batches') return { ids: [NOWHERE] }
  return counter === 'POST /asks' ? { key: 'x', words: '本单位也承担该事项' } : {}
}

async function compare(module: Module, station: Station, record: Standing, cell: Cell, values: object) {
  const answer = await cell.send(cell.asker, record, values)
  calls++
  const { status, code } = cell.expected
  const said = answer.statusCode < 400 ? null : (answer.json() as { code: string }).code
  if (answer.statusCode !== status || said !== code)
    wrong.push(`${told(module, station, cell)}: ${answer.statusCode} ${said} in place of ${status} ${code}`)
}

const standsIn = ({ asker }: Cell) => asker.posts.some((post) => post.for !== undefined)

const told = (module: Module, station: Station, { route, asker }: Cell) =>
  `${module.name} at ${station.name}, ${route}, ${asker.role} of ${asker.relation} ${asker.state}`

async function listsExactly(module: Module, asker: Trying, readable: string[]) {
  const base = `/api/${module.path}`
  const stopped = atTheDoor(asker, false)
  const answers = await Promise.all([
    asker.call('GET', base, { query: { limit: '200' } }),
    asker.call('GET', `${base}/count`),
    asker.call('GET', `${base}/export`),
  ])
  calls += answers.length
  const [list, count, sheet] = answers
  const who = `${module.name}, ${asker.role} of ${asker.relation} ${asker.state}`
  if (stopped) {
    for (const answer of answers)
      if (answer.statusCode !== stopped.status || answer.json().code !== stopped.code) wrong.push(`${who}: ${answer.body.slice(0, 100)}`)
    return
  }
  const listed = ok<{ rows: { id: string }[] }>(list).rows.map(({ id }) => id)
  if (listed.toSorted().join() !== readable.toSorted().join()) wrong.push(`${who}: lists ${listed.length} in place of ${readable.length}`)
  if (ok<{ count: number }>(count).count !== readable.length) wrong.push(`${who}: counts ${count.body} in place of ${readable.length}`)
  const records = (await exportedIn(sheet.rawPayload)).records.length
  if (records !== readable.length) wrong.push(`${who}: exports ${records} in place of ${readable.length}`)
}

/** Everything about a record that an act could change, in one word. */
async function stateOf(id: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select md5(concat(record.xmin::text, record::text, (select count(*) from act where record_id = record.id), (select string_agg(todo::text, ',' order by kind, org_id, role) from todo where record_id = record.id),
      (select string_agg(org_id, ',' order by org_id) from sight where record_id = record.id), (select count(*) from message where record_id = record.id and kind = 'urged'))) as state from record where id = ${id}`.execute(
    db,
  )
  return rows[0]!.state
}

/** How much there is of everything that only an act adds to. */
async function whole(): Promise<unknown> {
  const { rows } =
    await sql`select (select count(*) from record) as records, (select count(*) from act) as acts, (select count(*) from todo) as todos,
    (select count(*) from sight) as sights, (select count(*) from identity) as identities, (select count(*) from file_claim) as claims`.execute(
      db,
    )
  return rows[0]
}

/** So many of a list, as evenly as can be. */
function spread<T>(list: readonly T[], count: number): T[] {
  const each = Math.min(1, count / list.length)
  return list.filter((_, at) => Math.floor((at + 1) * each) > Math.floor(at * each))
}

/** Does so for each, a few at once; answers in their order. */
async function inTurn<T, R>(list: readonly T[], work: (item: T) => Promise<R>, atOnce = AT_ONCE): Promise<R[]> {
  const done: R[] = []
  const waiting = list.entries()
  const hand = async () => {
    for (const [at, item] of waiting) done[at] = await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, hand))
  return done
}
