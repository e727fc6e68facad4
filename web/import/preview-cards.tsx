import { titleText } from './title-text.ts'
import { useNames } from '../api/names.ts'
import styles from './import.module.css'
import { PreviewCell, toneOf } from './preview-cell.tsx'
import { shownColumns, type PreviewProps } from './preview-table.tsx'
import { RowMarks } from './row-marks.tsx'

/** Rows where a table has no room: a card each, and in it what is wrong. */
export function PreviewCards({ module, columns, rows }: PreviewProps) {
  const names = useNames()
  return (
    <ul className={styles.cards}>
      {rows.map((row) => (
        <li key={row.at} className={styles.rowCard}>
          <b>
            第 {row.line} 行　{titleText(module, row, names)}
          </b>
          <div>
            <RowMarks module={module} row={row} />
          </div>
          <dl>
            {shownColumns(module, columns, [row])
              .filter((column) => toneOf(row, column) !== undefined)
              .map((column) => (
                <div key={column} data-tone={toneOf(row, column)}>
                  <dt>{module.fields[column]!.label}</dt>
                  <dd>
                    <PreviewCell module={module} row={row} column={column} />
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
