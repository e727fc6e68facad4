import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { dayOf, periodOf } from '#kernel/day.ts'
import type { LinkRule } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { Refusal } from '#kernel/refusal.ts'
import { isChosenLink } from '#kernel/store/link-rules.ts'
import { boardsOf, type Boards } from '../cockpit/boards.ts'
import type { Database } from '../database/connect.ts'
import { compute } from './compute.ts'
import { reports, type ReportId } from './reports.ts'
import { schemeOn } from './schemes.ts'

/** How a report stands now: nothing that anybody fixed. */
export type LiveReport = {
  first: string
  last: string
  at: Date
  scheme: Scheme
  units: Unit[]
  result: Scored
  boards: Boards
  /** For whoever only shows it: made once, sent to everybody, and its name for whoever has it already. */
  json: Buffer
  etag: string
}

/** Looked at again in the background after so many milliseconds, as long as somebody asks. */
const LOOK_EVERY = 400

/** What was looked at longer ago is not served any more: whatever was decided shows within two seconds. */
const SERVED_FOR = 2_000

/** Older than this it is computed anew whatever has happened: the outbox does not reach back for ever. */
const COUNT_ANEW = 60 * 60_000

/**
 * The live figures of a node, prepared: whoever asks gets what is known while one look runs behind, and waits for that look only where what is known is too old.
 * Whether something has happened is asked of the outbox, which every act writes to, so that no node has to tell another. A look that fails is told to `log` and
 * tried again; nobody but who waits for it is refused.
 */
export class Live {
  readonly #db: Database
  readonly #report: ReportId
  readonly #modules: readonly Module[]
  readonly #counting: string[]
  readonly #log: (error: unknown) => void
  #known: { report: LiveReport; snapshot: string; stamp: string; at: number } | null = null
  /** When the latest look that came to an end began, and the latest of all. */
  #lookedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<LiveReport> | null = null

  constructor(db: Database, modules: readonly Module[], report: ReportId, log: (error: unknown) => void) {
    this.#db = db
    this.#report = report
    this.#modules = modules
    this.#counting = countingModules(modules)
    this.#log = log
  }

  async now(at: Date): Promise<LiveReport> {
    const now = performance.now()
    const known = this.#known && now - this.#lookedAt < SERVED_FOR ? this.#known.report : null
    if (known && now - this.#triedAt < LOOK_EVERY) return known
    const looking = this.#looking ?? this.#begin(at)
    return known ?? looking
  }

  #begin(at: Date): Promise<LiveReport> {
    const looking = this.#look(at).finally(() => (this.#looking = null))
    this.#looking = looking
    looking.catch((error: unknown) => {
      // That there is no scheme is for those who ask, not for the log.
      if (!(error instanceof Refusal)) this.#log(error)
    })
    return looking
  }

  async #look(at: Date): Promise<LiveReport> {
    const began = performance.now()
    this.#triedAt = began
    const { first, last } = periodOf(dayOf(at), reports[this.#report].every)
    const scheme = await schemeOn(this.#db, this.#report, last)
    const stamp = [scheme.id, scheme.version, first, await this.#others(first)].join(' ')
    const known = this.#known
    if (known?.stamp !== stamp || began - known.at > COUNT_ANEW || (await this.#happened(known.snapshot)))
      this.#known = { ...(await this.#computed(scheme.content, { first, last }, at)), stamp, at: began }
    this.#lookedAt = began
    return this.#known!.report
  }

  /** Another text when an organisation is new, renamed or retired, or a figure was entered by hand. */
  async #others(first: string): Promise<string> {
    const { rows } = await sql<{ stamp: string }>`
      select (select count(*) || '-' || sum(version) from org) || ' '
        || (select count(*) from hand_figure join period on period.id = period_id where report = ${this.#report} and first_day = ${first}) as stamp`.execute(
      this.#db,
    )
    return rows[0]!.stamp
  }

  /** Whether something that counts has come about since, whichever transaction began first. */
  async #happened(snapshot: string): Promise<boolean> {
    const { rows } = await sql<{ yes: boolean }>`
      select exists (select 1 from outbox where xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)
        and module = any(${this.#counting}::text[])) as yes`.execute(this.#db)
    return rows[0]!.yes
  }

  /** Counted in one snapshot, which tells afterwards what it could not see. */
  async #computed(scheme: Scheme, period: { first: string; last: string }, at: Date) {
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(tx)
        const { units, result } = await compute(tx, { report: this.#report, scheme, ...period, locked: FOREVER })
        const boards = await boardsOf(tx, this.#modules, { report: this.#report, ...period, locked: FOREVER })
        const shown = { ...period, at, scheme, units, result }
        const json = Buffer.from(JSON.stringify(shown))
        const etag = `"${createHash('sha256').update(json).digest('base64url')}"`
        return { snapshot: rows[0]!.snapshot, report: { ...shown, boards, json, etag } }
      })
  }
}

const lives = new WeakMap<FastifyInstance, Map<ReportId, Live>>()

/** The prepared figures of a report, one for everybody who shows them. */
export function liveOf(app: FastifyInstance, report: ReportId): Live {
  const known = lives.get(app) ?? new Map<ReportId, Live>()
  lives.set(app, known)
  const live = known.get(report) ?? new Live(app.db, app.modules, report, (error) => app.log.error(error))
  known.set(report, live)
  return live
}

/** Businesses that count, and those that they rest on: what loses its ground counts no more. */
function countingModules(modules: readonly Module[]): string[] {
  const counting = modules.filter(({ tallies }) => tallies)
  const grounds = counting.flatMap(({ fields }) =>
    Object.values(fields).flatMap((field) => (isChosenLink(field) ? [(field.options as LinkRule).module] : [])),
  )
  return [...new Set([...counting.map(({ path }) => path), ...grounds])]
}

/** What is live counts whatever is decided. */
export const FOREVER = new Date('2199-12-31T00:00:00Z')
