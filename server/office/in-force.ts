import { sql } from 'kysely'
import type { Module } from '#kernel/module.ts'
import { keepForms } from '#kernel/store/form.ts'
import { tuned, type Tuning } from '#kernel/tuned.ts'
import type { Database } from '../database/connect.ts'

type TuningInForce = { module: string; version: number; tuning: Tuning }

/** A change of the office is in force on every node within this many milliseconds. */
const FRESH = 500

/**
 * The collection as the office has tuned it. Each node asks for newer versions at most twice a second, when somebody needs them: no node has to
 * tell another, and an idle one asks nothing. A tuned form is kept before anything can be done under it.
 */
export class InForce {
  readonly #db: Database
  readonly #declared: readonly Module[]
  readonly #tunings = new Map<string, TuningInForce>()
  #modules: readonly Module[]
  #readAt = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | null = null

  private constructor(db: Database, declared: readonly Module[]) {
    this.#db = db
    this.#declared = declared
    this.#modules = declared
  }

  static async begin(db: Database, declared: readonly Module[]): Promise<InForce> {
    const inForce = new InForce(db, declared)
    await keepForms(db, declared)
    await inForce.#read()
    return inForce
  }

  /** As last looked at; a request has looked before its route begins. */
  get modules(): readonly Module[] {
    return this.#modules
  }

  /** A business of the collection, as last looked at. */
  of({ path }: Module): Module {
    return this.#modules.find((module) => module.path === path)!
  }

  /** As of now. What was known stands while the database is away: whoever needs it next is told so anyway. */
  async now(): Promise<readonly Module[]> {
    if (performance.now() - this.#readAt > FRESH) {
      this.#reading ??= this.#read().finally(() => (this.#reading = null))
      await this.#reading.catch(() => undefined)
    }
    return this.#modules
  }

  /** Every tuning there is, looked up anew: whoever is shown one finds it in force on the node that showed it. */
  async tunings(): Promise<TuningInForce[]> {
    await this.#read()
    return [...this.#tunings.values()]
  }

  async #read() {
    const at = performance.now()
    const paths = this.#declared.map(({ path }) => path)
    const { rows } = await sql<TuningInForce>`
      select known.path as module, latest.version, latest.content as tuning
      from unnest(${paths}::text[], ${paths.map((path) => this.#versionOf(path))}::int[]) as known(path, version)
      cross join lateral (select version, content from office_version where subject = 'module ' || known.path order by version desc limit 1) as latest
      where latest.version > known.version`.execute(this.#db)
    if (rows.length > 0) {
      const asTuned = rows.map((row) =>
        tuned(
          this.#declared.find(({ path }) => path === row.module)!,
          row.tuning,
        ),
      )
      await keepForms(this.#db, asTuned)
      // Of two looks at once the later to end may be the one that saw less.
      for (const [index, row] of rows.entries()) {
        if (row.version <= this.#versionOf(row.module)) continue
        this.#tunings.set(row.module, row)
        this.#modules = this.#modules.map((module) => (module.path === row.module ? asTuned[index]! : module))
      }
    }
    this.#readAt = Math.max(this.#readAt, at)
  }

  readonly #versionOf = (path: string) => this.#tunings.get(path)?.version ?? 0
}
