import { sql, type Kysely } from 'kysely'
import { actedBy, type Subject } from '#kernel/act.ts'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { partyOrgs } from '#kernel/parties.ts'
import { filedAtOf } from '#kernel/store/filed.ts'
import { filedOtherwise } from '#kernel/store/form.ts'
import type { RecordRow } from '#kernel/store/record-row.ts'
import type { DB } from '#kernel/store/schema.ts'
import { brokenLinks } from '#kernel/store/link-rules.ts'
import { load, seenBy } from '#kernel/store/load.ts'
import { todosOf } from '#kernel/todo.ts'
import { warningsOf } from '#kernel/warnings.ts'
import { closedNow } from '#kernel/window.ts'
import { abilities, asksAreOpen, stageLabel } from '#kernel/workflow.ts'
import { orgNamesOf } from './names.ts'

/** A record as one person sees it, with what that person may do to it today and why not. */
export async function recordAnswer(db: Kysely<DB>, modules: readonly Module[], module: Module, id: string, actor: Actor & { now: Date }) {
  const { row, subject } = await load(db, module, id, actor)
  const { state } = subject
  const standing = { ...state, lapses: state.deadline?.lapses ?? null }
  const able = abilities(module, subject, actor).map((ability) => {
    const closed = closedNow(module, standing, ability.verb, dayOf(actor.now))
    return closed && !ability.refused ? { ...ability, refused: { code: closed.code, message: closed.message } } : ability
  })
  const step = module.flow[state.stage]
  const desks = step ? partyOrgs(step.at, subject) : []
  const asks = asksAreOpen(module, subject) && able.some((ability) => ability.verb === 'admit') ? state.asks : []
  const nameOf = await orgNamesOf(db, [
    subject.owner,
    ...desks,
    ...asks.map((ask) => ask.org),
    ...(state.extension ? [state.extension.org] : []),
  ])
  return {
    id,
    module: module.path,
    owner: subject.owner,
    ownerName: nameOf(subject.owner),
    title: row.title,
    stage: state.stage,
    stageLabel: stageLabel(module, state.stage),
    version: state.version,
    round: state.round,
    values: state.values,
    approved: state.approved,
    approvedAt: state.approvedAt,
    returned: state.returned && { ...state.returned, byName: actedBy(state.returned), stepLabel: stageLabel(module, state.returned.step) },
    asks: asks.map((ask) => ({ ...ask, orgName: nameOf(ask.org) })),
    holders: step ? desks.map((org) => ({ org, orgName: nameOf(org), role: step.by })) : [],
    since: state.since,
    due: todosOf(module, subject).find((todo) => todo.due !== null)?.due ?? null,
    lapses: state.deadline?.lapses ?? null,
    warnings: warningsOf(module, state),
    late: state.late,
    extension: state.extension && { ...state.extension, byName: actedBy(state.extension), orgName: nameOf(state.extension.org) },
    decided: state.decided,
    filedAt: await filedAtOf(db, id),
    createdAt: row.created_at,
    changedAt: row.changed_at,
    abilities: able,
    filedOtherwise: await filedOtherwise(db, module, id),
    // What a decided record rests on may have lost its ground since.
    broken: state.approved === null ? [] : await brokenLinks(db, module, subject.owner, state.approved),
    parent: parentOf(module, subject),
    children: await childrenOf(db, modules, module, subject, actor),
  }
}

function parentOf(module: Module, subject: Subject) {
  const link = Object.entries(module.fields).find(([, field]) => field.kind.name === 'link' && field.given)
  const value = link && (subject.state.values[link[0]] as { id: string; title: string } | undefined)
  return value ? { module: link[1].options.module as string, ...value } : null
}

/** What the record opened, which is nothing before its last step is done. */
async function childrenOf(db: Kysely<DB>, modules: readonly Module[], module: Module, subject: Subject, actor: Actor) {
  if (subject.state.approved === null) return []
  const links = modules.flatMap((each) =>
    Object.entries(each.fields)
      .filter(([, field]) => field.kind.name === 'link' && field.given && field.options.module === module.path)
      .map(([key]) => ({ each, key })),
  )
  const found = await Promise.all(
    links.map(async ({ each, key }) => {
      const { rows } = await sql<Pick<RecordRow, 'id' | 'owner' | 'title' | 'stage' | 'since'> & { ownerName: string }>`
        select record.id, record.owner, org.name as "ownerName", record.title, record.stage, record.since from facet join record on record.id = facet.record_id join org on org.id = record.owner
        where facet.module = ${each.path} and facet.field = ${key} and facet.value = ${subject.id} and ${seenBy(actor, each)} order by org.position`.execute(
        db,
      )
      return rows.map((row) => ({ ...row, module: each.path, stageLabel: stageLabel(each, row.stage) }))
    }),
  )
  return found.flat()
}
