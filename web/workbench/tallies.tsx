import { Link } from '@tanstack/react-router'
import type { TodoSummary } from '../api/types.ts'
import { SOON } from './due.ts'
import styles from './workbench.module.css'

/** The four numbers of the day. */
export function Tallies({ summary }: { summary: TodoSummary | undefined }) {
  return (
    <dl className={styles.tallies} aria-busy={!summary}>
      <Tally label="待办" count={summary?.total} />
      <Tally label="已超期" count={summary?.overdue} tone="alert" />
      <Tally label={`${SOON} 天内到期`} count={summary?.dueSoon} tone="warn" />
      <div className={styles.tally} data-tone={summary?.returned ? 'alert' : undefined}>
        <dt>被驳回</dt>
        <dd>
          {summary?.returned ? (
            <Link to="/" search={{ kind: 'returned' }}>
              {summary.returned}
            </Link>
          ) : (
            (summary?.returned ?? '–')
          )}
        </dd>
      </div>
    </dl>
  )
}

function Tally({ label, count, tone }: { label: string; count: number | undefined; tone?: 'alert' | 'warn' }) {
  return (
    <div className={styles.tally} data-tone={count ? tone : undefined}>
      <dt>{label}</dt>
      <dd>{count ?? '–'}</dd>
    </div>
  )
}
