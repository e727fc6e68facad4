import { sql, type RawBuilder, type Transaction } from 'kysely'
import { CLOSED, VOID, type Act, type State, type Subject } from '../act.ts'
import { dayOf } from '../day.ts'
import type { AnyValues } from '../field.ts'
import type { Module } from '../module.ts'
import type { Tally } from '../tally.ts'
import type { DB } from './schema.ts'

/** What a record counts as after an act, as parts of the statement that stores it. Modules that no report counts never touch the table. */
export function tallies(module: Module, before: State | null, next: Subject, act: Act): RawBuilder<unknown>[] {
  const { stage, approved, reached } = next.state
  const stopped = isStopped(stage) !== (before !== null && isStopped(before.stage))
  const same = act.patch === null && before?.approved === approved && before?.reached === reached && !stopped
  return !module.tallies || same ? [] : counting(module, next, act.at)
}

/** Of a decided record, what it counts as once what its opener gives it is another. */
export async function countAnew(tx: Transaction<DB>, module: Module, subject: Subject, given: AnyValues, at: Date): Promise<void> {
  if (!module.tallies) return
  const moved = sql`moved as (select id from record where id = ${subject.id})`
  await sql`with ${sql.join([moved, ...counting(module, subject, at, given)], sql`, `)} select 1`.execute(tx)
}

/** What is counted already keeps the moment from which it was, and what stays as it is is not written: every row written has sums made anew. */
function counting(module: Module, subject: Subject, at: Date, given: AnyValues = {}): RawBuilder<unknown>[] {
  const counted = countedAs(module, subject, given)
  const rows = JSON.stringify(counted.map((tally) => ({ ...stored(tally), keeps: tally.keepsDay === true })))
  const asked = sql`jsonb_to_recordset(${rows}::jsonb) as kept(figure text, org_id text, on_day date, kind text, amount numeric, same text, keeps boolean)`
  const kept = counted.some(({ keepsDay }) => keepsDay) ? daysKept(subject.id, asked) : asked
  return [
    sql`tally_gone as (delete from tally where record_id = ${subject.id} and not exists (
      select 1 from ${kept} where kept.figure = tally.figure and kept.org_id = tally.org_id and kept.kind = tally.kind and kept.on_day = tally.on_day))`,
    sql`tally_new as (insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at)
      select kept.figure, kept.org_id, kept.on_day, kept.kind, kept.amount, kept.same, moved.id, ${at}::timestamptz from moved, ${kept}
      on conflict (record_id, figure, org_id, kind, on_day) do update set amount = excluded.amount, same = excluded.same
      where (tally.amount, tally.same) is distinct from (excluded.amount, excluded.same))`,
  ]
}

/** Each row on the day on which it counted before, where it keeps that. */
const daysKept = (id: string, asked: RawBuilder<unknown>) => sql`(
  select kept.figure, kept.org_id, kept.kind, kept.amount, kept.same, coalesce(case when kept.keeps then (
    select min(stood.on_day) from tally stood where stood.record_id = ${id} and stood.figure = kept.figure and stood.org_id = kept.org_id and stood.kind = kept.kind
  ) end, kept.on_day) as on_day from ${asked}) as kept`

export type TallyRow = { figure: string; org_id: string; on_day: string; kind: string; amount: string; same: string; counted_at: Date }

/** What is left counted when a record has been in these states, one after the other, each since `at`: what the statements above leave, without a database. */
export function talliesAfter(
  module: Module,
  { id, owner }: Omit<Subject, 'state'>,
  states: readonly { state: State; at: Date }[],
): TallyRow[] {
  let standing: TallyRow[] = []
  for (const { state, at } of states) {
    standing = countedAs(module, { id, owner, state }).map((tally) => {
      const row = stored(tally)
      const alike = standing.filter(({ figure, org_id, kind }) => figure === row.figure && org_id === row.org_id && kind === row.kind)
      const on_day = tally.keepsDay && alike.length > 0 ? alike.map((stood) => stood.on_day).toSorted()[0]! : row.on_day
      return { ...row, on_day, counted_at: alike.find((stood) => stood.on_day === on_day)?.counted_at ?? at }
    })
  }
  return standing
}

const stored = ({ figure, org, on, kind = '', amount = '1', same = '' }: Tally) => ({ figure, org_id: org, on_day: on, kind, amount, same })

/** `given` is what its opener gives it by now, where that is another than what was decided. */
function countedAs(module: Module, { owner, state }: Subject, given: AnyValues = {}): readonly Tally[] {
  if (!module.tallies || isStopped(state.stage)) return []
  const { approved, approvedAt } = state
  return module.tallies({
    owner,
    values: { ...state.values, ...given },
    approved,
    decidedOn: approvedAt ? dayOf(approvedAt) : '',
    reached: state.reached,
  })
}

const isStopped = (stage: string) => stage === VOID || stage === CLOSED
