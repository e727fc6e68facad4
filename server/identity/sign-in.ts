import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { Refusal, invalid } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { auditDone, type Told } from '../audit/of-request.ts'
import { read, write } from '../http/route.ts'
import { secretWrite } from '../http/secret-route.ts'
import { deviceCookie, knownDevice } from './device.ts'
import { bySession, COOKIE, digest, type Way } from './identify.ts'
import { attemptSucceeded, beginAttempt, signInBuckets, withdrawAttempt } from './lock-out.ts'
import { type Me, meOf, meShape } from './me.ts'
import { isPassword } from './password-hash.ts'
import { masked, phoneKey, phoneOf } from './phone.ts'
import { codeMissing, codeWrong, showCode } from './second-factor.ts'
import { endSession, noSessionCookie, openSession, sessionCookie } from './session.ts'
import { sourceOf } from './source.ts'

/** Signing in with number and password, asking who is signed in, signing out. */
export function signInRoutes(app: FastifyInstance) {
  secretWrite(app, {
    method: 'POST',
    url: '/api/session',
    scope: 'session',
    allow: 'public',
    summary: '登录',
    action: 'session:open',
    body: z.strictObject({
      phone: z.string().max(40),
      password: z.string().max(256),
      code: z.string().max(40).optional().meta({ description: '动态口令或恢复码；已绑定动态口令的账号须填' }),
    }),
    answer: meShape,
    told: ({ phone }) => ({ phone: maskedAsTyped(phone) }),
    handle: async ({ body, request }) => {
      const phone = phoneOf(body.phone)
      if (phone === null) throw invalid([{ field: 'phone', message: '请输入 11 位手机号' }])
      const account = phoneKey(app.keys, phone)
      const buckets = signInBuckets(app.keys, account, sourceOf(request.ip), knownDevice(app.keys, request, account))
      await beginAttempt(app.db, buckets)
      const found = await accountOf(app.db, account)
      // The same work whether the account exists or not.
      const right = await isPassword(body.password, found?.hash ?? null)
      if (!right || !found || found.disabled_at) throw new Refusal(401, 'SIGN_IN_FAILED', '手机号或密码不正确。')
      const entered = await app.db.transaction().execute(async (tx) => {
        // Nothing is opened before the code, not even halfway: the password comes once more, with it.
        const shown = await showCode(tx, app.keys, found.id, body.code, new Date())
        if (shown === 'missing') return withdrawAttempt(tx, buckets)
        if (shown === 'wrong') throw codeWrong()
        await attemptSucceeded(tx, buckets)
        if (found.issued && !(await useIssued(tx, found)))
          throw new Refusal(401, 'INITIAL_PASSWORD_SPENT', '初始密码已使用过或已过期，请联系系统管理员重新发放。')
        const facts = shown === 'none' ? {} : { facts: { secondFactor: shown } }
        const { me, cookie } = await enter(app, tx, request, found.id, 'password', { action: 'session:open', ...facts })
        return { body: me, cookies: [cookie, deviceCookie(app.keys, account)] }
      })
      if (!entered) throw codeMissing()
      return entered
    },
  })

  read(app, {
    url: '/api/session',
    scope: 'session',
    allow: 'first-password',
    summary: '当前用户',
    answer: meShape,
    handle: ({ caller }) => meOf(app, app.db, caller),
  })

  write(app, {
    method: 'DELETE',
    url: '/api/session',
    scope: 'session',
    allow: 'first-password',
    summary: '退出登录',
    action: 'session:close',
    handle: async ({ tx, caller }) => {
      await endSession(tx, caller.credential)
      return { status: 204, audit: { action: 'session:close', object: caller.id }, headers: { 'Set-Cookie': noSessionCookie } }
    },
  })
}

/** Opens the session, ends the one this browser had before, and writes the audit row. */
export async function enter(
  app: FastifyInstance,
  tx: Kysely<DB>,
  request: FastifyRequest,
  person: string,
  way: Way,
  told: Pick<Told, 'action' | 'facts'>,
): Promise<{ me: Me; cookie: string }> {
  const before = request.cookies[COOKIE]
  if (before !== undefined) await endSession(tx, digest(before))
  const secret = await openSession(tx, person, way, request.ip)
  await sql`update person set active_at = now() where id = ${person}`.execute(tx)
  const caller = await bySession(tx, digest(secret))
  // Closed in this very moment by somebody else.
  if (!caller) throw new Refusal(401, 'SIGN_IN_FAILED', '手机号或密码不正确。')
  await auditDone(tx, caller, request, { ...told, object: person })
  return { me: await meOf(app, tx, caller), cookie: sessionCookie(secret) }
}

type Account = { id: string; disabled_at: Date | null; hash: string | null; issued: boolean }

async function accountOf(db: Kysely<DB>, account: Buffer): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select person.id, person.disabled_at, password.hash, password.issued_until is not null as issued
    from person left join password on password.person_id = person.id where person.phone_key = ${account}`.execute(db)
  return rows[0]
}

/** An initial password opens one session: using it puts its end in the past, where no second use finds it. */
async function useIssued(tx: Kysely<DB>, { id, hash }: Account): Promise<boolean> {
  const { rows } =
    await sql`update password set issued_until = now() - interval '1 second' where person_id = ${id} and hash = ${hash} and issued_until > now() returning 1`.execute(
      tx,
    )
  return rows.length === 1
}

/** People type other things into this field, a password for one. */
function maskedAsTyped(text: string): string | null {
  const phone = phoneOf(text)
  return phone && masked(phone)
}
