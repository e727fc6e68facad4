import type { BoardHead } from '#cockpits/board-table.ts'
import styles from './cockpit.module.css'

/** A number of a board, which opens its records; behind nothing there is nothing. */
export function BoardNumber({ cell, label, onOpen }: { cell: string; label: string; onOpen: () => void }) {
  if (cell === '0') return '0'
  return (
    <button type="button" className={styles.number} aria-label={`${label}${cell}`} onClick={onOpen}>
      {cell}
    </button>
  )
}

/** One number a column, as of all units or of one. `label` names a column to whoever hears it. */
export function BoardNumbers({
  columns,
  cells,
  label,
  onOpen,
}: {
  columns: readonly BoardHead[]
  cells: readonly string[]
  label: (column: string) => string
  onOpen: (at: number) => void
}) {
  return (
    <dl className={styles.totals}>
      {columns.map(({ id, label: column }, at) => (
        <div key={id}>
          <dt>{column}</dt>
          <dd>
            <BoardNumber cell={cells[at]!} label={label(column)} onOpen={() => onOpen(at)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
