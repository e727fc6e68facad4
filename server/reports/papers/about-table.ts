import { reports } from '../reports.ts'
import { text, type PaperTable } from './paper-tables.ts'
import type { PaperSource } from './paper-source.ts'
import { dayWords, instantWords, issueWords, periodWords } from './paper-words.ts'
import { uncounted } from './uncounted.ts'

/** 说明: what paper this is, by whom and when, under which digest, and what is not counted. */
export function aboutTable(source: PaperSource): PaperTable {
  const { issue, before, scheme } = source
  return {
    name: '说明',
    columns: [
      { label: '项目', width: 11, align: 'left' },
      { label: '内容', width: 40, align: 'left' },
    ],
    rows: [
      ['报表', reports[source.report].name],
      ['报表周期', `${periodWords(source)}（${dayWords(source.first)}至${dayWords(source.last)}）`],
      ['状态', issue ? issueWords(issue) : '未定稿，仅供核对，以定稿为准'],
      ...(issue?.cause ? [['更正原因', issue.cause]] : []),
      ['计算', `第${source.number}次计算，${source.computedBy}于${instantWords(source.lockedAt)}计算`],
      ...(issue
        ? [
            ['提请', issue.askedBy],
            ['定稿', `${issue.fixedBy}于${instantWords(issue.fixedAt)}定稿`],
          ]
        : []),
      ...(before
        ? [['上次定稿', `${issueWords(before)}，${before.fixedBy}于${instantWords(before.fixedAt)}定稿（第${before.number}次计算）`]]
        : []),
      ['指标体系', `${source.schemeId}${scheme.validFrom ? `，自${dayWords(scheme.validFrom)}起施行` : ''}`],
      ['指标体系来源', scheme.source ?? '—'],
      ['校验码（SHA-256）', source.digest],
      ['数值', '得分和指数保留六位小数，显示两位小数；单元格中为六位小数的数值。'],
      ...uncounted(source).map(({ what, why }, at) => [at === 0 ? '未计入的事项和原因' : '', `${what}：${why}`]),
      ...source.waiting.map(({ unitName, moduleName, count, why }, at) => [
        at === 0 ? '尚未计入的填报事项（限导出人可以查看的单位）' : '',
        `${unitName}　${moduleName}　${count}件：${why}`,
      ]),
    ].map(([name, value]) => [text(name!), text(value!)]),
  }
}
