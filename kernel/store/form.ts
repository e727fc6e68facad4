import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { canonical } from '../fold.ts'
import type { Module } from '../module.ts'
import { rewordedSince, shownForm, type ShownForm } from '../shown-form.ts'
import { planKept } from './plan-kept.ts'
import type { DB } from './schema.ts'

/* An act points to the form it was done with, so that later wording never rewrites history. */

const digests = new WeakMap<Module, string>()

export function formDigest(module: Module): string {
  const known = digests.get(module)
  if (known) return known
  const digest = createHash('sha256')
    .update(canonical(shownForm(module)))
    .digest('hex')
  digests.set(module, digest)
  return digest
}

/** Keeps every declaration in use; called once at start, before the first act. */
export async function keepForms(db: Kysely<DB>, modules: readonly Module[]): Promise<void> {
  for (const module of modules) {
    await sql`insert into form (digest, module, shown, first_used_at) values (${formDigest(module)}, ${module.path}, ${JSON.stringify(shownForm(module))}::jsonb, now()) on conflict do nothing`.execute(
      db,
    )
  }
}

/** The form as it was shown to whoever did this act. Whoever asks has loaded the record first: this reads no rights. */
export async function formOfAct(db: Kysely<DB>, record: string, seq: number): Promise<ShownForm> {
  const { rows } = await sql<{
    shown: ShownForm
  }>`select form.shown from act join form on form.digest = act.form where act.record_id = ${record} and act.seq = ${seq}`.execute(db)
  return rows[0]!.shown
}

/** The latest filing of a record. `form` is what it was shown. */
export type Filed = { seq: number; at: Date; form: ShownForm }

/** What the latest filing was shown, where today's words of its fields are others; null where they are the same, or nothing was filed. */
export async function filedOtherwise(db: Kysely<DB>, module: Module, record: string): Promise<Filed | null> {
  const { rows } = await sql<{ seq: number; at: Date; form: ShownForm | null }>`${planKept}
    select act.seq, act.at, case when act.form <> ${formDigest(module)} then form.shown end as form
    from act join form on form.digest = act.form where act.record_id = ${record} and act.verb in ('submit', 'unchanged') order by act.seq desc limit 1`.execute(
    db,
  )
  const [last] = rows
  return last?.form && rewordedSince(module, last.form).length > 0 ? { ...last, form: last.form } : null
}
