import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { addDays, dayOf } from '#kernel/day.ts'
import { businessRoles, deputableRoles, isBusiness, roleNames, type Role } from '#kernel/org.ts'
import { conflict, forbidden, invalid, notFound } from '#kernel/refusal.ts'
import { postInForce } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'
import { tellPerson } from '#kernel/store/tell.ts'
import { day, idParam, uuid } from '../http/texts.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { requireFresh } from '../identity/fresh.ts'
import type { Caller } from '../identity/identify.ts'
import { deputyMustEnrol } from '../identity/must-enrol.ts'
import { deputationShape, deputationsOf } from './deputation-list.ts'

const scope = 'deputations'
/** Whoever is away longer than half a year is succeeded in the post, not stood in for. */
const LONGEST_DAYS = 183

/**
 * 代理人: somebody absent names a colleague of the same organisation, from one day to another. The colleague then acts in their posts there, under both
 * names; either of them ends it. Administrators' posts are never deputed.
 */
export function deputationRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/deputations',
    scope,
    allow: 'signed-in',
    summary: '代理：本人指定的，和由本人代理的',
    answer: z.object({ named: z.array(deputationShape), acting: z.array(deputationShape) }),
    handle: async ({ caller }) => {
      const all = await deputationsOf(app.db, caller.id)
      return { named: all.filter((each) => each.principal === caller.id), acting: all.filter((each) => each.deputy === caller.id) }
    },
  })

  read(app, {
    url: '/api/deputations/colleagues',
    scope,
    allow: { roles: deputableRoles },
    summary: '可以指定为代理人的本单位人员',
    query: z.strictObject({ org: z.string().max(64) }),
    answer: z.array(z.object({ id: z.string(), name: z.string(), roleNames: z.array(z.string()) })),
    handle: async ({ caller, query }) => {
      requireOwnPost(caller, query.org)
      const { rows } = await sql<{ id: string; name: string; roles: Role[] }>`
        select person.id, person.name, array_agg(post.role order by post.role) as roles
        from post join person on person.id = post.person_id and person.disabled_at is null
        where post.org_id = ${query.org} and post.role = any(${businessRoles}::text[]) and ${postInForce} and person.id <> ${caller.id}
        group by person.id, person.name order by person.name, person.id`.execute(app.db)
      return rows.map(({ roles, ...person }) => ({ ...person, roleNames: roles.map((role) => roleNames[role]) }))
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/deputations',
    scope,
    allow: { roles: deputableRoles },
    summary: '指定代理人',
    action: 'deputy:name',
    body: z.strictObject({
      org: z.string({ error: '请选择单位' }).max(64),
      deputy: uuid('请选择代理人'),
      startsOn: day('开始日期'),
      endsOn: day('结束日期'),
    }),
    handle: async ({ tx, caller, body }) => {
      requireFresh(caller)
      const { org, deputy, startsOn, endsOn } = body
      const seat = requireOwnPost(caller, org)
      refuseDays(body, dayOf(caller.now))
      if (deputy === caller.id) throw invalid([{ field: 'deputy', message: '代理人不能是本人' }])
      await requireColleague(tx, org, deputy)
      const id = v7()
      await insert(tx, { id, org, principal: caller.id, deputy, startsOn, endsOn, now: caller.now })
      await tellRights(tx, caller.now)
      const words = `${seat.orgName}${caller.name}请您自${startsOn}至${endsOn}代理其岗位，期间其待办列入您的工作台，办理时同时记载两人姓名。`
      const roles = caller.posts.filter((post) => post.org === org && !post.for).map(({ role }) => role)
      const first = (await deputyMustEnrol(tx, deputy, roles, app.settings.secondFactor))
        ? '其中审核员、领导岗位的待办，请先在“账号与安全”绑定动态口令后办理。'
        : ''
      await tellPerson(tx, deputy, 'deputy', `${words}${first}`, caller.now)
      const made = (await deputationsOf(tx, caller.id)).find((each) => each.id === id)
      return { status: 201, body: made, audit: { action: 'deputy:name', object: id, org, facts: { deputy, startsOn, endsOn } } }
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/deputations/:id',
    scope,
    allow: 'signed-in',
    summary: '结束代理（指定的人或代理人）',
    action: 'deputy:end',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      const { rows } = await sql<{ principal_id: string; deputy_id: string; org_id: string; org_name: string }>`
        update deputation set ended_at = ${caller.now} from org
        where deputation.id = ${idIn(params.id)} and ${caller.id} in (principal_id, deputy_id) and ended_at is null and ends_on >= current_date and org.id = deputation.org_id
        returning principal_id, deputy_id, org_id, org.name as org_name`.execute(tx)
      const [ended] = rows
      if (!ended) throw notFound()
      await tellRights(tx, caller.now)
      const other = ended.principal_id === caller.id ? ended.deputy_id : ended.principal_id
      await tellPerson(tx, other, 'deputy', `${caller.name}结束了在${ended.org_name}的岗位代理。`, caller.now)
      const facts = { principal: ended.principal_id, deputy: ended.deputy_id }
      return { status: 204, audit: { action: 'deputy:end', object: params.id, org: ended.org_id, facts } }
    },
  })
}

