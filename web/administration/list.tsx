import { Button } from 'antd'
import { useRef, type ReactNode } from 'react'
import { Refused, sentenceOf } from '../api/call.ts'
import { useArrowKeys } from '../shell/use-arrow-keys.ts'
import styles from './administration.module.css'

/** `width` in pixels; what room is left is shared in the same proportions. */
export type Column<Row> = { label: string; width: number; cell: (row: Row) => ReactNode; wraps?: boolean }

type Props<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  /** Absent while the first answer is on its way. */
  rows: readonly Row[] | undefined
  error: Error | null
  /** The rows answer an earlier question. */
  stale?: boolean
  again: () => void
  more?: { load: () => void; busy: boolean } | undefined
  /** What is said when there are none. */
  empty: string
  /** What stands below a row that is opened. */
  detail?: (row: Row) => ReactNode
}

/** A plain table; the first cell names the row. Up and down walk along the names where these are buttons; elsewhere they scroll. */
export function List<Row>({ caption, columns, keyOf, rows, error, stale, again, more, empty, detail }: Props<Row>) {
  const frame = useRef<HTMLDivElement>(null)
  const walk = useArrowKeys(frame, 'tbody tr > :first-child button')
  const nothing = rows?.length === 0 || (error && !rows)
  return (
    <div ref={frame} className={styles.frame} aria-busy={(!rows && !error) || stale} data-stale={stale || undefined}>
      {nothing ? (
        <div className={styles.empty} role="status">
          <p>{error && !rows ? sentenceOf(error) : empty}</p>
          {error && !rows && !(error instanceof Refused && error.status === 422) && <Button onClick={again}>重试</Button>}
        </div>
      ) : (
        <table className={styles.table} onKeyDown={walk}>
          <caption className={styles.caption}>{caption}</caption>
          <colgroup>
            {columns.map(({ label, width }) => (
              <col key={label} style={{ width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => <Line key={keyOf(row)} row={row} columns={columns} detail={detail?.(row)} />) ?? (
              <Waiting cells={columns.length} />
            )}
          </tbody>
        </table>
      )}
      {more && (
        <div className={styles.more}>
          <Button type="link" loading={more.busy} onClick={more.load}>
            显示更多
          </Button>
        </div>
      )}
    </div>
  )
}

function Line<Row>({ row, columns: [first, ...rest], detail }: { row: Row; columns: readonly Column<Row>[]; detail: ReactNode }) {
  return (
    <>
      <tr>
        {first && (
          <th scope="row" {...whole(first.cell(row))}>
            {first.cell(row)}
          </th>
        )}
        {rest.map(({ label, cell, wraps }) => (
          <td key={label} data-label={label} data-wraps={wraps || undefined} {...whole(cell(row))}>
            {cell(row)}
          </td>
        ))}
      </tr>
      {detail && (
        <tr className={styles.detail}>
          <td colSpan={rest.length + 1}>{detail}</td>
        </tr>
      )}
    </>
  )
}

/** What does not fit is read under the pointer. */
const whole = (shown: ReactNode) => (typeof shown === 'string' ? { title: shown } : {})

function Waiting({ cells }: { cells: number }) {
  return Array.from({ length: 10 }, (_, row) => (
    <tr key={row} aria-hidden="true">
      <td colSpan={cells}>
        <span className={styles.bone} style={{ width: `${58 + ((row * 17) % 38)}%` }}>
          &nbsp;
        </span>
      </td>
    </tr>
  ))
}
