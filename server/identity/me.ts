import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { roleNames, roles } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { freshUntil } from './fresh.ts'
import type { Caller } from './identify.ts'
import type { Keys } from './keys.ts'
import { masked, openPhone } from './phone.ts'

export const meShape = z
  .object({
    id: z.string(),
    name: z.string(),
    phone: z.string().meta({ description: '中间四位以星号代替' }),
    mustChange: z.boolean().meta({ description: '须先修改密码' }),
    demonstration: z.boolean(),
    freshUntil: z.string().nullable().meta({ description: '在此之前办理敏感操作不必再次输入密码' }),
    posts: z.array(z.object({ org: z.string(), orgName: z.string(), kind: z.string(), role: z.enum(roles), roleName: z.string() })),
  })
  .meta({ id: 'Me', title: '当前用户' })

export type Me = z.infer<typeof meShape>

/** The signed-in person, as the pages need to know them. */
export async function meOf(db: Kysely<DB>, keys: Keys, caller: Caller): Promise<Me> {
  const { rows } = await sql<{ phone_sealed: Buffer }>`select phone_sealed from person where id = ${caller.id}`.execute(db)
  return {
    id: caller.id,
    name: caller.name,
    phone: masked(openPhone(keys, rows[0]!.phone_sealed, caller.id)),
    mustChange: caller.mustChange,
    demonstration: caller.demonstration,
    freshUntil: freshUntil(caller)?.toISOString() ?? null,
    posts: caller.seats.map((seat) => ({ ...seat, roleName: roleNames[seat.role] })),
  }
}