/** A post of one's own in this organisation that somebody else may stand in: what one holds for others cannot be passed on. */
function requireOwnPost(caller: Caller, org: string) {
  const seat = caller.seats.find((each) => each.org === org && !each.for && (deputableRoles as readonly Role[]).includes(each.role))
  if (!seat) throw forbidden('您在该单位没有可以由他人代理的岗位；代理他人的岗位不能再转给别人代理。', 'NO_POST_TO_DEPUTE')
  return seat
}

function refuseDays({ startsOn, endsOn }: { startsOn: string; endsOn: string }, today: string) {
  if (startsOn < today) throw invalid([{ field: 'startsOn', message: '开始日期不能早于今天' }])
  if (endsOn < startsOn) throw invalid([{ field: 'endsOn', message: '结束日期不能早于开始日期' }])
  if (endsOn > addDays(startsOn, LONGEST_DAYS))
    throw invalid([{ field: 'endsOn', message: '代理期限不超过半年；更长的，请由安全管理员授予他人岗位' }])
}

/** Held until the end of the transaction: a post withdrawn meanwhile waits. */
async function requireColleague(tx: Kysely<DB>, org: string, person: string) {
  const { rows } = await sql<{ role: Role }>`
    select post.role from post where person_id = ${person} and org_id = ${org} and ${postInForce}
      and exists (select 1 from person where id = ${person} and disabled_at is null) for share`.execute(tx)
  if (!rows.some(({ role }) => isBusiness(role))) throw invalid([{ field: 'deputy', message: '代理人须为本单位在任的业务人员' }])
}

type Naming = { id: string; org: string; principal: string; deputy: string; startsOn: string; endsOn: string; now: Date }

async function insert(tx: Kysely<DB>, { id, org, principal, deputy, startsOn, endsOn, now }: Naming) {
  await sql`
    insert into deputation (id, org_id, principal_id, deputy_id, starts_on, ends_on, named_at)
    values (${id}, ${org}, ${principal}, ${deputy}, ${startsOn}, ${endsOn}, ${now})`
    .execute(tx)
    .catch((error: Error & { constraint?: string }) => {
      throw error.constraint === 'deputation_one_at_a_time'
        ? conflict('DEPUTY_NAMED', '这段时间已经指定了代理人，同一单位同一时间只能有一名代理人。')
        : error
    })
}

/** Open streams read their rights anew. */
async function tellRights(tx: Kysely<DB>, at: Date) {
  await sql`insert into outbox (kind, orgs, at) values ('rights', '{}', ${at})`.execute(tx)
}
