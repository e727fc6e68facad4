import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { deputableRoles, type Role } from '#kernel/org.ts'
import { Refusal, forbidden } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { deputationInForce, postInForce } from '#kernel/store/held-posts.ts'
import { type Caller, identify } from '../identity/identify.ts'
import { asFarAsProven, mustEnrol } from '../identity/must-enrol.ts'

/**
 * Who may call a route at all. There is no default: a route without a policy does not compile (R-AC-01). Signing in has two stages that open
 * next to nothing: `first-password` routes serve both, `enrolling` ones also the second, in which a second factor is still to be enrolled.
 */
export type Policy = 'public' | 'signed-in' | 'first-password' | 'enrolling' | { roles: readonly Role[] }

type Guarded = { allow: Policy; scope: string }

/** The caller, once the route's policy lets them in; null on a public route, which knows nobody. Throws 401 or 403. */
export async function admit(app: FastifyInstance, route: Guarded, request: FastifyRequest, wish: 'read' | 'write'): Promise<Caller | null> {
  const caller = await whoAsks(app, route, request)
  if (caller) requireAllowed(app, caller, route, wish)
  return caller
}

/** The first half of being admitted: who it is. A write asks for the halves apart, for its audit row names whoever was refused. */
export async function whoAsks(
  { db, settings }: Pick<FastifyInstance, 'db' | 'settings'>,
  { allow }: Guarded,
  request: FastifyRequest,
): Promise<Caller | null> {
  if (allow === 'public') return null
  const caller = await identify(db, request)
  if (!caller) throw new Refusal(401, 'SIGNED_OUT', '登录已失效，请重新登录。')
  return asFarAsProven(caller, settings.secondFactor)
}

/** One browser has one session for all its tabs. What a page of the person before sends after somebody else has signed in is not done in the other's name. */
export function refuseOthersPage(caller: Caller, { headers }: FastifyRequest) {
  const meant = headers['x-luoshi-person']
  if (meant !== undefined && meant !== caller.id)
    throw new Refusal(409, 'OTHER_PERSON', '本浏览器已换人登录，内容没有以他人名义保存；原填写人重新登录后可以继续。')
}

export function requireAllowed(app: FastifyInstance, caller: Caller, { allow, scope }: Guarded, wish: 'read' | 'write') {
  if (caller.mustChange && allow !== 'first-password') throw forbidden('请先修改密码，再继续使用。', 'PASSWORD_MUST_CHANGE')
  if (mustEnrol(caller, app.settings.secondFactor) && allow !== 'first-password' && allow !== 'enrolling')
    throw forbidden('您的岗位须使用动态口令登录，请先绑定，再继续使用。', 'SECOND_FACTOR_REQUIRED')
  if (caller.scopes && !caller.scopes.includes(`${scope}:${wish}`)) throw forbidden('访问令牌没有此项权限。', 'SCOPE')
  if (typeof allow === 'object' && !caller.posts.some((post) => allow.roles.includes(post.role))) throw notYours()
}

/**
 * Asks for the post again inside the write and holds it until the end: a right withdrawn meanwhile stops the write, one withdrawn
 * afterwards waits for it (R-AC-08).
 */
export async function holdPost(tx: Kysely<DB>, caller: Caller, allow: Policy): Promise<void> {
  if (typeof allow !== 'object') return
  const { rows } =
    await sql`select 1 from post where person_id = ${caller.id} and role = any(${allow.roles}::text[]) and ${postInForce} limit 1 for share`.execute(
      tx,
    )
  if (rows.length > 0) return
  if (caller.via === 'token' || !(await holdDeputed(tx, caller, allow.roles))) throw notYours()
}

/** The same for a post held in somebody's place: the naming and the principal's post are held both. */
async function holdDeputed(tx: Kysely<DB>, caller: Caller, roles: readonly Role[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from deputation join post on post.person_id = deputation.principal_id and post.org_id = deputation.org_id
    where deputation.deputy_id = ${caller.id} and post.role = any(${roles.filter((role) => (deputableRoles as readonly Role[]).includes(role))}::text[])
      and ${deputationInForce} and ${postInForce} and exists (select 1 from person where id = deputation.principal_id and disabled_at is null) limit 1 for share`.execute(
    tx,
  )
  return rows.length > 0
}

const notYours = () => forbidden('您的岗位没有此项权限。')

/** Cross-site writes are refused three ways: SameSite on the cookie, the Origin, and a header no form can send (R-WB-02). A token's call carries no cookie's rights. */
export function refuseForeignSite(request: FastifyRequest) {
  if (request.headers.authorization?.startsWith('Bearer ')) return
  const { origin } = request.headers
  const foreign = origin !== undefined && originHost(origin) !== request.host
  if (foreign || request.headers['x-luoshi'] === undefined) throw forbidden('请求不是从本系统页面发出的。', 'FOREIGN_SITE')
}

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
