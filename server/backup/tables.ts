import type { PoolClient } from 'pg'
import { leftOut } from './left-out.ts'

/** A table as it is copied: `key` is what its rows are ordered by, ready for SQL. */
export type Table = { name: string; columns: string[]; key: string[] }

export type Sequence = { name: string; position: string; used: boolean }

/**
 * Every table of the product but those left out, in an order in which they can be filled: what is referred to comes first. Read from the database's
 * own catalogue, so that a new table is in the backup without a word here.
 */
export async function tablesOf(client: PoolClient): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(
    `
    select t.relname as name,
      array(select attname::text from pg_attribute where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select quote_ident(attname) || case when attcollation <> 0 then ' collate "C"' else '' end
            from pg_index cross join unnest(indkey) with ordinality as part(attnum, place) join pg_attribute using (attnum)
            where indrelid = t.oid and indisprimary and attrelid = t.oid order by place) as key,
      array(select distinct other.relname::text from pg_constraint join pg_class other on other.oid = confrelid
            where conrelid = t.oid and contype = 'f' and confrelid <> t.oid) as needs
    from pg_class t
    where relnamespace = 'public'::regnamespace and relkind = 'r' and not starts_with(relname, 'kysely_') and relname <> all($1::text[])
      and not exists (select 1 from pg_depend where classid = 'pg_class'::regclass and objid = t.oid and deptype = 'e')
    order by relname collate "C"`,
    [leftOut],
  )
  const ordered: Table[] = []
  const waiting = new Map(rows.map((row) => [row.name, row]))
  while (waiting.size > 0) {
    const ready = waiting.values().find(({ needs }) => !needs.some((name) => waiting.has(name)))
    if (!ready) throw new Error(`These tables refer to one another in a circle: ${[...waiting.keys()].join(', ')}`)
    waiting.delete(ready.name)
    ordered.push({ name: ready.name, columns: ready.columns, key: ready.key })
  }
  return ordered
}

/** Where every sequence stands. Sequences know no snapshot: they may stand further than the rows do, never less far. */
export async function sequencesOf(client: PoolClient): Promise<Sequence[]> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname collate "C"`,
  )
  const sequences: Sequence[] = []
  for (const { name } of names) {
    const { rows } = await client.query<Sequence>(
      `select $1 as name, last_value::text as position, is_called as used from public.${client.escapeIdentifier(name)}`,
      [name],
    )
    sequences.push(rows[0]!)
  }
  return sequences
}
