import type { CellStyle, WriteSheet } from 'hucre'
import type { Module } from '#kernel/module.ts'
import { filledAt, firstStep } from '#kernel/steps.ts'
import { windowWords } from '#kernel/window.ts'
import { MOST_REPORTS, type Desk } from './desk-lines.ts'
import { HELP_SHEET, RECORD } from './headers.ts'
import type { FillColumn } from './fill-sheet.ts'
import { inert } from './inert.ts'

/** The sheet that says how the other one is filled in: what holds for all, then every column with its guidance, example and clause. */
export function helpSheet(module: Module, columns: readonly FillColumn[], desk: Desk | null): WriteSheet {
  const general = generalLines(module, columns, desk).map((line, at) => [at === 0 ? line : `${at}. ${line}`, null, null, null, null])
  const fields = columns.filter(({ given }) => !given)
  const table = fields.map(({ label, field }) => [
    label,
    field.required ? '必填' : '选填',
    inert(field.hint ?? ''),
    inert(field.example ?? ''),
    inert(field.clause ?? ''),
  ])
  const rows = [...general, [null, null, null, null, null], ['列', '要求', '填写说明', '范例', '依据'], ...table]
  const head = general.length + 1
  return {
    name: HELP_SHEET,
    columns: [22, 8, 60, 46, 22].map((width) => ({ width, style: BODY })),
    rows,
    cells: new Map([
      ['0,0', { value: rows[0]![0] ?? null, type: 'string' as const, style: TITLE }],
      ...Array.from(
        { length: 5 },
        (_, at) => [`${head},${at}`, { value: rows[head]![at] ?? null, type: 'string' as const, style: HEAD }] as const,
      ),
    ]),
    merges: general.map((_, line) => ({ startRow: line, endRow: line, startCol: 0, endCol: 4 })),
  }
}

function generalLines(module: Module, columns: readonly FillColumn[], desk: Desk | null): string[] {
  const rows = [...new Set(columns.flatMap(({ key, part }) => (part === null ? [] : [module.fields[key]!])))]
  const open = module.window ? windowWords(module.window) : null
  const asked = new Set((desk?.stages ?? [firstStep(module)]).flatMap((step) => filledAt(module, step)))
  const files = [...asked].filter((key) => module.fields[key]!.kind.sheet?.writtenOnly)
  return [
    `${module.name}${desk ? '待填报表' : '导入模板'}填写说明`,
    module.scope,
    ...(open === null ? [] : [`填报时间：${open}。在此时间以外可以导入为草稿，不能提交。`]),
    ...(desk && desk.total > MOST_REPORTS
      ? [`待填报事项共 ${desk.total} 项，本表列出前 ${MOST_REPORTS} 项；其余事项请在这些事项填报后重新下载。`]
      : []),
    desk
      ? `每项待填报的事项一行，已有内容已经带出，请在此基础上填写。“${RECORD}”请勿改动，系统据此对应事项；不需要填报的行可以删除。`
      : '从“范例”下面的空行开始填写，一行一条；表头不要改动，列的顺序可以调整，不用的选填列可以删除。',
    '标有“*”的列为必填。存为草稿导入时可以暂缺，提交前补齐即可。',
    '有下拉列表的列请从列表中选择；多个单位写在一格中，用顿号隔开。日期可写作 2026-03-31、2026年3月31日、2026.3.31。',
    ...rows.map((field) => `“${field.label}”有多条的，第一条与该事项写在同一行，其余逐条写在下面各行，下面各行的其他列留空。`),
    ...(files.length > 0
      ? [`${files.map((key) => `“${module.fields[key]!.label}”`).join('、')}为附件，不能在表格中填写，请导入为草稿后在系统中上传。`]
      : []),
    '不要使用公式，不要隐藏行列。系统不计算公式，含公式的单元格会被标为错误。',
    '填写完成后在台账页点“导入”，选择“从 Excel 导入”并上传本表，核对无误后再确认；确认之前不会写入任何内容。',
    '严禁填写涉密信息。涉密内容请通过电子政务内网邮箱报送。',
  ]
}

const LINE = { style: 'thin', color: { rgb: 'E1E6ED' } } as const
const BODY: CellStyle = { alignment: { vertical: 'top', wrapText: true } }
const TITLE: CellStyle = { font: { bold: true, size: 14 } }
const HEAD: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E1E6ED' } },
  border: { bottom: LINE },
}
