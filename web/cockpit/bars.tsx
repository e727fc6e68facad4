import type { BoardHead, BoardRow } from '#cockpits/board-table.ts'
import { useNames } from '../api/names.ts'
import styles from './bars.module.css'
import frame from './cockpit.module.css'

/** What stands behind a bar besides its own number: what came of it stands last, and more than three are for the table. */
const beside = ({ cells }: BoardRow) => cells.flatMap((cell, at) => (at > 0 && cell !== '0' ? [at] : [])).slice(-3)

type Props = { columns: readonly BoardHead[]; rows: readonly BoardRow[]; onLook: (row: BoardRow, at: number) => void }

/** Units as bars of the first column, as long as they are to the longest; the other columns as numbers behind it. */
export function Bars({ columns, rows, onLook }: Props) {
  const { short } = useNames()
  const most = Math.max(...rows.map(({ cells }) => Number(cells[0])), 0)
  return (
    <ul className={styles.bars}>
      {rows.map((row) => (
        <li key={row.org}>
          <span className={styles.barName} title={row.name}>
            {short(row.org)}
          </span>
          <span className={styles.bar} aria-hidden="true">
            {row.cells[0] !== '0' && <span style={{ width: most > 0 ? `${(Number(row.cells[0]) / most) * 100}%` : 0 }} />}
          </span>
          <span className={styles.barNumbers}>
            {row.cells.map((cell, at) =>
              (at > 0 && !beside(row).includes(at)) || cell === '0' ? null : (
                <button
                  key={columns[at]!.id}
                  type="button"
                  className={frame.number}
                  data-first={at === 0 || undefined}
                  aria-label={`${row.name}${columns[at]!.label}${cell}`}
                  title={columns[at]!.label}
                  onClick={() => onLook(row, at)}
                >
                  {at > 0 && <small>{columns[at]!.label}</small>}
                  {cell}
                </button>
              ),
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
