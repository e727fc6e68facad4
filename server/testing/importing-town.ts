import type { CellValue } from 'hucre'
import { sql, type RawBuilder } from 'kysely'
import { beforeEach } from 'vitest'
import { clubModules } from '#kernel/testing/club.ts'
import { buildTown } from '#kernel/testing/town.ts'
import { importing } from './import.ts'
import { testServer } from './server.ts'

/** The columns of a sheet of tournaments. */
export const HEAD = ['赛事名称', '赛事编号', '场地', '承办单位', '参赛俱乐部', '用球', '开赛日期', '规程', '奖项·奖项名称', '奖项·说明']
const plain = (code: string): Record<string, CellValue> => ({
  ...{
    赛事名称: `${code}公开赛`,
    赛事编号: code,
    场地: '硬地',
    承办单位: 'hall',
    参赛俱乐部: 'north、south',
    用球: '绿球',
    开赛日期: '2199-06-01',
  },
})
/** Cells under the columns they belong to. */
export const row = (cells: Record<string, CellValue>, head = HEAD) => head.map((label) => cells[label] ?? null)
/** A tournament that could be submitted, as a line under these columns. */
export const line = (code: string, more: Record<string, CellValue> = {}, head = HEAD) => row({ ...plain(code), ...more }, head)

/** A town whose clubs import their tournaments; jobs that a test leaves undecided are not the next one's. */
export async function importingTown() {
  const { app, db, asPerson } = await testServer(clubModules)
  const town = await buildTown(db)
  const as = async (name: string) => asPerson(town.as(name).id)
  beforeEach(() => sql`delete from job`.execute(db))

  const records = async (who = 'north entry') =>
    (await (await as(who))('GET', '/api/tennis/tournament', { query: { limit: '200' } })).json().rows as {
      id: string
      title: string
      stage: string
      values: any
    }[]
  const titled = async (part: string, who?: string) => (await records(who)).filter(({ title }) => title.includes(part))
  /** What the product itself may not do. */
  const owning = (...statements: RawBuilder<unknown>[]) =>
    db.transaction().execute(async (tx) => {
      await sql`set local role none`.execute(tx)
      for (const each of statements) await each.execute(tx)
    })
  const audited = async (part: string) =>
    (await sql<{ entry: string }>`select entry from audit where entry like ${`%${part}%`} order by at, seq`.execute(db)).rows.map(
      ({ entry }) => JSON.parse(entry),
    )

  return { app, db, asPerson, town, as, ...importing(app, as), records, titled, owning, audited }
}
