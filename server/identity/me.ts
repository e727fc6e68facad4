import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { roleNames, roles } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { freshUntil } from './fresh.ts'
import type { Caller } from './identify.ts'
import { asFarAsProven, mustEnrol } from './must-enrol.ts'
import { masked, openPhone } from './phone.ts'

export const meShape = z
  .object({
    id: z.string(),
    name: z.string(),
    phone: z.string().meta({ description: '中间四位以星号代替' }),
    mustChange: z.boolean().meta({ description: '须先修改密码' }),
    mustEnrol: z.boolean().meta({ description: '须先绑定动态口令' }),
    factor: z
      .object({ enrolledAt: z.string(), recoveryCodes: z.int().meta({ description: '尚未使用的恢复码个数' }) })
      .nullable()
      .meta({ description: '已绑定的动态口令' }),
    demonstration: z.boolean(),
    freshUntil: z.string().nullable().meta({ description: '在此之前办理敏感操作不必再次输入密码' }),
    posts: z.array(
      z.object({
        org: z.string(),
        orgName: z.string(),
        kind: z.string(),
        role: z.enum(roles),
        roleName: z.string(),
        for: z.object({ id: z.string(), name: z.string() }).optional().meta({ description: '代理的，被代理人' }),
      }),
    ),
  })
  .meta({ id: 'Me', title: '当前用户' })

export type Me = z.infer<typeof meShape>

/** The signed-in person, as the pages need to know them. */
export async function meOf({ keys, settings }: FastifyInstance, db: Kysely<DB>, caller: Caller): Promise<Me> {
  const { rows } = await sql<{ phone_sealed: Buffer; enrolled_at: Date | null; codes: number }>`
    select phone_sealed, enrolled_at, (select count(*)::int from recovery_code where person_id = person.id) as codes
    from person left join second_factor on person_id = person.id where person.id = ${caller.id}`.execute(db)
  const { phone_sealed, enrolled_at, codes } = rows[0]!
  return {
    id: caller.id,
    name: caller.name,
    phone: masked(openPhone(keys, phone_sealed, caller.id)),
    mustChange: caller.mustChange,
    mustEnrol: mustEnrol(caller, settings.secondFactor),
    factor: enrolled_at && { enrolledAt: enrolled_at.toISOString(), recoveryCodes: codes },
    demonstration: caller.demonstration,
    freshUntil: freshUntil(caller)?.toISOString() ?? null,
    posts: asFarAsProven(caller, settings.secondFactor).seats.map((seat) => ({ ...seat, roleName: roleNames[seat.role] })),
  }
}
