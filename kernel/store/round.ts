import { sql, type Kysely } from 'kysely'
import type { Module, Round } from '../module.ts'
import { isFixed } from '../module.ts'
import type { Actor } from '../org.ts'
import { forbidden, invalid, notFound } from '../refusal.ts'
import { repeatedWords } from '../round-words.ts'
import { groupsOfAlike, likenessTo } from '../similar.ts'
import { filledAt, firstStep } from '../steps.ts'
import { mayAct } from '../workflow.ts'
import { seenBy } from './load.ts'
import { perform, type Performed, type Stage } from './perform.ts'
import { recordColumns, subjectOf, type RecordRow } from './record-row.ts'
import type { DB } from './schema.ts'

/** What waits for a round's decision. `refused` is why this person may not decide it. */
export type RoundItem = {
  id: string
  version: number
  title: string
  owner: string
  values: Record<string, unknown>
  since: Date
  due: string | null
  decided: Record<string, number>
  refused: string | null
}

/** What an earlier round picked and is alike. `listed` while it stands in the directory. */
export type RoundKnown = { id: string; title: string; owner: string; values: Record<string, unknown>; listed: boolean }

/** Titles alike, with what is known already; a group of one is alike to no other. */
export type RoundGroup = { items: RoundItem[]; known: RoundKnown[] }

/** More than fit on a table at once wait for the next look. */
const MOST = 400

/** What has come to the round's step, in groups of the same or similar titles; larger groups first. Refuses those who do not hold the round. */
export async function roundOf(db: Kysely<DB>, module: Module, actor: Actor): Promise<{ groups: RoundGroup[]; more: boolean }> {
  const round = heldBy(module, actor)
  const { rows } = await sql<RecordRow>`
    select ${recordColumns} from record where module = ${module.path} and stage = ${round.step} and ${seenBy(actor, module)} order by since, id limit ${MOST + 1}`.execute(
    db,
  )
  const items = rows.slice(0, MOST).map((row) => itemOf(module, round, actor, row))
  const alike = likenessTo(items.length === 0 ? [] : await pickedBefore(db, module, round), ({ title }) => title, round.common)
  const groups = groupsOfAlike(items, ({ title }) => title, round.common).map((group) => ({
    items: group,
    known: [...new Set(group.flatMap(({ title }) => alike(title).map(({ item }) => item)))],
  }))
  return { groups: groups.sort((a, b) => b.items.length - a.items.length), more: rows.length > MOST }
}

function itemOf(module: Module, round: Round, actor: Actor, row: RecordRow): RoundItem {
  const subject = subjectOf(row)
  const { version, values, since, deadline, decided } = subject.state
  const answer = mayAct(module, subject, actor, 'decide', round.picked)
  const shown = filledAt(module, firstStep(module)).flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]] as const]))
  return {
    ...{ id: row.id, version, title: row.title, owner: row.owner, values: Object.fromEntries(shown), since, decided },
    due: deadline?.on ?? null,
    refused: 'refused' in answer ? answer.refused.message : null,
  }
}

async function pickedBefore(db: Kysely<DB>, module: Module, round: Round): Promise<RoundKnown[]> {
  const fields = module.directory?.fields ?? []
  const { rows } = await sql<RoundKnown & { all: Record<string, unknown> }>`
    select id, title, owner, record_values as all from record where module = ${module.path} and decided -> ${round.picked} is not null order by id desc`.execute(
    db,
  )
  return rows.map(({ id, title, owner, all }) => ({
    ...{ id, title, owner, listed: module.directory?.holds(all) ?? false },
    values: Object.fromEntries(fields.flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]] as const]))),
  }))
}

export type Pick = { picked: Seen; others: readonly Seen[]; words: string | null }
/** A record as it was when it was decided on. */
type Seen = { id: string; version: number }

/** Picks one of several alike; the others are told which. One of them no longer as it was, and nothing happens to any. */
export async function pickOne(on: Stage, module: Module, { picked, others, words }: Pick): Promise<Performed[]> {
  const round = heldBy(module, on.actor)
  if (new Set([picked, ...others].map(({ id }) => id)).size !== others.length + 1)
    throw invalid([{ field: 'others', message: '同一事项出现了两次' }])
  // In one order for everybody, so that of two rounds at once one waits for the other.
  const ids = [picked, ...others].map(({ id }) => id)
  await sql`select 1 from record where id = any(${ids}::uuid[]) order by id for no key update`.execute(on.tx)
  const code = round.picked
  const first = await perform(on, module, picked.id, {
    ...{ verb: 'decide', outcome: round.picked, version: picked.version },
    reason: words === null ? null : { code, words, pins: [] },
  })
  const { rows } = await sql<{ title: string; owner: string }>`
    select record.title, org.name as owner from record join org on org.id = record.owner where record.id = ${picked.id}`.execute(on.tx)
  const [chosen] = rows
  if (!chosen) throw notFound()
  const why = { code: round.others, words: repeatedWords(module, chosen.owner, chosen.title), pins: [] }
  const rest: Performed[] = []
  for (const { id, version } of others)
    rest.push(await perform(on, module, id, { verb: 'decide', outcome: round.others, version, reason: why }))
  return [first, ...rest]
}

function heldBy(module: Module, actor: Actor): Round {
  const { round } = module
  if (!round) throw notFound()
  const { by, at, label } = module.flow[round.step]!
  if (!isFixed(at) || !actor.posts.some((post) => post.role === by && post.org === at.fixed))
    throw forbidden(`“${label}”由${isFixed(at) ? at.name : '承办单位'}办理。`, 'NOT_YOURS')
  return round
}
