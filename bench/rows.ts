import type { Act, State } from '#kernel/act.ts'
import { after, fold } from '#kernel/fold.ts'
import { grams } from '#kernel/grams.ts'
import type { Module } from '#kernel/module.ts'
import { sightOf } from '#kernel/parties.ts'
import { fileIdsIn } from '#kernel/pointed-at.ts'
import { formDigest } from '#kernel/store/form.ts'
import { digestOf, facetsOf, foundIn, titleOf } from '#kernel/store/project.ts'
import { talliesAfter } from '#kernel/store/tallies.ts'
import { titlePairsOf } from '#kernel/store/title-pairs.ts'
import { textKey } from '#kernel/text-key.ts'
import { todosOf } from '#kernel/todo.ts'

/** A record with everything that happened to it, and the key it is known by, if any. */
export type Story = { module: Module; id: string; owner: string; acts: readonly Act[]; key: string | null }

export const TABLES = ['record', 'act', 'identity', 'sight', 'facet', 'title_pair', 'todo', 'file_claim', 'tally'] as const
export type Table = (typeof TABLES)[number]

/** Column by column. Objects are for jsonb columns, lists for arrays. */
export type Row = Record<string, unknown>

/**
 * The rows that performing these acts leaves behind, worked out by the kernel's own functions. It takes the place of the verbs where a
 * million records are wanted; a test compares both.
 */
export function rowsOf({ module, id, owner, acts, key }: Story): Record<Table, Row[]> {
  const states = statesAfter(module, acts)
  const state = states.at(-1)!
  const subject = { id, owner, state }
  const { values } = state
  const found = foundIn(module, values)
  const title = titleOf(module, values)
  const pairs = titlePairsOf(module, state.stage, values)
  const { path } = module
  return {
    record: [
      {
        id,
        module: path,
        owner,
        stage: state.stage,
        version: state.version,
        round: state.round,
        reached: state.reached,
        title,
        record_values: values,
        approved: state.approved,
        approved_at: state.approvedAt,
        hands: state.hands,
        returned: state.returned,
        asks: jsonList(state.asks),
        advance: state.advance,
        deadline: state.deadline,
        respite: state.respite,
        late: jsonList(state.late),
        covered: state.covered,
        extension: state.extension,
        decided: state.decided,
        since: state.since,
        created_at: acts[0]!.at,
        changed_at: acts.at(-1)!.at,
        grams: grams(found),
        found_in: textKey(found),
      },
    ],
    act: acts.map((act, at) => actRow(module, id, act, states[at - 1] ?? null, states[at]!)),
    identity: key === null ? [] : [{ module: path, key, record_id: id }],
    sight: sightOf(module, subject).map((org) => ({ org_id: org, module: path, record_id: id })),
    facet: facetsOf(module, values).map(([field, value]) => ({ module: path, field, value, record_id: id })),
    title_pair: pairs.map((pair) => ({ module: path, pair, record_id: id, pairs: pairs.length })),
    todo: todosOf(module, subject).map((todo) => ({
      record_id: id,
      kind: todo.kind,
      org_id: todo.org,
      role: todo.role,
      module: path,
      stage: todo.stage,
      title,
      owner,
      since: todo.since,
      starts: todo.starts,
      due: todo.due,
      not_for: todo.notFor,
    })),
    file_claim: fileIdsIn(module, values).map((file) => ({ file_id: file, record_id: id })),
    tally: talliesAfter(
      module,
      subject,
      states.map((each, at) => ({ state: each, at: acts[at]!.at })),
    ).map((row) => ({ ...row, record_id: id, grounded: true })),
  }
}

function statesAfter(module: Module, acts: readonly Act[]): State[] {
  const states: State[] = []
  for (const act of acts) states.push(states.length === 0 ? fold(module, [act]) : after(module, states.at(-1)!, act))
  return states
}

const digests = new WeakMap<object, string>()

/** Most acts change no values; their digests need not be worked out again. */
function digestOnce(values: object): string {
  const known = digests.get(values)
  if (known) return known
  const digest = digestOf(values)
  digests.set(values, digest)
  return digest
}

function actRow(module: Module, id: string, act: Act, before: State | null, next: State): Row {
  return {
    record_id: id,
    seq: act.seq,
    verb: act.verb,
    by_person: act.by,
    by_name: act.byName,
    for_person: act.forPerson,
    for_name: act.forName,
    org_id: act.org,
    role: act.role,
    from_stage: act.from,
    to_stage: act.to,
    patch: act.patch,
    reason: act.reason,
    about: act.about,
    outcome: act.outcome,
    form: formDigest(module),
    before_digest: before && digestOnce(before.values),
    after_digest: digestOnce(next.values),
    at: act.at,
  }
}

/** A list that belongs into a jsonb column, told apart from PostgreSQL's arrays. */
const jsonList = (list: readonly unknown[]) => ({ toJSON: () => list })
