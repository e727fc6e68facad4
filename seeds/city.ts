import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { Reason, Verb } from '#kernel/act.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, Org, Role } from '#kernel/org.ts'
import { create, perform } from '#kernel/store/perform.ts'
import type { DB } from '#kernel/store/schema.ts'
import { modules } from '#modules/all.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { keepFile } from '#server/files/keep.ts'
import { diskStore, type FileStore } from '#server/files/store.ts'
import { documentNamed } from './documents.ts'
import type { ProgressFiling } from './filing.ts'
import { demonstrationPilots, type DemonstrationPilot } from './pilots.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

type Deed = { verb: Verb; values?: unknown; reason?: Reason }

/**
 * A believable city, made by performing the verbs through time: people file, review, return, correct and distribute,
 * each at a moment of the past few months, so that every act, to-do and count is what the product itself would have made.
 */
export async function buildCity(db: Kysely<DB>, dataDir: string, people: ReadonlyMap<string, Actor>, orgs: ReadonlyMap<string, Org>, now: Date): Promise<void> {
  const story = new Story(db, diskStore(join(dataDir, 'files')), people, orgs, now)
  const pilots = demonstrationPilots()
  const settled = pilots.filter((each) => each.reached === 'approved')
  const waiting = pilots.filter((each) => each.reached !== 'approved')
  for (const [at, each] of settled.entries()) await tellPilot(story, each, now.getTime() - (110 - at * 4) * DAY)
  for (const [at, each] of waiting.entries()) await tellPilot(story, each, now.getTime() - (9 - at) * DAY)
}

async function tellPilot(story: Story, telling: DemonstrationPilot, begins: number) {
  story.moment(begins)
  const clerk = story.person(telling.filedBy, 'entry')
  const { returned, values, reached } = telling
  const first = await story.withFiles({ ...values, ...returned?.filed }, clerk)
  const id = await story.file(clerk, pilot, first)
  if (reached === 'entry' && !returned) return
  const reviewer = story.person(telling.filedBy, 'reviewer')
  const lead = story.person(values.lead, 'entry')
  await story.act(clerk, pilot, id, { verb: 'submit' })
  if (returned) {
    if (returned.at === 'distribute') await story.act(reviewer, pilot, id, { verb: 'pass' })
    await story.act(returned.at === 'distribute' ? lead : reviewer, pilot, id, { verb: 'return', reason: returned })
    if (!returned.corrected) return
    await story.act(clerk, pilot, id, { verb: 'submit', values: await story.withFiles(values, clerk) })
  }
  if (reached === 'review') return
  await story.act(reviewer, pilot, id, { verb: 'pass' })
  if (reached === 'distribute') return
  await story.act(lead, pilot, id, { verb: 'pass' })
  const told = story.at
  for (const [at, report] of telling.progress.entries()) {
    story.moment(told + (at + 1) * 5 * HOUR)
    await tellProgress(story, id, telling.values.lead, report)
  }
}

async function tellProgress(story: Story, parent: string, leadOrg: string, report: DemonstrationPilot['progress'][number]) {
  const id = await story.childOf(parent, report.district)
  const clerk = story.person(report.district, 'entry')
  const { returned, reached } = report
  if (reached === 'entry' && !returned) return
  const steps: [string, string, Role][] = [
    ['review', report.district, 'reviewer'],
    ['lead', leadOrg, 'entry'],
    ['confirm', 'office', 'reviewer'],
  ]
  await story.act(clerk, pilotProgress, id, { verb: 'submit', values: await story.withResults({ ...report.values, ...returned?.filed }, clerk) })
  for (const [step, org, role] of returned ? steps : []) {
    if (step !== returned!.at) {
      await story.act(story.person(org, role), pilotProgress, id, { verb: 'pass' })
      continue
    }
    await story.act(story.person(org, role), pilotProgress, id, { verb: 'return', reason: returned! })
    if (!returned!.corrected) return
    await story.act(clerk, pilotProgress, id, { verb: 'submit', values: await story.withResults(report.values, clerk) })
    break
  }
  for (const [step, org, role] of steps) {
    if (step === reached) return
    await story.act(story.person(org, role), pilotProgress, id, { verb: 'pass' })
  }
}

/** The clock, the cast and the stage. Each act takes some working hours. */
class Story {
  at = 0
  readonly #db: Kysely<DB>
  readonly #store: FileStore
  readonly #people: ReadonlyMap<string, Actor>
  readonly #orgs: ReadonlyMap<string, Org>
  readonly #now: number
  readonly #versions = new Map<string, number>()

  constructor(db: Kysely<DB>, store: FileStore, people: ReadonlyMap<string, Actor>, orgs: ReadonlyMap<string, Org>, now: Date) {
    this.#db = db
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
    const { id } = await this.#db.transaction().execute((tx) => create({ tx, actor: who, now: this.#tick(), modules }, module, org, values))
    this.#versions.set(id, 1)
    return id
  }

  async act(who: Actor, module: Module, id: string, deed: Deed): Promise<void> {
    const version = this.#versions.get(id) ?? 1
    const reason = deed.reason && { code: deed.reason.code, words: deed.reason.words, pins: deed.reason.pins }
    await this.#db.transaction().execute((tx) => perform({ tx, actor: who, now: this.#tick(), modules }, module, id, { ...deed, version, reason: reason ?? null }))
    this.#versions.set(id, version + 1)
  }

  async childOf(parent: string, owner: string): Promise<string> {
    const { rows } = await sql<{ record_id: string }>`select record_id from identity where module = ${pilotProgress.path} and key = ${`${parent}:${owner}`}`.execute(this.#db)
    return rows[0]!.record_id
  }

  /** Uploads what the filing names and puts the uploads in its place. */
  async withFiles<V extends { evidence: string[] }>(values: V, who: Actor): Promise<Omit<V, 'evidence'> & { evidence: HeldFile[] }> {
    const evidence: HeldFile[] = []
    for (const key of values.evidence) {
      const { name, bytes } = await documentNamed(key)
      const mime = name.endsWith('.pdf') ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
      evidence.push(await keepFile(this.#db, this.#store, { name, bytes, mime, readable: !key.includes('scan'), person: who.id, org: who.posts[0]!.org, at: new Date(this.at) }))
    }
    return { ...values, evidence }
  }

  async withResults(values: ProgressFiling, who: Actor) {
    const results = []
    for (const result of values.results) results.push(await this.withFiles(result, who))
    return { ...values, results }
  }

  /** Some working hours later, and never after the present. */
  #tick(): Date {
    this.at = Math.min(this.at + 3 * HOUR + (this.at % 7) * 17 * 60 * 1000, this.#now)
    return new Date(this.at)
  }
}
