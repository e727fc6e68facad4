import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/org.ts'
import { pilot } from '#modules/reform/pilot.ts'
import type { Database } from '#server/database/connect.ts'
import { digest } from '#server/identity/identify.ts'
import type { Shot } from './caller.ts'
import { cookieOf, DISTRICTS, person, secretOf } from './cast.ts'
import { openCopies } from './copy.ts'
import type { Figures } from './figures.ts'
import { load, type Loaded } from './load.ts'
import type { Statement } from './overheard.ts'
import { pgbench, scriptOf } from './pgbench.ts'
import { settle } from './prepare.ts'
import { evidenceOf, filingOf, pilotStory } from './stories.ts'

/** One step of the flow, done once to each of many pilots that wait for it. */
export type Deed = { name: string; verb: 'submit' | 'pass'; stage: string; version: number; by: Role; first: number }

export const DEEDS: readonly Deed[] = [
  { name: 'submit', verb: 'submit', stage: 'entry', version: 1, by: 'entry', first: 100_000_000_000 },
  { name: 'approve', verb: 'pass', stage: 'review', version: 2, by: 'reviewer', first: 200_000_000_000 },
]

/** Districts that have numbers for codes: pgbench's variables are numbers, and everything of a waiting pilot follows from its own. */
const NUMBERED = DISTRICTS.filter((id) => /^\d+$/.test(id))

export type Times = { clients: number; seconds: number; warmUp: number }

/** Waiting pilots come in blocks of a million numbers, one block for each load. */
const BLOCK = 1_000_000

/** No more than so many can be done in the time: a bound for what is made beforehand, not a guess at the outcome. */
const atMost = ({ clients, seconds, warmUp }: Times) => Math.ceil((seconds + warmUp) * (clients === 1 ? 800 : 2_500))

/** Files what the loads of these times will submit and approve, twice over: for the product and for pgbench. */
export async function fileWaiting(url: string, owner: Database, all: readonly Times[]): Promise<void> {
  const copies = openCopies(url)
  for (const deed of DEEDS) {
    await copies.write(waiting(deed, sampleNumber(deed)))
    for (const [at, times] of all.entries()) {
      for (const block of [2 * at, 2 * at + 1]) {
        for (let n = 0; n < atMost(times); n++) await copies.write(waiting(deed, deed.first + block * BLOCK + n))
      }
    }
  }
  for (let n = 0; n < WATCHED.times; n++) await copies.write(waiting(DEEDS[0]!, WATCHED.first + n))
  await copies.end()
  await settle(owner)
}

/** One more of each, done once to hear what is sent for it. */
const sampleNumber = (deed: Deed) => deed.first + 800 * BLOCK
export const sampleShot = (deed: Deed) => shotAt(deed, sampleNumber(deed))

/** A few more to submit one by one, while somebody watches. */
export const WATCHED = { first: DEEDS[0]!.first + 900 * BLOCK, times: 60 }

const ownerOf = (n: number) => NUMBERED[n % NUMBERED.length]!

const idOf = (n: number) => `01800000-0000-7000-8000-${n}`

function waiting(deed: Deed, n: number) {
  const owner = ownerOf(n)
  const filing = filingOf(n % 100_000)
  // No character may follow the number that pgbench would read as part of a variable's name.
  const values = { ...filing.values, docNo: `建办科函〔2026〕${n}`, districts: [owner], evidence: [evidenceOf(owner)] }
  return pilotStory(idOf(n), { ...filing, owner, values }, deed.stage)
}

export function shotAt(deed: Deed, n: number): Shot {
  const who = person(ownerOf(n), deed.by)
  return {
    method: 'POST',
    path: `/api/${pilot.path}/${idOf(n)}/acts`,
    cookie: cookieOf(who),
    key: `bench-${deed.name}-${n}`,
    body: { verb: deed.verb, version: deed.version },
  }
}

/** The deed done through the product, over and over. `at`: the place of these times in the list given to `fileWaiting`. */
export async function performed(port: number, deed: Deed, at: number, times: Times): Promise<Loaded> {
  const first = deed.first + 2 * at * BLOCK
  return load({ port, ...times, shots: Array.from({ length: atMost(times) }, (_, n) => shotAt(deed, first + n)), once: true })
}

/** The same statements on the same sort of pilots through pgbench. Every transaction is then looked for: it must have moved its record. */
export async function replayed(
  url: string,
  owner: Database,
  deed: Deed,
  at: number,
  times: Times,
  statements: readonly Statement[],
): Promise<Figures> {
  const first = deed.first + (2 * at + 1) * BLOCK
  const span = Math.floor(atMost(times) / times.clients)
  const script = [
    '\\set i :i + 1',
    `\\set n ${first} + :client_id * ${span} + :i`,
    `\\set d case ${NUMBERED.map((id, place) => `when mod(:n, ${NUMBERED.length}) = ${place} then ${id}`).join(' ')} end`,
    scriptOf(statements, varied(sampleNumber(deed), deed.by)),
  ].join('\n')
  const figures = await pgbench({ url, ...times, scripts: [script], define: { i: -1 } })
  const { rows } = await sql<{ moved: number }>`
    select count(*)::int as moved from record where id >= ${idOf(first)} and id < ${idOf(first + BLOCK)} and version = ${deed.version + 1}`.execute(
    owner,
  )
  if (rows[0]!.moved !== figures.fired)
    throw new Error(`pgbench says ${figures.fired} × ${deed.name}, of which ${rows[0]!.moved} are in the database`)
  return figures
}

/** Puts the variables n and d where the sample's own number and district stand. */
function varied(n: number, role: Role): (literal: string) => string {
  const district = ownerOf(n)
  const who: Actor = person(district, role)
  const session = `'\\x${digest(secretOf(who)).toString('hex')}'`
  const named = (text: string) => text.replaceAll(String(n), ':n').replaceAll(district, ':d')
  return (literal) => (literal === session ? `sha256('${named(secretOf(who))}')` : named(literal))
}
