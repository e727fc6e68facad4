import { sql } from 'kysely'
import type { Actor } from '#kernel/org.ts'
import { cursorOf } from '#kernel/store/cursor.ts'
import { pilot } from '#modules/reform/pilot.ts'
import type { Database } from '#server/database/connect.ts'
import type { Shot } from './caller.ts'
import { cookieOf, DISTRICTS, LEADS, person } from './cast.ts'
import { filingOf, THEMES } from './stories.ts'

/** One thing that people do, in several variants: eight districts look, or eight values are filtered by. */
export type Scene = { name: string; viewer: 'office' | 'district'; shots: Shot[] }

const VARIANTS = 8
const BASE = `/api/${pilot.path}`

/** What is read: the ledger in every way it offers, a record, the desk. */
export async function scenesOf(db: Database, pilots: number): Promise<Scene[]> {
  const scenes: Scene[] = []
  for (const viewer of ['office', 'district'] as const) {
    const viewers = Array.from({ length: VARIANTS }, (_, at) =>
      viewer === 'office' ? person('office', 'reviewer') : person(DISTRICTS[at * 5]!, 'reviewer'),
    )
    const scene = (name: string, path: (at: number) => string) => {
      scenes.push({ name, viewer, shots: viewers.map((who, at) => ({ method: 'GET', path: encodeURI(path(at)), cookie: cookieOf(who) })) })
    }
    const asking = (name: string, body: (at: number) => object) => {
      scenes.push({
        name,
        viewer,
        // What is asked in a body keeps nothing, so that one key will do for all.
        shots: viewers.map((who, at) => ({
          method: 'POST',
          path: `${BASE}/similar`,
          cookie: cookieOf(who),
          key: 'bench-question',
          body: body(at),
        })),
      })
    }
    const deepest = await Promise.all(viewers.map((who) => deepNewest(db, who)))
    const deepDue = await Promise.all(viewers.map((who) => deepByDue(db, who)))
    const ids = await Promise.all(viewers.map((who) => someRecord(db, who)))
    scene('first page', () => BASE)
    scene('lead', (at) => `${BASE}?lead=${LEADS[at * 5]}`)
    scene('involves a district', (at) => `${BASE}?districts=${DISTRICTS[at * 5 + 1]}`)
    scene('stage', (at) => `${BASE}?stage=${at % 2 ? 'review' : 'distribute'}`)
    scene('date range', (at) => `${BASE}?dueOn.from=202${4 + (at % 6)}-01-01&dueOn.to=202${4 + (at % 6)}-03-31`)
    scene(
      'lead, level, stage, dates',
      (at) => `${BASE}?lead=${LEADS[at * 5]}&level=国家级&stage=approved,distribute&dueOn.from=2025-01-01&dueOn.to=2026-12-31`,
    )
    scene('by due date', (at) => `${BASE}?sort=${at % 2 ? '-' : ''}dueOn`)
    scene('by document number', (at) => `${BASE}?sort=${at % 2 ? '-' : ''}docNo`)
    scene('lead, by due date', (at) => `${BASE}?lead=${LEADS[at * 5]}&sort=-dueOn`)
    scene('search: common word', (at) => `${BASE}?q=${THEMES[at * 5]}`)
    scene('search: title', (at) => `${BASE}?q=${filingOf(at * 7).values.title.slice(0, 6)}`)
    const titled = (n: number) => filingOf(n).values.title
    asking('similar: title', (at) => ({ title: titled(at * 7), id: ids[at] }))
    asking('similar: half a title', (at) => ({ title: titled(at * 7).slice(0, 4), id: ids[at] }))
    asking('similar: three titles in one', (at) => ({ title: [7, 11, 13].map((n) => titled(at * n)).join('与'), id: ids[at] }))
    scene('search: document number', (at) => `${BASE}?q=${filingOf(Math.floor((pilots * (at + 1)) / 10)).values.docNo}`)
    scene('deep page, newest', (at) => `${BASE}?after=${deepest[at]}`)
    scene('deep page, by due date', (at) => `${BASE}?sort=dueOn&after=${deepDue[at]}`)
    scene('count', () => `${BASE}/count`)
    scene('count: lead', (at) => `${BASE}/count?lead=${LEADS[at * 5]}`)
    scene('count: common word', (at) => `${BASE}/count?q=${THEMES[at * 5]}`)
    scene('record', (at) => `${BASE}/${ids[at]}`)
    scene('record: history', (at) => `${BASE}/${ids[at]}/acts`)
    scene('desk', () => '/api/todos')
    scene('desk: numbers', () => '/api/todos/summary')
  }
  return scenes
}

const seenBy = (who: Actor) =>
  sql`module = ${pilot.path} and record_id in (select record_id from sight where module = ${pilot.path} and org_id = ${who.posts[0]!.org})`

/** Where the middle page begins. */
async function deepNewest(db: Database, who: Actor): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with seen as (select record_id from sight where module = ${pilot.path} and org_id = ${who.posts[0]!.org})
    select record_id as id from seen order by record_id desc offset (select count(*) / 2 from seen) limit 1`.execute(db)
  return cursorOf(rows[0]!.id, rows[0]!.id)
}

/** Nine tenths of the way down. */
async function deepByDue(db: Database, who: Actor): Promise<string> {
  const { rows } = await sql<{ value: string; id: string }>`
    with seen as (select value, record_id from facet where field = 'dueOn' and ${seenBy(who)})
    select value, record_id as id from seen order by value, record_id offset (select count(*) * 9 / 10 from seen) limit 1`.execute(db)
  return cursorOf(rows[0]!.value, rows[0]!.id)
}

/** A decided one that opened reports. */
async function someRecord(db: Database, who: Actor): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from record where module = ${pilot.path} and stage = 'approved' and id in (select record_id from sight where module = ${pilot.path} and org_id = ${who.posts[0]!.org}) offset 20 limit 1`.execute(
    db,
  )
  return rows[0]!.id
}
