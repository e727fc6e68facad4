import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { deputableRoles, roleNames, type Role } from '#kernel/org.ts'
import { deputationInForce, postInForce } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'

export const deputationShape = z
  .object({
    id: z.string(),
    org: z.string(),
    orgName: z.string(),
    principal: z.string(),
    principalName: z.string(),
    deputy: z.string(),
    deputyName: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    state: z.enum(['future', 'current', 'resting']).meta({ description: 'resting：期限内，但代理人或被代理人现无相应岗位，或账号已停用' }),
    roleNames: z.array(z.string()).meta({ description: '被代理的岗位' }),
  })
  .meta({ id: 'Deputation', title: '代理' })

type Deputation = z.infer<typeof deputationShape>

/** What a person takes part in on either side and is not over, in the order of days. */
export async function deputationsOf(db: Kysely<DB>, person: string): Promise<Deputation[]> {
  const { rows } = await sql<Omit<Deputation, 'roleNames'> & { roles: Role[] }>`
    select deputation.id, deputation.org_id as org, org.name as "orgName", principal_id as principal, principal.name as "principalName", deputy_id as deputy, deputy.name as "deputyName",
      deputation.starts_on::text as "startsOn", deputation.ends_on::text as "endsOn", covered.roles,
      case when deputation.starts_on > current_date then 'future'
        when ${deputationInForce} and principal.disabled_at is null and deputy.disabled_at is null and cardinality(covered.roles) > 0 then 'current' else 'resting' end as state
    from deputation join org on org.id = deputation.org_id join person principal on principal.id = principal_id join person deputy on deputy.id = deputy_id
      cross join lateral (select array(
        select post.role from post where post.person_id = principal_id and post.org_id = deputation.org_id and post.role = any(${deputableRoles}::text[]) and ${postInForce} order by post.role) as roles) covered
    where ${person} in (principal_id, deputy_id) and ended_at is null and ends_on >= current_date
    order by deputation.starts_on, deputation.id`.execute(db)
  return rows.map(({ roles, ...each }) => ({ ...each, roleNames: roles.map((role) => roleNames[role]) }))
}
