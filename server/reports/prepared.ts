import { sql, type Kysely, type RawBuilder } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Database } from '../database/connect.ts'

/** Looked at again in the background after so many milliseconds, as long as somebody asks. */
const LOOK_EVERY = 400

/** What was right longer ago is not served unasked any more: whatever was decided shows within two seconds. */
const SERVED_FOR = 2_000

/** A look that begins so soon after the last one ended follows upon it: people are looking on. */
const FOLLOWS = 1_000

/** Older than this it is made anew from nothing, whatever has happened: the outbox does not reach back for ever. */
const MAKE_ANEW = 60 * 60_000

export type How<T, B> = {
  /** What it rests on besides the outbox: another text where that is another. */
  basis(at: Date): Promise<{ stamp: string; of: B }>
  /** Which rows of the outbox say that it is another now. */
  marks: RawBuilder<unknown>
  /** Makes it, all in one snapshot. `before`: what was made of the same basis, and the snapshot that it is right of. */
  make(tx: Kysely<DB>, of: B, at: Date, before: Before<T> | null): Promise<T>
}

export type Before<T> = { made: T; snapshot: string }

type Look<T> = { follows: boolean; checked: Promise<unknown>; made: Promise<T> }

/**
 * Something made of the whole database, kept ready on a node; the very same while nothing has happened to it. Whoever asks gets what is known while a look
 * runs behind. A look first asks the outbox, which every change writes to, so that no node has to tell another; that is a matter of milliseconds, and only where
 * something has happened it is made anew.
 *
 * Nobody is served what was last known to be right two seconds ago before it has been asked again. Where something has happened and people are looking on (the
 * look follows upon the last within a second) they go on with what is known until the new is there, rather than all wait: as long as making takes half a second
 * or less nothing served is older than two seconds; where it takes longer, what was decided shows after at most two makings, one that had begun and one that
 * sees it, and waiting would not show it sooner. Whoever comes after a pause waits. A look that fails is told to `log` and tried again; nobody but who waits for it
 * is refused.
 */
export class Prepared<T, B> {
  readonly #db: Database
  readonly #how: How<T, B>
  readonly #log: (error: unknown) => void
  #known: { made: T; snapshot: string; stamp: string; at: number } | null = null
  /** As of when what is known is right: when the latest look that came to an end began, and when it ended. */
  #rightAt = Number.NEGATIVE_INFINITY
  #endedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #look: Look<T> | null = null

  constructor(db: Database, how: How<T, B>, log: (error: unknown) => void) {
    this.#db = db
    this.#how = how
    this.#log = log
  }

  async now(at: Date): Promise<T> {
    const now = performance.now()
    const known = this.#known
    if (known && now - this.#rightAt < SERVED_FOR) {
      if (now - this.#triedAt >= LOOK_EVERY) this.#look ??= this.#begin(at)
      return known.made
    }
    const look = (this.#look ??= this.#begin(at))
    if (!known || !look.follows) return look.made
    await look.checked
    return this.#known!.made
  }

  #begin(at: Date): Look<T> {
    const began = performance.now()
    this.#triedAt = began
    const checked = this.#check(at, began)
    const made = checked
      .then((basis) => (basis === null ? this.#known!.made : this.#make(basis, at, began)))
      .finally(() => (this.#look = null))
    made.catch((error: unknown) => {
      // What is refused is for those who ask, not for the log.
      if (!(error instanceof Refusal)) this.#log(error)
    })
    return { follows: began - this.#endedAt < FOLLOWS, checked, made }
  }

  /** What it is to be made of anew; null where what is known holds. */
  async #check(at: Date, began: number): Promise<{ stamp: string; of: B } | null> {
    const basis = await this.#how.basis(at)
    const known = this.#known
    if (known?.stamp !== basis.stamp || began - known.at > MAKE_ANEW) return basis
    const { happened, snapshot } = await this.#since(known.snapshot)
    if (happened) return basis
    known.snapshot = snapshot
    this.#ended(began)
    return null
  }

  /** Whether something has come about that a snapshot did not see, whichever transaction began first; and the snapshot of this question. */
  async #since(snapshot: string): Promise<{ happened: boolean; snapshot: string }> {
    const { rows } = await sql<{ happened: boolean; snapshot: string }>`
      select exists (select 1 from outbox where xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)
        and ${this.#how.marks}) as happened, pg_current_snapshot()::text as snapshot`.execute(this.#db)
    return rows[0]!
  }

  /** Made in one snapshot, which tells afterwards what it could not see. */
  async #make({ stamp, of }: { stamp: string; of: B }, at: Date, began: number): Promise<T> {
    const known = this.#known
    const before = known?.stamp === stamp && began - known.at <= MAKE_ANEW ? known : null
    const { made, snapshot } = await this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(tx)
        return { made: await this.#how.make(tx, of, at, before), snapshot: rows[0]!.snapshot }
      })
    this.#known = { made, snapshot, stamp, at: before?.at ?? began }
    this.#ended(began)
    return made
  }

  #ended(began: number) {
    this.#rightAt = began
    this.#endedAt = performance.now()
  }
}
