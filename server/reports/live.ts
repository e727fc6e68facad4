import { sql } from 'kysely'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { dayOf, periodOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
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
  /** For whoever only shows it: made once, sent to everybody. */
  json: string
}

/** What is decided shows within this many milliseconds and the time of one computation. */
const FRESH = 1000

/** Older than this it is computed anew whatever has happened: the outbox does not reach back for ever. */
const STALE = 60 * 60_000

/**
 * The live figures of a node, prepared: computed when somebody asks and something that counts has happened since, and kept until then. Whether something has
 * happened is asked of the outbox, which every act writes to, so that no node has to tell another.
 */
export class Live {
  readonly #db: Database
  readonly #report: ReportId
  readonly #modules: readonly Module[]
  readonly #counting: string[]
  #known: { report: LiveReport; xmin: string; stamp: string; at: number } | null = null
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<LiveReport> | null = null

  constructor(db: Database, modules: readonly Module[], report: ReportId) {
    this.#db = db
    this.#report = report
    this.#modules = modules
    this.#counting = modules.filter(({ tallies }) => tallies).map(({ path }) => path)
  }

  async now(at: Date): Promise<LiveReport> {
    if (this.#known && performance.now() - this.#lookedAt < FRESH) return this.#known.report
    return (this.#looking ??= this.#look(at).finally(() => (this.#looking = null)))
  }

  async #look(at: Date): Promise<LiveReport> {
    const began = performance.now()
    const { first, last } = periodOf(dayOf(at), reports[this.#report].every)
    const scheme = await schemeOn(this.#db, this.#report, last)
    const stamp = [scheme.id, scheme.version, first, await this.#orgs()].join(' ')
    const known = this.#known
    if (known?.stamp !== stamp || began - known.at > STALE || (await this.#happened(known.xmin)))
      this.#known = { ...(await this.#computed(scheme.content, { first, last }, at)), stamp, at: began }
    this.#lookedAt = began
    return this.#known!.report
  }

  /** Another text when an organisation is new, renamed or retired. */
  async #orgs(): Promise<string> {
    const { rows } = await sql<{ stamp: string }>`select count(*) || '-' || sum(version) as stamp from org`.execute(this.#db)
    return rows[0]!.stamp
  }

  /** Rows that were not there yet, or might not have been, when the figures were last counted. */
  async #happened(xmin: string): Promise<boolean> {
    const { rows } = await sql<{ yes: boolean }>`
      select exists (select 1 from outbox where xid >= ${xmin}::xid8 and module = any(${this.#counting}::text[])) as yes`.execute(this.#db)
    return rows[0]!.yes
  }

  /** Counted in one snapshot together with the oldest transaction that it could not see. */
  async #computed(scheme: Scheme, period: { first: string; last: string }, at: Date) {
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(tx)
        const { units, result } = await compute(tx, { report: this.#report, scheme, ...period, locked: FOREVER })
        const boards = await boardsOf(tx, this.#modules, { report: this.#report, ...period, locked: FOREVER })
        const shown = { ...period, at, scheme, units, result }
        return { xmin: rows[0]!.xmin, report: { ...shown, boards, json: JSON.stringify(shown) } }
      })
  }
}

/** What is live counts whatever is decided. */
export const FOREVER = new Date('2199-12-31T00:00:00Z')
