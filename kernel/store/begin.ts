import { sql, type Transaction } from 'kysely'
import type { Act, Subject } from '../act.ts'
import { fold } from '../fold.ts'
import type { Module } from '../module.ts'
import type { Performed } from './perform.ts'
import { digestOf, project } from './project.ts'
import type { DB } from './schema.ts'

/** Stores a record with its first act; `key` is the identity of one that another record opened. */
export async function begin(
  tx: Transaction<DB>,
  module: Module,
  { id, owner }: { id: string; owner: string },
  act: Act,
  key: string | null,
): Promise<Performed> {
  const subject = { id, owner, state: fold(module, [act]) }
  await project(tx, { module, before: null, next: subject, act, holder: null })
  if (key !== null) await sql`insert into identity (module, key, record_id) values (${module.path}, ${key}, ${id})`.execute(tx)
  await claimFiles(tx, module, subject)
  return { id, org: act.org, before: null, after: digestOf(subject.state.values) }
}

/** Files that a record names belong to it from now on: whoever sees it may read them. */
export async function claimFiles(tx: Transaction<DB>, module: Module, subject: Subject) {
  const ids = Object.entries(subject.state.values).flatMap(([key, value]) =>
    (module.fields[key]?.kind.references?.(value, module.fields[key]!) ?? []).flatMap((to) => (to.to === 'file' ? [to.id] : [])),
  )
  if (ids.length > 0)
    await sql`insert into file_claim (file_id, record_id) select id, ${subject.id} from unnest(${ids}::uuid[]) as id on conflict do nothing`.execute(
      tx,
    )
}
