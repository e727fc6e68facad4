import { writeXlsx } from 'hucre'
import { aboutTable } from './about-table.ts'
import { differencesTable, rankingTable, scoresTable } from './paper-tables.ts'
import type { PaperSource } from './paper-source.ts'
import { instantWords, issueWords, titleOf } from './paper-words.ts'
import { schemeTable } from './scheme-table.ts'
import { tableSheet } from './workbook-sheet.ts'
import { workingTable } from './working-table.ts'

/** A report as a workbook: ranking, scores, workings, scheme, what it is, and what differs from the issue before. */
export async function reportWorkbook(source: PaperSource): Promise<Uint8Array> {
  const { issue, before } = source
  const title = titleOf(source)
  const mark = issue ? `${title}　${issueWords(issue)}` : `未定稿　${title}`
  const state = issue ? `${issueWords(issue)}，${instantWords(issue.fixedAt)}` : '未定稿，仅供核对，以定稿为准'
  const about = `数据截至${instantWords(source.lockedAt)}；${state}。`
  const look = { mark, note: about }
  const head = issue ? title : `${title}（未定稿）`
  const working = workingTable(source)
  const differing = differencesTable(source)
  const sheets = [
    tableSheet({ ...rankingTable(source), name: '排名' }, { ...look, title: head }),
    tableSheet(scoresTable(source), { ...look, title: `${head}　指标得分`, landscape: true }),
    // The clauses stand in the scheme on paper; here they would make every row ten lines tall.
    tableSheet(working, { ...look, title: `${head}　计算过程`, landscape: true, printed: working.columns.length - 1 }),
    tableSheet(schemeTable(source), { ...look, title: `${head}　指标体系`, landscape: true }),
    tableSheet(aboutTable(source), { ...look, title: `${head}　说明` }),
    ...(differing
      ? [
          tableSheet(differing, {
            ...look,
            title: `${head}　与上次定稿（${issueWords(before)}）的差异`,
            note: `${differing.rows.length === 0 ? '没有差异。' : `${differing.rows.length}个单位有变化。`}${issue?.cause ? `更正原因：${issue.cause}` : ''}`,
            landscape: true,
          }),
        ]
      : []),
  ]
  return writeXlsx({ sheets, properties: { title: head, creator: source.office }, defaultFont: { name: '微软雅黑', size: 10 } })
}
