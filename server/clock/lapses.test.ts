import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { fold } from '#kernel/fold.ts'
import { actsOf } from '#kernel/store/history.ts'
import { canonical } from '#kernel/fold.ts'
import { subjectOf, recordColumns, type RecordRow } from '#kernel/store/record-row.ts'
import { perform } from '#kernel/store/perform.ts'
import { clubModules, naming } from '#kernel/testing/club.ts'
import { buildTown, inTown, TODAY } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { lapseAll, logOnce } from './lapses.ts'

const { db } = await testServer(clubModules)
const town = await buildTown(db)
const { create, act } = inTown(town)
const later = (days: number) => new Date(TODAY.getTime() + days * 24 * 60 * 60 * 1000)

const logged: unknown[] = []
const stuck = logOnce({ error: (facts: unknown) => void logged.push(facts) })
const sweep = (at: Date) => lapseAll(db, clubModules, at, stuck)

async function listed(title: string): Promise<string> {
  const { id } = await create('north entry', naming, { title, plan: '方案' })
  await act('north entry', naming, id, { verb: 'submit', version: 1 })
  await act('north reviewer', naming, id, { verb: 'pass', version: 2 })
  await act('federation reviewer', naming, id, { verb: 'decide', outcome: 'listed', version: 3 })
  return id
}

const stored = async (id: string) => {
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where id = ${id}`.execute(db)
  return subjectOf(rows[0]!).state
}

test('what runs out acts by itself once, whoever sweeps and however late', async () => {
  const id = await listed('白云球场')
  expect(await sweep(later(31))).toBe(0)
  expect((await stored(id)).stage).toBe('drawing')
  // Two nodes wake after a long night.
  const counts = await Promise.all([sweep(later(60)), sweep(later(60))])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  const state = await stored(id)
  expect(state).toMatchObject({ stage: 'closed', values: { verdict: '移出名录' }, deadline: null })
  const acts = await actsOf(db, id)
  expect(acts.at(-1)).toMatchObject({ verb: 'lapse', by: null, byName: '系统', role: 'system', outcome: 'removed' })
  expect(canonical(fold(naming, acts))).toBe(canonical(state))
  const { rows } = await sql<{ entry: string }>`select entry from audit where entry like '%tennis/naming:lapse%'`.execute(db)
  expect(rows).toHaveLength(1)
  expect((await sql`select 1 from timer`.execute(db)).rows).toEqual([])
})

test('between the last day and the sweep nobody slips in; what was sent in time stays', async () => {
  const late = await listed('东风球场')
  const at = (now: Date) => (id: string, version: number) =>
    db.transaction().execute((tx) =>
      perform({ tx, actor: town.as('north entry'), now, modules: clubModules }, naming, id, {
        verb: 'submit',
        version,
        values: { drawing: '说明' },
      }),
    )
  await expect(at(later(32))(late, 4)).rejects.toMatchObject({ code: 'LAPSED' })
  const intime = await listed('朝阳球场')
  await at(later(30))(intime, 4)
  await sweep(later(90))
  expect((await stored(intime)).stage).toBe('check')
  expect((await stored(late)).stage).toBe('closed')
})

test('a record that cannot be moved holds up nobody behind it, and is logged once for each way in which it fails', async () => {
  const [held, behind] = [await listed('老城球场'), await listed('新城球场')]
  await sql`update record set deadline = null where id = ${held}`.execute(db)
  await sql`update timer set lapses_on = '2000-01-01' where record_id = ${held}`.execute(db)
  expect(logged).toEqual([])
  expect(await lapseAll(db, clubModules, later(60), stuck, () => false)).toBe(0)
  expect(await sweep(later(60))).toBe(1)
  expect((await stored(behind)).stage).toBe('closed')
  expect((await stored(held)).stage).toBe('drawing')
  await sweep(later(61))
  expect(logged).toMatchObject([{ record: held, err: { name: 'TypeError' } }])
  await sql`update record set module = 'tennis/gone' where id = ${held}`.execute(db)
  await sweep(later(61))
  await sweep(later(62))
  expect(logged.slice(1)).toMatchObject([{ record: held, err: { message: 'No module tennis/gone' } }])
})
