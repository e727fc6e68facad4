import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'
import { tellNews } from '../live/news.ts'
import type { Term } from './dictionary-edits.ts'
import { keepBeginning, keepVersion, latestOf } from './versions.ts'

/** A dictionary as it stands, retired terms and names to come among the others. */
export async function dictionaryOf(db: Kysely<DB>, dictionary: string): Promise<{ version: number; terms: Term[] }> {
  const { version } = await latestOf(db, `dictionary ${dictionary}`)
  const { rows } = await sql<Term>`
    select code, parent, label, labels, detail, valid_from as "validFrom", valid_until as "validUntil"
    from term where dictionary = ${dictionary} order by position, code`.execute(db)
  return { version, terms: rows }
}

type Change = { dictionary: string; base: number; before: readonly Term[]; after: readonly Term[]; note: string | null }

/** Keeps a dictionary as changed, as a version and as what everybody chooses from. */
export async function keepDictionary(tx: Kysely<DB>, caller: Caller, { dictionary, base, before, after, note }: Change): Promise<number> {
  const subject = `dictionary ${dictionary}` as const
  if (base === 0) await keepBeginning(tx, subject, before, caller.now)
  const version = await keepVersion(tx, caller, { subject, base, content: after, note })
  const rows = after.map((term, position) => ({ ...term, position }))
  await sql`
    insert into term (dictionary, code, parent, label, labels, detail, position, valid_from, valid_until)
    select ${dictionary}, code, parent, label, labels, detail, position, "validFrom", "validUntil"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(code text, parent text, label text, labels jsonb, detail jsonb, position int, "validFrom" date, "validUntil" date)
    on conflict (dictionary, code) do update set label = excluded.label, labels = excluded.labels, detail = excluded.detail, position = excluded.position,
      valid_from = excluded.valid_from, valid_until = excluded.valid_until`.execute(tx)
  await tellNews(tx, 'dictionaries', caller.now)
  return version
}
