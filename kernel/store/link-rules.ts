import { sql, type Kysely, type Transaction } from 'kysely'
import type { Subject } from '../act.ts'
import type { AnyValues, Field, LinkRule } from '../field.ts'
import type { Module } from '../module.ts'
import { invalid } from '../refusal.ts'
import type { DB } from './schema.ts'

/**
 * A link that does not hold, or, with nothing in it, a required one that is missing. With `below` what it names is as it must be, and something that this in
 * its turn rests on is not.
 */
export type BrokenLink = { field: string; id: string | null; title: string | null; below: boolean }

/**
 * Since when something is gone that a record rests on, however far below; null while all of it holds. For any query over `record`; costs nothing where a
 * business rests on no other.
 */
export const groundLostAt = sql<Date | null>`(case when exists (select 1 from link_rule where link_rule.module = record.module) then ground_lost_at(record.id) end)`

export const groundHolds = sql<boolean>`(${groundLostAt} is null)`

/**
 * Tells the database what the links of these businesses may name; called once at start. The product's own rights do not suffice to change a rule:
 * this acts as the owner of the schema.
 */
export async function keepLinkRules(db: Kysely<DB>, modules: readonly Module[]): Promise<void> {
  const rules = modules.flatMap((module) =>
    Object.entries(module.fields).flatMap(([field, each]) => (isChosenLink(each) ? [ruleRow(module, field, each)] : [])),
  )
  await db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx)
    // Nodes that start at once write one after the other.
    await sql`lock table link_rule in share row exclusive mode`.execute(tx)
    const { rows: former } = await sql<{ rule: string }>`delete from link_rule returning to_jsonb(link_rule)::text as rule`.execute(tx)
    const { rows: present } = await sql<{ rule: string }>`
      insert into link_rule select * from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb)
        as rule(module text, field text, target text, own boolean, decided boolean, required boolean, where_field text, among text[])
      returning to_jsonb(link_rule)::text as rule`.execute(tx)
    const known = new Set(former.map(({ rule }) => rule))
    if (former.length === present.length && present.every(({ rule }) => known.has(rule))) return
    // Under other rules other records have their ground.
    await sql`select settle_ground(array(select id from record where module in (select module from link_rule)), now())`.execute(tx)
  })
}

/** Links whose target somebody chooses; those of an opened record are the system's. */
export const isChosenLink = (field: Field) => (field.kind.name === 'link' || field.kind.name === 'links') && !field.given

function ruleRow(module: Module, field: string, { options, required }: Field) {
  const { module: target, own, decided, where } = options as LinkRule
  return {
    ...{ module: module.path, field, target, own, decided, required: required && module.asks?.[field] === undefined },
    ...{ where_field: where?.field ?? null, among: where?.among ?? null },
  }
}

/** Links among these values that do not hold as things now stand. With `hold` all that they rest on stays as it is until the transaction ends. */
export async function brokenLinks(db: Kysely<DB>, module: Module, owner: string, values: AnyValues, hold = false): Promise<BrokenLink[]> {
  if (!Object.values(module.fields).some(isChosenLink)) return []
  const { rows } = await sql<BrokenLink>`
    select field, target_id as id, title, below from broken_links(${module.path}, ${owner}, ${JSON.stringify(values)}::jsonb, ${hold})`.execute(
    db,
  )
  return rows
}

/** Refuses to go forward on links that no longer hold. */
export async function requireLinks(tx: Transaction<DB>, module: Module, subject: Subject): Promise<void> {
  const broken = await brokenLinks(tx, module, subject.owner, subject.state.values, true)
  if (broken.length === 0) return
  throw invalid(
    broken.map((each) => ({ field: each.field, message: linkWords(module.fields[each.field]!, each) })),
    'LINK_BROKEN',
  )
}

/** Why a link may not stand, in the words of its declaration. */
export function linkWords(field: Field, { title, below }: Pick<BrokenLink, 'title' | 'below'>): string {
  const { needs } = field.options as { needs?: string | null }
  if (title === null) return `《${field.label}》没有填写，或中有找不到的事项`
  if (below) return `《${field.label}》中的“${title}”不能选择：其所依据的事项已不符合要求`
  return needs ? `《${field.label}》中的“${title}”不符合要求：须为${needs}` : `《${field.label}》中的“${title}”还不能选择`
}
