import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../database/connect.ts'
import { tellNews } from '../live/news.ts'
import { logged, startTurns } from './turns.ts'

const EVERY = 30_000

/** Looks now and every half minute for terms whose new name has begun. Answers the way to stop. */
export function startLabels(db: Database, log: Pick<FastifyBaseLogger, 'error'>): () => Promise<void> {
  return startTurns(EVERY, () => beginLabels(db, new Date()), logged(log, '选项的新名称未能启用'))
}

/** Gives every term the name that is in force at `now`, and tells the open pages when one changed. Answers how many did. */
export async function beginLabels(db: Database, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      update term set label = begun.label
      from (
        select dictionary, code, (
          select named.each ->> 'label' from jsonb_array_elements(labels) with ordinality as named(each, at)
          where (named.each ->> 'from') is null or (named.each ->> 'from')::timestamptz <= ${now} order by named.at desc limit 1
        ) as label
        from term where labels <> '[]'
      ) as begun
      where term.dictionary = begun.dictionary and term.code = begun.code and term.label <> begun.label returning 1`.execute(tx)
    if (rows.length > 0) await tellNews(tx, 'dictionaries', now)
    return rows.length
  })
}
