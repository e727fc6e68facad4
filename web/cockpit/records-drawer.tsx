import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton } from 'antd'
import { CountedList } from '../reports/counted-list.tsx'
import { recordsQuery, type Asked, type ReportId } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import styles from './cockpit.module.css'

/** A number that is looked into, with the words that say which. */
export type LookedInto = Asked & { title: string }

/** The records that a number was made of, each leading to itself and its attachments. */
export function RecordsDrawer({
  report,
  of,
  into,
  onClose,
}: {
  report: ReportId
  of: string | undefined
  into: LookedInto
  onClose: () => void
}) {
  const { title, ...counted } = into
  const { data, error, refetch } = useQuery(recordsQuery(report, of, counted))
  return (
    <Drawer open title={title} size="min(560px, 100vw)" onClose={onClose}>
      <div className={styles.drawer} data-theme="dark">
        {error && !data && <Failed error={error} again={refetch} />}
        {!data && !error && <Skeleton active paragraph={{ rows: 6 }} />}
        {data?.byHand && <p>手工录入。依据：{data.byHand.basis}</p>}
        {data?.all === 0 && !data.byHand && (
          <p role="status">{into.unit === undefined ? '由手工录入的指标值合计，录入依据见各单位。' : '没有计入的事项。'}</p>
        )}
        {data && data.records.length > 0 && <CountedList className={styles.records} records={data.records} />}
        {data && data.records.length < data.all && (
          <p className={styles.quiet}>
            共{data.all}条，{restWords(data.records.length)}
          </p>
        )}
      </div>
    </Drawer>
  )
}

/** As many as an answer holds at most; more are left to the ledger. */
const MOST = 500

function restWords(shown: number): string {
  if (shown === MOST) return `列出最近的${MOST}条。`
  return shown === 0 ? '均不在您的查看范围内。' : '其余不在您的查看范围内。'
}
