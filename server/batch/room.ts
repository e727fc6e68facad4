import { sql } from 'kysely'
import type { Database } from '../database/connect.ts'
import { Failed } from '../jobs/work.ts'

const GB = 1024 ** 3
/** What results may take on the disk: of one person, and of all. Archives that are being packed at the same moment are not counted. */
const MOST_EACH = 4 * GB
const MOST_TOGETHER = 40 * GB

/** Refuses to make another result where those that are kept already take the room. Throws `Failed`. */
export async function refuseFull(db: Database, person: string, bytes: number): Promise<void> {
  const { rows } = await sql<{ mine: number; all: number }>`
    select coalesce(sum(size) filter (where person_id = ${person}), 0)::float8 as mine, coalesce(sum(size), 0)::float8 as all
    from (select person_id, (outcome->'result'->>'size')::bigint as size from job where outcome ? 'result' and state <> 'dropped') kept`.execute(
    db,
  )
  const { mine, all } = rows[0]!
  if (mine + bytes > MOST_EACH)
    throw new Failed(
      'RESULTS_FULL',
      `您保留的结果文件已有 ${inGb(mine)}，加上本次将超过 ${inGb(MOST_EACH)}，请在“导入与下载”中移除不再需要的，再重新下载。`,
    )
  if (all + bytes > MOST_TOGETHER) throw new Failed('RESULTS_FULL', '系统中待取回的结果文件较多，暂不能生成新的压缩包，请稍后再试。')
}

const inGb = (bytes: number) => `${(bytes / GB).toFixed(1)} GB`
