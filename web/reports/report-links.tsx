import { Link } from '@tanstack/react-router'
import type { ReportId } from './queries.ts'
import styles from './reports.module.css'

/** What belongs to a report beside its periods. */
export function ReportLinks({ report }: { report: ReportId }) {
  return (
    <nav className={styles.choose} aria-label="报表相关">
      <Link to="/reports/$report/what-if" params={{ report }}>
        测算
      </Link>
      <Link to="/reports/$report/schemes" params={{ report }}>
        指标体系
      </Link>
    </nav>
  )
}
