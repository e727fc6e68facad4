import { sql } from 'kysely'
import { z } from 'zod'
import { page, uuid } from '../http/texts.ts'

/* Notices come newest first. Their ids rise with the moment of publishing, so an id is the cursor. */

export const noticePage = z.strictObject({ ...page, after: uuid('翻页位置无效，请回到第一页').optional() })

export const olderThan = (after: string | undefined) => (after === undefined ? sql`` : sql`and notice.id < ${after}::uuid`)

/** A page out of one row more than it shows. */
export function cut<R extends { id: string }>(rows: readonly R[], limit: number): { rows: R[]; next: string | null } {
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? shown.at(-1)!.id : null }
}
