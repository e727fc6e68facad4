import { sql, type Kysely } from 'kysely'
import { todoNames, type TodoKind } from '../todo.ts'
import type { State } from '../act.ts'
import { isBusiness, type Actor, type Post } from '../org.ts'
import type { DB } from './schema.ts'

/** What waits for a person: the to-dos of the posts held, less what they filed themselves, from the day each one starts. */
export type DeskRow = {
  recordId: string
  module: string
  kind: TodoKind
  title: string
  stage: string
  owner: string
  since: Date
  due: string | null
  overdue: boolean
  returned: { code: string; words: string; byName: string; forName: string | null; at: string } | null
  /** In whose place it is this person's to do; null for what is their own. */
  forName: string | null
} & Pick<State, 'deadline' | 'respite' | 'decided'>

export async function deskOf(
  db: Kysely<DB>,
  actor: Actor,
  wish: { module: string | null; kind: string | null; after: number; limit: number },
): Promise<{ rows: DeskRow[]; next: number | null }> {
  const { rows } = await sql<DeskRow>`
    select distinct on (todo.due, todo.since, todo.record_id, todo.kind) todo.record_id as "recordId", todo.module, todo.kind, todo.title, todo.stage, todo.owner, todo.since, todo.due::text as due,
      coalesce(todo.due < current_date, false) as overdue, case when todo.kind = 'returned' then record.returned end as returned, record.deadline, record.respite, record.decided,
      (select desk.for_name from ${desks(actor)} where ${onDesk} order by desk.for_name nulls first limit 1) as "forName"
    from todo join record on record.id = todo.record_id
    where ${mine(actor)} ${wish.module ? sql`and todo.module = ${wish.module}` : sql``} ${wish.kind ? sql`and todo.kind = ${wish.kind}` : sql``}
    order by todo.due nulls last, todo.since, todo.record_id, todo.kind limit ${wish.limit + 1} offset ${wish.after}`.execute(db)
  return { rows: rows.slice(0, wish.limit), next: rows.length > wish.limit ? wish.after + wish.limit : null }
}

export type DeskCount = { module: string; count: number; overdue: number; dueSoon: number } & Record<TodoKind, number>

const kinds = Object.keys(todoNames) as TodoKind[]

/** Numbers for the badges, and of each kind. Drafts and reports of a coming period are counted apart: nobody waits for them. */
export async function deskCounts(db: Kysely<DB>, actor: Actor): Promise<DeskCount[]> {
  const { rows } = await sql<DeskCount>`
    select module, (count(distinct record_id) filter (where kind <> 'draft'))::int as count, (count(*) filter (where due < current_date))::int as overdue,
      (count(*) filter (where due between current_date and current_date + 3))::int as "dueSoon", ${sql.join(kinds.map((kind) => sql`(count(*) filter (where kind = ${sql.lit(kind)}))::int as ${sql.ref(kind)}`))}
    from todo where ${mine(actor)} group by module order by module`.execute(db)
  return rows
}

/** The desks a person works at. `reader` is whom a to-do must not be barred from: for a deputy also the principal. */
function desks(actor: Actor) {
  const held = actor.posts.filter((post) => isBusiness(post.role))
  const list = (of: (post: Post) => string | null) => held.map(of)
  return sql`unnest(${list((post) => post.org)}::text[], ${list((post) => post.role)}::text[], ${list((post) => post.for?.id ?? actor.id)}::uuid[], ${list((post) => post.for?.name ?? null)}::text[])
    as desk(org, role, reader, for_name)`
}

const onDesk = sql<boolean>`desk.org = todo.org_id and desk.role = todo.role and not (desk.reader = any(todo.not_for))`

/** The first condition says again what the second one does: it alone can be made unique and so lead into the index by desk, however many to-dos there are. */
function mine(actor: Actor) {
  return sql<boolean>`(todo.org_id, todo.role) in (select desk.org, desk.role from ${desks(actor)})
    and exists (select 1 from ${desks(actor)} where ${onDesk}) and todo.starts <= current_date and not (${actor.id} = any(todo.not_for))`
}
