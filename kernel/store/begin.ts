import { sql, type Transaction } from 'kysely'
import type { Act, Subject } from '../act.ts'
import { fold } from '../fold.ts'
import type { Module } from '../module.ts'
import { fileIdsIn } from '../pointed-at.ts'
import type { Performed } from './perform.ts'
import type { Holder } from './held-posts.ts'
import { digestOf, project } from './project.ts'
import type { DB } from './schema.ts'

/** Who begins it, by a post that must still be held; or the identity of what another record opens, which needs none. */
type By = { holder: Holder } | { key: string }

/** Stores a record with its first act; null when the post is held no more. */
export async function begin(
  tx: Transaction<DB>,
  module: Module,
  { id, owner }: { id: string; owner: string },
  act: Act,
  by: By,
): Promise<Performed | null> {
  const subject = { id, owner, state: fold(module, [act]) }
  const holder = 'holder' in by ? by.holder : null
  if (!(await project(tx, { module, before: null, next: subject, act, holder }))) return null
  if ('key' in by) await sql`insert into identity (module, key, record_id) values (${module.path}, ${by.key}, ${id})`.execute(tx)
  await claimFiles(tx, module, subject)
  return { id, org: act.org, before: null, after: digestOf(subject.state.values) }
}

/** Files that a record names belong to it from now on: whoever sees it may read them. */
export async function claimFiles(tx: Transaction<DB>, module: Module, subject: Subject) {
  const ids = fileIdsIn(module, subject.state.values)
  if (ids.length > 0)
    await sql`insert into file_claim (file_id, record_id) select id, ${subject.id} from unnest(${ids}::uuid[]) as id on conflict do nothing`.execute(
      tx,
    )
}
