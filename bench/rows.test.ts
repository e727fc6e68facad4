import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Module } from '#kernel/module.ts'
import type { Role } from '#kernel/org.ts'
import { create, perform } from '#kernel/store/perform.ts'
import { modules } from '#modules/all.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { connect } from '#server/database/connect.ts'
import { openKeys } from '#server/identity/keys.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { person } from './cast.ts'
import { prepare } from './prepare.ts'
import { rowsOf, TABLES, type Story, type Table } from './rows.ts'
import { filingOf, pilotStory, progressStory, reportOf } from './stories.ts'

const [performed, generated] = [connect(await freshDatabase()), connect(await freshDatabase())]
const columns = new Map<string, string[]>()

beforeAll(async () => {
  for (const { db } of [performed, generated]) await prepare(db, openKeys('', Buffer.alloc(32, 1).toString('base64')))
  const { rows } = await sql<{
    table: string
    names: string[]
  }>`select table_name as table, array_agg(column_name::text) as names from information_schema.columns where table_name = any(${TABLES as readonly string[]}) group by 1`.execute(
    generated.db,
  )
  for (const { table, names } of rows) columns.set(table, names)
})
afterAll(() => Promise.all([performed.pool.end(), generated.pool.end()]))

test.each(['entry', 'review', 'distribute'])('a generated pilot at %s is what the verbs leave behind', async (stage) => {
  const filing = filingOf({ entry: 1, review: 2, distribute: 3 }[stage]!)
  const told = pilotStory('', filing, stage)
  const id = await performAll(told)
  await expectSame([{ ...told, id }])
})

test.each(['entry', 'review', 'lead', 'confirm', 'approved'])(
  'a generated pilot with everything decided, its reports at %s, is what the verbs leave behind',
  async (stage) => {
    const n = 10 + stage.length
    const filing = filingOf(n)
    const told = pilotStory('', filing, 'approved')
    const id = await performAll(told)
    const decided = told.acts.at(-1)!
    const stories: Story[] = [{ ...told, id }]
    for (const opening of pilot.opens!({ id, owner: filing.owner, values: filing.values })) {
      const { rows } = await sql<{ record_id: string }>`select record_id from identity where key = ${`${id}:${opening.key}`}`.execute(
        performed.db,
      )
      const report = progressStory(
        rows[0]!.record_id,
        id,
        opening,
        { person: person(filing.values.lead, 'entry'), at: decided.at },
        n,
        stage,
      )
      await performOn(report, reportOf(n, report.owner, decided.at))
      stories.push(report)
    }
    expect(stories.length).toBeGreaterThan(1)
    await expectSame(stories)
  },
)

async function performAll(story: Story): Promise<string> {
  const [first] = story.acts
  const { owner: org, module } = story
  const { id } = await performed.db
    .transaction()
    .execute((tx) =>
      create({ tx, actor: person(org, 'entry'), now: first!.at, modules }, module, { id: org, kind: 'district' }, first!.patch),
    )
  await performOn({ ...story, id })
  return id
}

/** Every act after the first, by the verbs; `typed` are the values that come with the submission. */
async function performOn({ module, id, acts }: Pick<Story, 'id' | 'acts'> & { module: Module }, typed?: unknown) {
  for (const act of acts.slice(1)) {
    const values = act.verb === 'submit' && typed ? { values: typed } : {}
    await performed.db.transaction().execute((tx) =>
      perform({ tx, actor: person(act.org, act.role as Role), now: act.at, modules }, module, id, {
        verb: act.verb,
        version: act.seq - 1,
        ...values,
      }),
    )
  }
}

/** Puts the generated rows into the other database and compares all that both hold about these records, table by table. */
async function expectSame(stories: Story[]) {
  const rows = stories.map(rowsOf)
  for (const table of TABLES) {
    const all = rows.flatMap((each) => each[table])
    for (const row of all) expect(Object.keys(row).sort(), table).toEqual([...columns.get(table)!].sort())
    await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(`public.${table}`)}, ${JSON.stringify(all)}::jsonb)`.execute(
      generated.db,
    )
  }
  const ids = stories.map((story) => story.id)
  for (const table of TABLES) expect(await held(generated.db, table, ids), table).toEqual(await held(performed.db, table, ids))
}

async function held(db: typeof performed.db, table: Table, ids: string[]) {
  const { rows } = await sql<{
    row: object
  }>`select to_jsonb(t) as row from ${sql.table(table)} t where ${sql.ref(table === 'record' ? 'id' : 'record_id')} = any(${ids}::uuid[]) order by t::text`.execute(
    db,
  )
  return rows.map(({ row }) => row)
}
