import type pg from 'pg'
import { withClient } from '#server/database/with-client.ts'

/** What a restore changes knowingly: it ends the tokens and leaves a row of its own, as the backup does. */
const SEEN: Record<string, string> = {
  api_token: `select (to_jsonb(t) - 'revoked_at')::text as line from api_token t`,
  audit: `select t::text as line from audit t where entry::jsonb->>'action' not like 'backup:%'`,
  audit_head: `select t::text as line from audit_head t where chain <> 'none'`,
}

/** Rows and digest of every table of a database, by PostgreSQL itself and not by what the backup is made with. */
export async function contentsOf(url: string): Promise<Record<string, { rows: number; digest: string }>> {
  return withClient(url, async (client) => {
    await client.query(`set timezone = 'UTC'`)
    const contents: Record<string, { rows: number; digest: string }> = {}
    for (const name of await tableNames(client)) {
      const { rows } = await client.query<{ rows: number; digest: string }>(
        `select count(*)::int as rows, md5(coalesce(string_agg(line, E'\\n' order by line collate "C"), '')) as digest
         from (${SEEN[name] ?? `select t::text as line from ${name} t`}) lines`,
      )
      contents[name] = rows[0]!
    }
    return contents
  })
}

/** The names of all tables but the migrator's; none in an empty database. */
export async function tableNames(on: pg.Client | string): Promise<string[]> {
  if (typeof on === 'string') return withClient(on, tableNames)
  const { rows } = await on.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
  )
  return rows.map(({ name }) => name)
}
