import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Caller } from '../identity/identify.ts'

/** Whom a notice is for: all units of some kinds, chosen units, or everybody where neither is named. */
export const audienceShape = z.strictObject({
  kinds: z.array(z.enum(['office', 'district', 'department'], { error: '无法识别的单位类别' })).max(3),
  orgs: z.array(z.string().max(64)).max(500, { error: '单位过多' }),
})

/** The notices a person may read, for any query over `notice`. What is withdrawn is as absent as what never was. */
export function addressedTo(caller: Caller): RawBuilder<boolean> {
  const kinds = [...new Set(caller.seats.map((seat) => seat.kind))]
  const orgs = [...new Set(caller.seats.map((seat) => seat.org))]
  return sql<boolean>`(notice.withdrawn_at is null and ((notice.kinds = '{}' and notice.orgs = '{}') or notice.kinds && ${kinds}::text[] or notice.orgs && ${orgs}::text[]))`
}

/** The units a notice is for, for any query over `notice` and `org`. */
export const isAddressed = sql<boolean>`((notice.kinds = '{}' and notice.orgs = '{}') or org.kind = any(notice.kinds) or org.id = any(notice.orgs))`
