import { sql, type Selectable } from 'kysely'
import type { State, Subject } from '../act.ts'
import type { OrgKind } from '../org.ts'
import type { Record as RecordTable } from './schema.ts'

/** What a record is worked with; `grams` and `found_in` are for searches alone and as long as all the rest. */
export type RecordRow = Omit<Selectable<RecordTable>, 'grams' | 'found_in'> & { owner_kind: OrgKind }

export const recordColumns = sql`record.id, record.module, record.owner, record.stage, record.version, record.round, record.reached, record.title, record.record_values, record.approved, record.approved_at,
  record.hands, record.returned, record.asks, record.advance, record.deadline, record.respite, record.late, record.extension, record.decided, record.since, record.created_at, record.changed_at,
  (select kind from org where org.id = record.owner) as owner_kind`

/** A stored row as the state it projects. */
export function subjectOf(row: RecordRow): Subject {
  const advance = row.advance as State['advance']
  return {
    id: row.id,
    owner: row.owner,
    state: {
      stage: row.stage,
      version: row.version,
      round: row.round,
      reached: row.reached,
      values: row.record_values as State['values'],
      approved: row.approved as State['approved'],
      approvedAt: row.approved_at,
      hands: row.hands as State['hands'],
      returned: dated(row.returned as State['returned']),
      asks: (row.asks as unknown as State['asks']).map((ask) => ({ ...ask, at: new Date(ask.at) })),
      advance,
      since: row.since,
      deadline: row.deadline as State['deadline'],
      respite: row.respite as State['respite'],
      late: row.late as unknown as State['late'],
      extension: dated(row.extension as State['extension']),
      decided: row.decided as State['decided'],
    },
  }
}

function dated<T extends { at: Date } | null>(value: T): T {
  return value === null ? value : { ...value, at: new Date(value.at) }
}
