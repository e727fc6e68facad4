import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import type { Actor } from '#kernel/org.ts'
import { pilot } from '#modules/reform/pilot.ts'
import type { Database } from '#server/database/connect.ts'
import type { Shot } from './caller.ts'
import { cookieOf, DISTRICTS, person } from './cast.ts'
import { quantile, type Figures } from './figures.ts'
import { load } from './load.ts'
import type { Ear, Statement } from './overheard.ts'
import type { Server } from './server.ts'

/**
 * The district report over all that was filed, in milliseconds: its aggregate queries through the bare driver, a first computation, live figures and cockpit
 * read by many at once, and how long an approval takes to show in them (half, and the longest).
 */
export type Reported = {
  tallies: number
  aggregate: number
  computed: number
  prepared: Record<string, Figures>
  shown: { p50: number; longest: number }
}

const LIVE = '/api/reports/district/live'
const PREPARED = { live: LIVE, cockpit: '/api/cockpit/district' }
const CLIENTS = 64
const APPROVALS = 5

export async function measureReports(url: string, owner: Database, server: Server, ear: Ear): Promise<Reported> {
  const clerk = person('office', 'entry')
  const ask = <T>(who: Actor, method: 'GET' | 'POST', path: string, body?: object) => asked<T>(server.port, who, method, path, body)
  // A period that was computed before has nothing left to count: every size has two of its own.
  const { rows: used } = await sql<{ count: number }>`select count(*)::int as count from period`.execute(owner)
  const open = async (nth: number) =>
    (await ask<{ id: string }>(clerk, 'POST', '/api/reports/district/periods', { on: quarterBefore(used[0]!.count + nth + 1) })).id
  const [heard, timed] = [await open(0), await open(1)]
  const computing = {
    method: 'POST',
    path: `/api/reports/periods/${heard}/computations`,
    cookie: cookieOf(clerk),
    key: randomUUID(),
  } as const
  const statements = await ear.statementsOf(computing)
  const aggregate = await alone(
    url,
    statements.filter(({ text }) => /\bsum\(amount\)/.test(text)),
  )
  const began = performance.now()
  await ask(clerk, 'POST', `/api/reports/periods/${timed}/computations`)
  const computed = performance.now() - began
  const prepared: Record<string, Figures> = {}
  for (const [name, path] of Object.entries(PREPARED)) {
    const shots = DISTRICTS.slice(0, 8).map((org): Shot => ({ method: 'GET', path, cookie: cookieOf(person(org, 'leader')) }))
    // Prepared before, so that it is not the first counting that is measured.
    await ask(person(DISTRICTS[0]!, 'leader'), 'GET', path)
    prepared[name] = await load({ port: server.port, clients: CLIENTS, seconds: 4, warmUp: 2, shots })
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from tally`.execute(owner)
  return { tallies: rows[0]!.count, aggregate, computed, prepared, shown: await shownAfter(owner, ask) }
}

/** A day in the n-th quarter before this one. */
function quarterBefore(n: number): string {
  const day = new Date()
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 3 * n, 2)).toISOString().slice(0, 10)
}

/** Half of five runs, the first of them cold. */
async function alone(url: string, statements: readonly Statement[]): Promise<number> {
  if (statements.length === 0) throw new Error('A computation was not heard to add anything up')
  const client = new pg.Client({ connectionString: url, options: '-c role=luoshi_app -c timezone=Asia/Shanghai' })
  await client.connect()
  const times: number[] = []
  for (let run = 0; run < 5; run++) {
    const began = performance.now()
    for (const { text, values } of statements) await client.query(text, [...values])
    times.push(performance.now() - began)
  }
  await client.end()
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  )
}

type Ask = <T>(who: Actor, method: 'GET' | 'POST', path: string, body?: object) => Promise<T>

/** Pilots are distributed one by one, and the live figures asked until they say so. */
async function shownAfter(owner: Database, ask: Ask): Promise<{ p50: number; longest: number }> {
  const { rows } = await sql<{ id: string; version: number; lead: string }>`
    select id, version, record_values ->> 'lead' as lead from record
    where module = ${pilot.path} and stage = 'distribute' and record_values ->> 'level' = '国家级' order by id limit ${APPROVALS}`.execute(
    owner,
  )
  const reader = person('office', 'leader')
  const delays: number[] = []
  for (const { id, version, lead } of rows) {
    const before = await pilotsIn(ask, reader)
    await ask(person(lead, 'entry'), 'POST', `/api/${pilot.path}/${id}/acts`, { verb: 'pass', version })
    const began = performance.now()
    while ((await pilotsIn(ask, reader)) === before) {
      if (performance.now() - began > 60_000) throw new Error('An approval did not show in the live figures within a minute')
      await pause(5)
    }
    delays.push(performance.now() - began)
    await pause(Math.random() * 1000)
  }
  delays.sort((a, b) => a - b)
  return { p50: quantile(delays, 0.5), longest: delays.at(-1)! }
}

async function pilotsIn(ask: Ask, reader: Actor): Promise<number> {
  const { units } = await ask<{ units: { values: { pilots: string } }[] }>(reader, 'GET', LIVE)
  return units.reduce((sum, { values }) => sum + Number(values.pilots), 0)
}

async function asked<T>(port: number, who: Actor, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const writing = method === 'GET' ? {} : { 'X-Luoshi': '1', 'Idempotency-Key': randomUUID() }
  const typed = body ? { 'Content-Type': 'application/json' } : {}
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { Cookie: cookieOf(who), ...writing, ...typed },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
