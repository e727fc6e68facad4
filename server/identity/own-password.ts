import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { Refusal, conflict, invalid } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { auditDone } from '../audit/of-request.ts'
import { secretWrite } from '../http/secret-route.ts'
import { requireFresh } from './fresh.ts'
import { guessableWords } from './guessable-words.ts'
import { bySession, type Caller, digest } from './identify.ts'
import { attemptSucceeded, beginAttempt, sessionBuckets, withdrawAttempt } from './lock-out.ts'
import { meOf, meShape } from './me.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { activeProfile, passwordProblems } from './password-rules.ts'
import { replacePassword, wasUsed } from './password.ts'
import { openPhone } from './phone.ts'
import { codeMissing, codeWrong, showCode } from './second-factor.ts'
import { openSession, renewSession, sessionCookie } from './session.ts'

/** What somebody signed in does with the own password: change it, or show again that they know it. */
export function ownPasswordRoutes(app: FastifyInstance) {
  secretWrite(app, {
    method: 'PUT',
    url: '/api/session/password',
    scope: 'session',
    allow: 'first-password',
    summary: '修改密码',
    action: 'password:change',
    body: z.strictObject({ current: z.string().max(256), password: z.string().max(256) }),
    answer: meShape,
    handle: async ({ caller, body, request }) => {
      // Who has a second factor shows both; a session that can do nothing but this was opened with both.
      if (caller!.enrolled && !caller!.mustChange) requireFresh(caller!)
      const own = await ownPassword(app, caller!)
      await provePassword(app, caller!, own, body.current, () =>
        invalid([{ field: 'current', message: '原密码不正确' }], 'PASSWORD_CURRENT_WRONG'),
      )
      const phone = openPhone(app.keys, own.phone_sealed, caller!.id)
      const problems = passwordProblems(body.password, { phone, words: await guessableWords(app.db, caller!.name) })
      if (problems.length > 0) throw invalid(problems, 'PASSWORD_REFUSED')
      if (await wasUsed(body.password, [own.hash, ...own.former]))
        throw invalid([{ field: 'password', message: `不能使用最近 ${activeProfile().remembered} 次用过的密码` }], 'PASSWORD_USED')
      const hash = await hashPassword(body.password)
      return app.db.transaction().execute(async (tx) => {
        if (!(await replacePassword(tx, caller!.id, own.hash, hash, caller!.now)))
          throw conflict('STALE', '密码刚刚已被更改，请重新登录后再试。')
        const secret = await openSession(tx, caller!.id, 'password', request.ip)
        await auditDone(tx, caller!, request, { action: 'password:change', object: caller!.id })
        return { body: await meBy(app, tx, secret), cookies: [sessionCookie(secret)] }
      })
    },
  })

  secretWrite(app, {
    method: 'POST',
    url: '/api/session/fresh',
    scope: 'session',
    allow: 'enrolling',
    summary: '再次验证身份（五分钟内有效）',
    action: 'session:renew',
    body: z.strictObject({ password: z.string().max(256).optional(), code: z.string().max(40).optional() }),
    handle: async ({ caller, body, request }) => {
      // A session chosen at the demonstration's switch has no password to ask for.
      if (!(app.settings.demonstration && caller!.way === 'demonstration')) await proveBoth(app, caller!, body)
      const secret = await app.db.transaction().execute(async (tx) => {
        await auditDone(tx, caller!, request, { action: 'session:renew', object: caller!.id })
        return renewSession(tx, caller!.credential)
      })
      return { status: 204, cookies: [sessionCookie(secret)] }
    },
  })
}

type Own = { hash: string; former: string[]; phone_sealed: Buffer }

async function ownPassword(app: FastifyInstance, caller: Caller): Promise<Own> {
  const { rows } =
    await sql<Own>`select hash, former, phone_sealed from password join person on person.id = person_id where person_id = ${caller.id}`.execute(
      app.db,
    )
  if (!rows[0]) throw new Refusal(409, 'NO_PASSWORD', '您的账号尚未设置密码，请联系系统管理员发放初始密码。')
  return rows[0]
}

/** Whoever sits at somebody else's open session gets as few guesses as whoever stands before the door. */
async function provePassword(app: FastifyInstance, caller: Caller, own: Own, password: string, refused: () => Refusal) {
  const buckets = sessionBuckets(app.keys, caller.id, caller.credential)
  await beginAttempt(app.db, buckets)
  if (!(await isPassword(password, own.hash))) throw refused()
  await attemptSucceeded(app.db, buckets)
}

/** Password and, where there is a second factor, a code: as at the door. */
async function proveBoth(app: FastifyInstance, caller: Caller, given: { password?: string | undefined; code?: string | undefined }) {
  const own = await ownPassword(app, caller)
  const buckets = sessionBuckets(app.keys, caller.id, caller.credential)
  await beginAttempt(app.db, buckets)
  if (!(await isPassword(given.password ?? '', own.hash)))
    throw invalid([{ field: 'password', message: '密码不正确' }], 'PASSWORD_CURRENT_WRONG')
  const shown = await app.db.transaction().execute(async (tx) => {
    const answer = await showCode(tx, app.keys, caller.id, given.code, new Date())
    if (answer === 'missing') await withdrawAttempt(tx, buckets)
    else if (answer !== 'wrong') await attemptSucceeded(tx, buckets)
    return answer
  })
  if (shown === 'missing') throw codeMissing()
  if (shown === 'wrong') throw codeWrong()
}

async function meBy(app: FastifyInstance, tx: Kysely<DB>, secret: string) {
  const caller = await bySession(tx, digest(secret))
  return meOf(app, tx, caller!)
}
