import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton } from 'antd'
import { CountedAnswer } from '../reports/counted-answer.tsx'
import { recordsQuery, type Asked, type ReportId } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import frame from './cockpit.module.css'
import styles from './records-drawer.module.css'

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
  const ofAll = into.unit === undefined
  const { data, error, refetch } = useQuery(recordsQuery(report, of, counted))
  return (
    <Drawer open title={title} size="min(560px, 100vw)" onClose={onClose}>
      <div className={styles.drawer} data-theme="dark">
        {error && !data && <Failed error={error} again={refetch} />}
        {!data && !error && <Skeleton active paragraph={{ rows: 6 }} />}
        {data && <CountedAnswer data={data} list={styles.records} quiet={frame.quiet} none={ofAll ? NONE.all : NONE.unit} ofAll={ofAll} />}
      </div>
    </Drawer>
  )
}

const NONE = { all: '由手工录入的指标值合计，录入依据见各单位。', unit: '没有计入的事项。' }
