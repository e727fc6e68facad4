import { type Kysely, sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { type Keys, keyed } from './keys.ts'

/** Attempts that are counted together; after `free` of them comes a lock of ten minutes, twice as long each time, two hours at most. */
export type Bucket = { key: Buffer; free: number }

/**
 * Where attempts at an account count: at the device when it is a known one; else at the source, and beside it, more generously, at the account,
 * so that guessing from many sources ends too while known devices stay free.
 */
export function signInBuckets(keys: Keys, account: Buffer, source: string, device: string | null): Bucket[] {
  const key = (...parts: string[]) => keyed(keys.find, ['attempt', account.toString('hex'), ...parts].join(' '))
  if (device !== null) return [{ key: key('device', device), free: 5 }]
  return [
    { key: key('source', source), free: 5 },
    { key: key('strangers'), free: 50 },
  ]
}

/** Where attempts at the password count within a session. */
export const sessionBuckets = (keys: Keys, person: string, session: Buffer): Bucket[] => [
  { key: keyed(keys.find, `attempt ${person} session ${session.toString('hex')}`), free: 5 },
]

/**
 * Counts an attempt before it is made, so that any number of them at once gets no more tries than one after the other; a right password takes
 * it back. Throws 429 LOCKED, the same for accounts that exist and that do not.
 */
export async function beginAttempt(db: Kysely<DB>, buckets: readonly Bucket[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const { key, free } of buckets) {
      const { rows } = await sql`
        insert into sign_in_failure (key, failures, last_at) values (${key}, 1, now())
        on conflict (key) do update set last_at = now(), failures = ${counted},
          locked_until = case when ${counted} % ${free} = 0 then now() + least(interval '10 minutes' * power(2, ${counted} / ${free} - 1), interval '2 hours') end
        where sign_in_failure.locked_until is null or sign_in_failure.locked_until <= now()
        returning key`.execute(tx)
      if (rows.length === 0) throw await locked(tx, key)
    }
  })
}

/** A day without an attempt wipes the slate. */
const counted = sql`case when sign_in_failure.last_at < now() - interval '1 day' then 1 else sign_in_failure.failures + 1 end`

/** Everything shown was right: the caller's own count begins anew; a count shared with others only loses this attempt. */
export async function attemptSucceeded(tx: Kysely<DB>, [own, ...shared]: readonly Bucket[]): Promise<void> {
  if (own) await sql`delete from sign_in_failure where key = ${own.key}`.execute(tx)
  await withdrawAttempt(tx, shared)
}

/** The password was right and the code is still to come: no count begins anew, lest who knows the password guess codes without end. */
export async function withdrawAttempt(tx: Kysely<DB>, buckets: readonly Bucket[]): Promise<void> {
  for (const { key, free } of buckets) {
    await sql`update sign_in_failure set locked_until = case when failures % ${free} = 0 then null else locked_until end, failures = greatest(failures - 1, 0) where key = ${key}`.execute(
      tx,
    )
  }
}

async function locked(tx: Kysely<DB>, key: Buffer): Promise<Refusal> {
  const { rows } = await sql<{ locked_until: Date }>`select locked_until from sign_in_failure where key = ${key}`.execute(tx)
  const until = rows[0]!.locked_until
  const clock = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(until)
  return new Refusal(429, 'LOCKED', `连续输错次数过多，请于 ${clock} 后再试；忘记密码请联系系统管理员。`, { facts: { until } })
}
