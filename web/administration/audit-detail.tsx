import styles from './administration.module.css'
import type { AuditRow } from './types.ts'

/** Everything an entry holds beyond what its line shows. */
export function AuditDetail({ row }: { row: AuditRow }) {
  const facts: [string, string | null][] = [
    ['审计链', `${row.chainName ?? (row.chain === 'none' ? '未登录' : row.chain)}，第 ${row.seq} 条`],
    ['操作代码', row.action],
    ['结果代码', row.result],
    ['对象编号', row.object],
    ['人员编号', row.person],
    ['请求编号', row.request],
    ['办理前摘要', row.before],
    ['办理后摘要', row.after],
    ['附注', row.facts && JSON.stringify(row.facts)],
  ]
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd className={styles.mono}>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
