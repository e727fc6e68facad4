import { sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { APPROVED, VOID, type Act, type Subject } from '../act.ts'
import type { AnyValues } from '../field.ts'
import { after, patchBetween } from '../fold.ts'
import type { Module, Opening } from '../module.ts'
import type { Actor, Post } from '../org.ts'
import { conflict } from '../refusal.ts'
import { firstStep } from '../steps.ts'
import { begin } from './begin.ts'
import { project } from './project.ts'
import { countAnew } from './tallies.ts'
import { recordColumns, subjectOf, type RecordRow } from './record-row.ts'
import type { DB } from './schema.ts'

/** `post` is the one the opening act was done from. */
type At = { tx: Transaction<DB>; actor: Actor; post: Post; now: Date; modules: readonly Module[] }

/**
 * Opens what this record calls for and takes back what a correction no longer names, as long as nobody has reported on it. What it gave to reports that are
 * open follows the correction; one that is decided keeps what it was filed under, and counts by what holds now.
 */
export async function openChildren(on: At, module: Module, parent: Subject): Promise<void> {
  if (!module.opens) return
  const openings = module.opens({ id: parent.id, owner: parent.owner, values: parent.state.values })
  // A record may no longer name anything: children of every business that was ever opened by this one are looked at.
  const { rows } = await sql<{ module: string; key: string; record_id: string }>`
    select module, key, record_id from identity where module = any(${on.modules.filter((each) => each.filedBy === 'opened').map((each) => each.path)}::text[])
      and key >= ${`${parent.id}:`} and key < ${`${parent.id};`}`.execute(on.tx)
  const keys = new Set(openings.map((each) => `${each.module} ${parent.id}:${each.key}`))
  for (const child of rows.filter((row) => !keys.has(`${row.module} ${row.key}`))) await takeBack(on, child)
  for (const opening of openings) {
    const child = rows.find((row) => `${row.module} ${row.key}` === `${opening.module} ${parent.id}:${opening.key}`)
    if (child) await follow(on, child.record_id, opening)
    else await open(on, parent, opening)
  }
}

/** What the record that opened this one gives to a report that begins now; nothing where nobody opened it. */
export async function givenAnew(tx: Transaction<DB>, modules: readonly Module[], module: Module, id: string): Promise<AnyValues> {
  if (module.filedBy !== 'opened') return {}
  const { rows: keys } = await sql<{ key: string }>`select key from identity where module = ${module.path} and record_id = ${id}`.execute(
    tx,
  )
  const key = keys[0]!.key
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where id = ${key.slice(0, key.indexOf(':'))}`.execute(tx)
  const { state, owner, id: opener } = subjectOf(rows[0]!)
  const openings = moduleAt({ modules }, rows[0]!.module).opens!({ id: opener, owner, values: state.approved ?? state.values })
  return openings.find((each) => each.module === module.path && `${opener}:${each.key}` === key)?.values ?? {}
}

async function follow(on: At, id: string, opening: Opening) {
  const module = moduleAt(on, opening.module)
  // Held, so that the unit that is just writing there does not stop the correction.
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where id = ${id} for update of record`.execute(on.tx)
  const subject = subjectOf(rows[0]!)
  const { state } = subject
  if (state.stage === APPROVED) return countAnew(on.tx, module, subject, opening.values, on.now)
  const given = Object.fromEntries(Object.keys(opening.values).map((key) => [key, state.values[key]]))
  const patch = patchBetween(given, opening.values)
  if (patch === null || !module.flow[state.stage]) return
  const act = systemPart(on, { verb: 'amend', seq: state.version + 1, from: state.stage, to: state.stage, patch })
  await project(on.tx, { module, before: state, next: { ...subject, state: after(module, state, act) }, act, holder: null })
}

async function open(on: At, parent: Subject, opening: Opening) {
  const module = moduleAt(on, opening.module)
  const act = systemPart(on, { verb: 'open', seq: 1, from: null, to: firstStep(module), patch: opening.values })
  await begin(on.tx, module, { id: v7({ msecs: on.now.getTime() }), owner: opening.owner }, act, { key: `${parent.id}:${opening.key}` })
}

async function takeBack(on: At, child: { module: string; record_id: string }) {
  const module = moduleAt(on, child.module)
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where id = ${child.record_id}`.execute(on.tx)
  const subject = subjectOf(rows[0]!)
  const { state } = subject
  if (state.reached > 0) throw conflict('ALREADY_REPORTED', '名单中有单位已经填报，不能移除。')
  const act = systemPart(on, { verb: 'discard', seq: state.version + 1, from: state.stage, to: VOID, patch: null })
  const next = { ...subject, state: after(module, state, act) }
  if (!(await project(on.tx, { module, before: state, next, act, holder: null })))
    throw conflict('STALE', '名单中有单位正在填报，请查看最新内容后再办理。')
  await sql`delete from identity where record_id = ${subject.id}`.execute(on.tx)
}

function moduleAt(on: Pick<At, 'modules'>, path: string): Module {
  const module = on.modules.find((each) => each.path === path)
  if (!module) throw new Error(`No module ${path}`)
  return module
}

/** What follows from a person's act is told under their name. */
function systemPart(on: At, part: Pick<Act, 'verb' | 'seq' | 'from' | 'to' | 'patch'>): Act {
  return {
    reason: null,
    about: null,
    outcome: null,
    ...part,
    by: on.actor.id,
    byName: on.actor.name,
    forPerson: on.post.for?.id ?? null,
    forName: on.post.for?.name ?? null,
    org: on.post.org,
    role: on.post.role,
    at: on.now,
  }
}
