import { sql } from 'kysely'
import { EVERYONE, orgsOf, type Post } from '#kernel/org.ts'
import { heldPosts, inPlaceOf } from '#kernel/store/held-posts.ts'
import type { Database } from '../database/connect.ts'
import { sessionInForce } from '../identity/identify.ts'
import { isNews } from './news.ts'

/** Somebody's open stream: what it is told and how it ends. */
export type Listener = {
  session: Buffer
  person: string
  orgs: string[]
  /** The posts held when they were last read, as one text. */
  rights: string
  /** What this stream was told before it came here, perhaps by a node that had read further. */
  heard?: Position
  tell(id: string | null, event: string, data: unknown): void
  end(): void
}

export type Position = { xid: string; id: string }

type Told = { xid: string; id: string; kind: string; module: string | null; record_id: string | null; orgs: string[] }

const EVERY = 400
const RIGHTS_EVERY = 3_000
/** A stream that missed more than this is told to read everything anew. */
const REPLAYED = 500

/**
 * One reader of the outbox for all streams of a node. The table is the truth: rows are taken in the order of their transactions and only when no
 * older transaction can still add one, so a stream has no gap and no repeat. Rights are read again every few seconds and after every ended session.
 */
export class Hub {
  readonly #db: Database
  readonly #listeners = new Set<Listener>()
  #position: Position | null = null
  #timer: NodeJS.Timeout | null = null
  #rightsAt = 0
  #turning = false

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * Joins from `since`, or from now on. Answers the position the stream begins at, or null when too much was missed, or more than is still known.
   * What lies before the hub's own position is replayed first; only then the listener hears what the hub reads, so that nothing comes twice or too early.
   */
  async join(listener: Listener, since: Position | null): Promise<Position | null> {
    const now = await this.#now()
    if (this.#timer === null || this.#position === null) this.#position = now
    const known = since === null || (await this.#reachesBack(since))
    if (since) listener.heard = since
    let at = since ?? this.#position
    let missed = 0
    while (known && missed <= REPLAYED && at !== this.#position) {
      const to = this.#position
      const rows = await this.#after(at, to, REPLAYED + 1 - missed)
      missed += rows.length
      if (missed <= REPLAYED) for (const row of rows) deliver(listener, row)
      at = to
    }
    this.#listeners.add(listener)
    this.#timer ??= setInterval(() => void this.#turn(), EVERY)
    return known && missed <= REPLAYED ? this.#position : null
  }

  leave(listener: Listener) {
    this.#listeners.delete(listener)
    if (this.#listeners.size === 0) this.stop()
  }

  stop() {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  endAll() {
    for (const listener of this.#listeners) listener.end()
    this.stop()
  }

  async #turn() {
    if (this.#turning) return
    this.#turning = true
    try {
      const rows = await this.#after(this.#position!, null, 2_000)
      if (Date.now() - this.#rightsAt > RIGHTS_EVERY || rows.some((row) => row.kind === 'session-ended' || row.kind === 'rights'))
        await this.#readRights()
      for (const row of rows) for (const listener of this.#listeners) deliver(listener, row)
      const last = rows.at(-1)
      if (last) this.#position = { xid: last.xid, id: last.id }
    } catch {
      // The database is away: the position stands, and the next turn goes on from it.
    } finally {
      this.#turning = false
    }
  }

  async #readRights() {
    this.#rightsAt = Date.now()
    const listeners = [...this.#listeners]
    const { rows } = await sql<{ id_hash: Buffer; posts: Post[] | null }>`
      select session.id_hash, (select jsonb_agg(jsonb_build_object('org', org_id, 'role', role) || ${inPlaceOf})
        from ${heldPosts} held where held.person_id = session.person_id) as posts
      from session join person on person.id = session.person_id and person.disabled_at is null where ${sessionInForce} and session.id_hash = any(${listeners.map((each) => each.session)}::bytea[])`.execute(
      this.#db,
    )
    const held = new Map(rows.map((row) => [row.id_hash.toString('hex'), row.posts ?? []]))
    for (const listener of listeners) {
      const posts = held.get(listener.session.toString('hex'))
      if (posts) renew(listener, posts)
      else listener.end()
    }
  }

  /** Without the marks that tallies leave: they are for those who keep sums. */
  async #after(from: Position, to: Position | null, limit: number): Promise<Told[]> {
    const { rows } = await sql<Told>`
      select xid::text, id::text, kind, module, record_id, orgs from outbox
      where kind <> 'tally' and (xid, id) > (${from.xid}::xid8, ${from.id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot()) ${to ? sql`and (xid, id) <= (${to.xid}::xid8, ${to.id}::bigint)` : sql``}
      order by outbox.xid, outbox.id limit ${limit}`.execute(this.#db)
    return rows
  }

  /** Whether everything after a position is still there: old rows are swept away, and with them the place where they stood. */
  async #reachesBack(since: Position): Promise<boolean> {
    const { rows } = await sql<{ known: boolean }>`
      select exists (select 1 from outbox where (xid, id) <= (${since.xid}::xid8, ${since.id}::bigint)) as known`.execute(this.#db)
    return rows[0]!.known
  }

  async #now(): Promise<Position> {
    const { rows } =
      await sql<Position>`select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as xid, '9223372036854775807' as id`.execute(
        this.#db,
      )
    return rows[0]!
  }
}

/** A post gained or lost while the stream was open: what it hears follows at once, and its page asks anew for what it shows. */
function renew(listener: Listener, posts: readonly Post[]) {
  const rights = rightsOf(posts)
  if (rights === listener.rights) return
  Object.assign(listener, { rights, orgs: orgsOf({ id: listener.person, name: '', posts }) })
  listener.tell(null, 'rights', {})
}

/** The posts as one text that is equal for equal posts. */
export const rightsOf = (posts: readonly Post[]): string =>
  posts
    .map((post) => `${post.org} ${post.role} ${post.for?.id ?? ''}`)
    .sort()
    .join('\n')

function deliver(listener: Listener, row: Told) {
  if (listener.heard && !isAfter(row, listener.heard)) return
  if (isNews(row.kind)) return listener.tell(`${row.xid}-${row.id}`, 'news', { of: row.kind })
  if (row.kind === 'message' && row.record_id === listener.person) return listener.tell(`${row.xid}-${row.id}`, 'message', {})
  const concerned = row.orgs.some((org) => listener.orgs.includes(org)) || (row.orgs.includes(EVERYONE) && listener.orgs.length > 0)
  if (row.kind !== 'record' || !concerned) return
  listener.tell(`${row.xid}-${row.id}`, 'change', { module: row.module, recordId: row.record_id })
}

const isAfter = (a: Position, b: Position) => (a.xid === b.xid ? BigInt(a.id) > BigInt(b.id) : BigInt(a.xid) > BigInt(b.xid))
