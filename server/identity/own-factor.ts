import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { conflict, invalid } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { auditDone } from '../audit/of-request.ts'
import { secretWrite } from '../http/secret-route.ts'
import { requireFresh } from './fresh.ts'
import { bySession, type Caller, digest } from './identify.ts'
import { meOf, meShape } from './me.ts'
import { codeIn, enrolFactor, holdPerson, openSecret, sealSecret } from './second-factor.ts'
import { endSessions, openSession, sessionCookie } from './session.ts'
import { base32, newSecret, otpauthUri, stepOf } from './totp.ts'

/** Enrolling the own second factor, the first one or another in its place: a secret is offered, and a right code puts it in force (R-ID-05, R-ID-08). */
export function ownFactorRoutes(app: FastifyInstance) {
  secretWrite(app, {
    method: 'POST',
    url: '/api/session/factor',
    scope: 'session',
    allow: 'enrolling',
    summary: '申请绑定动态口令，答复中的密钥供身份验证器使用',
    action: 'factor:offer',
    body: z.strictObject({}),
    answer: z.object({
      key: z.string().meta({ description: 'base32 编码，供手工输入' }),
      uri: z.string().meta({ description: 'otpauth 地址，供制成二维码' }),
    }),
    handle: async ({ caller, request }) => {
      requireOwnWay(caller!)
      const secret = newSecret()
      await app.db.transaction().execute(async (tx) => {
        await sql`update session set factor_offered = ${sealSecret(app.keys, secret, caller!.id)} where id_hash = ${caller!.credential}`.execute(
          tx,
        )
        await auditDone(tx, caller!, request, { action: 'factor:offer', object: caller!.id })
      })
      return { body: { key: base32(secret), uri: otpauthUri(secret, caller!.name) } }
    },
  })

  secretWrite(app, {
    method: 'PUT',
    url: '/api/session/factor',
    scope: 'session',
    allow: 'enrolling',
    summary: '以一个正确的动态口令完成绑定，答复中的恢复码只出现这一次',
    action: 'factor:enrol',
    body: z.strictObject({ code: z.string().max(40) }),
    answer: z.object({ me: meShape, recoveryCodes: z.array(z.string()) }),
    handle: async ({ caller, body, request }) => {
      requireOwnWay(caller!)
      return app.db.transaction().execute(async (tx) => {
        await holdPerson(tx, caller!.id)
        const secret = await offered(tx, caller!)
        const step = stepOf(secret, codeIn(body.code), new Date(), 0)
        if (step === null) throw invalid([{ field: 'code', message: '动态口令不正确，请核对密钥和手机时间后重新输入' }], 'CODE_WRONG')
        const recoveryCodes = await enrolFactor(tx, app.keys, caller!.id, secret, step, caller!.now)
        // Whatever was opened without the new factor ends; this browser goes on under a new secret (R-ID-06, R-ID-07).
        await endSessions(tx, caller!.id)
        const session = await openSession(tx, caller!.id, 'password', request.ip)
        await auditDone(tx, caller!, request, { action: 'factor:enrol', object: caller!.id, facts: { replaced: caller!.enrolled } })
        const me = await meOf(app, tx, (await bySession(tx, digest(session)))!)
        return { body: { me, recoveryCodes }, cookies: [sessionCookie(session)] }
      })
    },
  })

  /** The secret that was offered to this very session. */
  async function offered(tx: Kysely<DB>, caller: Caller): Promise<Buffer> {
    const { rows } = await sql<{
      factor_offered: Buffer | null
    }>`select factor_offered from session where id_hash = ${caller.credential}`.execute(tx)
    const sealed = rows[0]?.factor_offered
    if (!sealed) throw conflict('FACTOR_NOT_OFFERED', '绑定密钥已失效，请重新获取后再绑定。')
    return openSecret(app.keys, sealed, caller.id)
  }
}

/** What was opened at the demonstration's switch showed no password: it may not bar the way of who has one. */
function requireOwnWay(caller: Caller) {
  if (caller.way === 'demonstration')
    throw conflict('DEMONSTRATION_SWITCH', '以演示账号一键登录的，不能绑定动态口令；需要试用的，请以手机号和密码登录。')
  requireFresh(caller)
}
