import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { roleNames, roles, type Role } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import { postInForce } from '#kernel/store/held-posts.ts'
import { read } from '../http/route.ts'
import { secretWrite } from '../http/secret-route.ts'
import { uuid } from '../http/texts.ts'
import { meShape } from './me.ts'
import { enter } from './sign-in.ts'

const accountShape = z.object({
  id: z.string(),
  name: z.string(),
  posts: z.array(z.object({ org: z.string(), orgName: z.string(), role: z.enum(roles), roleName: z.string() })),
})

/**
 * The switch on the sign-in page of a demonstration: choose an invented person instead of typing. Anywhere else these addresses do not exist,
 * and nobody but persons marked as invented can be chosen, whether or not they have chosen a password of their own.
 */
export function demonstrationRoutes(app: FastifyInstance) {
  if (!app.settings.demonstration) return

  read(app, {
    url: '/api/demonstration',
    scope: 'session',
    allow: 'public',
    summary: '演示账号',
    answer: z.object({ accounts: z.array(accountShape) }),
    handle: async () => {
      const { rows } = await sql<{ id: string; name: string; posts: { org: string; orgName: string; role: Role }[] }>`
        select person.id, person.name, jsonb_agg(jsonb_build_object('org', org.id, 'orgName', org.name, 'role', post.role) order by org.position, post.role) as posts
        from person join post on post.person_id = person.id and ${postInForce} join org on org.id = post.org_id
        where person.demonstration and person.disabled_at is null
        group by person.id, person.name order by min(org.position), person.phone_key`.execute(app.db)
      return {
        accounts: rows.map(({ posts, ...person }) => ({
          ...person,
          posts: posts.map((post) => ({ ...post, roleName: roleNames[post.role] })),
        })),
      }
    },
  })

  secretWrite(app, {
    method: 'POST',
    url: '/api/demonstration/session',
    scope: 'session',
    allow: 'public',
    summary: '以演示账号登录',
    action: 'session:demonstrate',
    body: z.strictObject({ id: uuid('请选择演示账号') }),
    answer: meShape,
    told: ({ id }) => ({ person: id }),
    handle: async ({ body, request }) => {
      const { rows } = await sql`select 1 from person where id = ${body.id} and demonstration and disabled_at is null`.execute(app.db)
      if (rows.length === 0) throw notFound()
      const { me, cookie } = await app.db
        .transaction()
        .execute((tx) => enter(app, tx, request, body.id, 'demonstration', { action: 'session:demonstrate' }))
      return { body: me, cookies: [cookie] }
    },
  })
}
