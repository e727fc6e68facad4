import type { Module } from '#kernel/module.ts'
import type { ImportRow } from '../jobs/types.ts'
import styles from './import.module.css'
import { PreviewCell, toneOf } from './preview-cell.tsx'
import { RowMarks } from './row-marks.tsx'

export type PreviewProps = { module: Module; columns: readonly string[]; rows: readonly ImportRow[] }

const WIDE = new Set(['paragraph', 'link', 'links'])

/** Rows as a table: the line of the sheet, whether it can be imported, and every column as it was understood. */
export function PreviewTable({ module, columns, rows }: PreviewProps) {
  const shown = shownColumns(module, columns, rows)
  const width = 260 + shown.reduce((sum, column) => sum + widthOf(module, column), 0)
  return (
    <div className={styles.frame} role="region" aria-label="核对表" tabIndex={0}>
      <table className={styles.table} style={{ minWidth: width }}>
        <caption className={styles.caption}>表格各行的核对结果</caption>
        <colgroup>
          <col style={{ width: 60 }} />
          <col style={{ width: 200 }} />
          {shown.map((column) => (
            <col key={column} style={{ width: widthOf(module, column) }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">行号</th>
            <th scope="col">核对</th>
            {shown.map((column) => (
              <th key={column} scope="col">
                {module.fields[column]!.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.at}>
              <th scope="row">{row.line}</th>
              <td>
                <div>
                  <RowMarks module={module} row={row} />
                </div>
              </td>
              {shown.map((column) => (
                <td key={column} data-tone={toneOf(row, column)}>
                  <PreviewCell module={module} row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The sheet's own columns, and those it lacks that something is said about. */
export function shownColumns(module: Module, columns: readonly string[], rows: readonly ImportRow[]): string[] {
  const said = rows.flatMap(({ found }) => found.flatMap(({ key }) => (key === null ? [] : [key.split('.')[0]!])))
  return [...new Set([...columns, ...said])].filter((key) => module.fields[key] !== undefined)
}

const widthOf = (module: Module, column: string) => (WIDE.has(module.fields[column]!.kind.name) ? 280 : 170)
