import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useNames } from '../api/names.ts'
import { recordPlace } from '../places.ts'
import styles from './cards.module.css'
import type { ListProps } from './ledger-table.tsx'
import { PickBox } from './pick-box.tsx'
import { StageMark } from './stage-mark.tsx'

const FACTS = 6

/** The ledger where a table has no room: one card a record. */
export function LedgerCards({ module, rows, columns, stale, picking, unshown }: ListProps) {
  const names = useNames()
  if (unshown) return <div className={styles.cards}>{unshown}</div>
  if (!rows) return <Skeleton active className={styles.cards ?? ''} paragraph={{ rows: 8 }} />
  return (
    <ul className={styles.cards} aria-busy={stale} aria-label={`${module.name}台账`}>
      {rows.map((row) => (
        <li key={row.id} className={picking.on ? styles.pickable! : undefined}>
          {picking.on && <PickBox row={row} picking={picking} />}
          <Link {...recordPlace(module.path, row.id)} className={styles.card}>
            <span className={styles.title}>{row.title || '（未填写名称）'}</span>
            <span className={styles.line}>
              <StageMark module={module} stage={row.stage} />
              <span>{names.short(row.owner)}</span>
            </span>
            <dl className={styles.facts}>
              {columns
                .filter((column) => column.key !== 'stage' && column.key !== 'owner')
                .map((column) => ({ ...column, shown: column.cell(row, names.at(row.filedAt)) }))
                .filter(({ shown }) => shown !== '—')
                .slice(0, FACTS)
                .map(({ key, label, shown }) => (
                  <div key={key}>
                    <dt>{label}</dt>
                    <dd>{shown}</dd>
                  </div>
                ))}
            </dl>
          </Link>
        </li>
      ))}
    </ul>
  )
}
