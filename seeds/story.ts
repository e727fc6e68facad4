import { sql, type Transaction } from 'kysely'
import type { Reason, Verb } from '#kernel/act.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, Org, Role } from '#kernel/org.ts'
import { create, perform, type Performed } from '#kernel/store/perform.ts'
import type { DB } from '#kernel/store/schema.ts'
import { modules } from '#modules/all.ts'
import { appendAudit, type AuditEntry } from '#server/audit/append.ts'
import { lapseNext } from '#server/clock/lapses.ts'
import { keepFile } from '#server/files/keep.ts'
import type { FileStore } from '#server/files/store.ts'
import { documentNamed } from './documents.ts'
import type { ProgressFiling } from './filing.ts'
import type { DemonstrationFile } from './word.ts'

const HOUR = 60 * 60 * 1000
export const DAY = 24 * HOUR

/** Where an act of the story came from. */
const FROM = { source: 'demonstration', request: 'demonstration' }

type Deed = { verb: Verb; values?: unknown; reason?: Reason; outcome?: string; about?: string }

const TYPES: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.png': 'image/png',
}

/** The clock, the cast and the stage. Each act takes some working hours. */
export class Story {
  at = 0
  readonly #tx: Transaction<DB>
  readonly #store: FileStore
  readonly #people: ReadonlyMap<string, Actor>
  readonly #orgs: ReadonlyMap<string, Org>
  readonly #now: number
  readonly #versions = new Map<string, number>()

  constructor(tx: Transaction<DB>, store: FileStore, people: ReadonlyMap<string, Actor>, orgs: ReadonlyMap<string, Org>, now: Date) {
    this.#tx = tx
    this.#store = store
    this.#people = people
    this.#orgs = orgs
    this.#now = now.getTime()
  }

  moment(at: number) {
    this.at = at
  }

  person(org: string, role: Role): Actor {
    const found = this.#people.get(`${org} ${role}`)
    if (!found) throw new Error(`Nobody is ${role} of ${org}`)
    return found
  }

  async file(who: Actor, module: Module, values: unknown): Promise<string> {
    const org = this.#orgs.get(who.posts[0]!.org)!
    const now = this.#tick()
    const done = await create({ tx: this.#tx, actor: who, now, modules }, module, org, values)
    const { id } = await told(this.#tx, who, now, `${module.path}:create`, done)
    this.#versions.set(id, 1)
    return id
  }

  async act(who: Actor, module: Module, id: string, deed: Deed): Promise<void> {
    const version = this.#versions.get(id) ?? 1
    const reason = deed.reason && { code: deed.reason.code, words: deed.reason.words, pins: deed.reason.pins }
    const now = this.#tick()
    const done = await perform({ tx: this.#tx, actor: who, now, modules }, module, id, { ...deed, version, reason: reason ?? null })
    await told(this.#tx, who, now, `${module.path}:${deed.verb}`, done)
    this.#versions.set(id, version + 1)
  }

  /** What is done to something else than a record, by the function that its route calls; told to the audit as the route would. */
  async does<T extends { audit: Pick<AuditEntry, 'action' | 'object' | 'before' | 'after' | 'facts'> & { org: string } }>(
    who: Actor,
    deed: (tx: Transaction<DB>, by: Pick<Actor, 'id' | 'name'> & { now: Date }) => Promise<T>,
  ): Promise<T> {
    const now = this.#tick()
    const done = await deed(this.#tx, { id: who.id, name: who.name, now })
    const { org, ...entry } = done.audit
    await appendAudit(this.#tx, { ...entry, chain: org, result: 'done', person: who.id, org, ...FROM }, now)
    return done
  }

  /** What a record opened in another business under a key. */
  async childOf(module: Module, parent: string, key: string): Promise<string> {
    const { rows } = await sql<{
      record_id: string
    }>`select record_id from identity where module = ${module.path} and key = ${`${parent}:${key}`}`.execute(this.#tx)
    return rows[0]!.record_id
  }

  /** Uploads what the filing names and puts the uploads in its place. */
  async withFiles<V extends { evidence: string[] }>(values: V, who: Actor): Promise<Omit<V, 'evidence'> & { evidence: HeldFile[] }> {
    const evidence: HeldFile[] = []
    for (const key of values.evidence) evidence.push(await this.upload(who, await documentNamed(key), !key.includes('scan')))
    return { ...values, evidence }
  }

  async upload(who: Actor, { name, bytes }: DemonstrationFile, readable = true): Promise<HeldFile> {
    const mime = TYPES[name.slice(name.lastIndexOf('.'))]!
    return keepFile(this.#tx, this.#store, {
      ...{ name, bytes, mime, readable, person: who.id, org: who.posts[0]!.org, at: new Date(this.at) },
    })
  }

  /** What time does by itself: everything that is due by now. */
  async lapse(): Promise<void> {
    const now = this.#tick()
    while (await lapseNext(this.#tx, modules, now));
  }

  async withResults(values: ProgressFiling, who: Actor) {
    const results = []
    for (const result of values.results) results.push(await this.withFiles(result, who))
    return { ...values, results }
  }

  /** Some working hours later, and never after the present. */
  #tick(): Date {
    this.at = Math.min(inOfficeHours(this.at + HOUR + (this.at % 7) * 23 * 60 * 1000), this.#now)
    return new Date(this.at)
  }
}

/** The same moment, or the next morning between nine and six in the city's time that is not a weekend's. */
function inOfficeHours(at: number): number {
  const local = new Date(at + 8 * HOUR)
  const weekend = local.getUTCDay() % 6 === 0
  if (!weekend && local.getUTCHours() >= 9 && local.getUTCHours() < 18) return at
  const morning = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), 1, 10 + (at % 40))
  return inOfficeHours(local.getUTCHours() < 9 && !weekend ? morning : morning + DAY)
}

/** The audit row that the act would have had, had somebody clicked. */
async function told(tx: Transaction<DB>, who: Actor, at: Date, action: string, done: Performed): Promise<Performed> {
  const { id, org, before, after } = done
  await appendAudit(
    tx,
    {
      chain: org,
      action,
      object: id,
      result: 'done',
      person: who.id,
      org,
      ...FROM,
      before,
      after,
    },
    at,
  )
  return done
}
