import { useQuery } from '@tanstack/react-query'
import { Drawer, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { momentText } from '../city-time.ts'
import { Failed } from '../shell/failed.tsx'
import { readingsQuery, type Published, type UnitReadings } from './notice-queries.ts'
import styles from './office.module.css'

/** Which units have read a notice, who there and when, and which remain; follows by itself while it is open. */
export function ReadingsDrawer({ notice, onClose }: { notice: Published; onClose: () => void }) {
  const [part, choose] = useState<'remaining' | 'read'>('remaining')
  const { data, error, refetch } = useQuery(readingsQuery(notice.id))
  const remaining = data?.filter(({ readers }) => readers.length === 0) ?? []
  const read = data?.filter(({ readers }) => readers.length > 0) ?? []
  return (
    <Drawer open title={`已读情况：${notice.title}`} size="min(640px, 100vw)" onClose={onClose}>
      {error && !data && <Failed error={error} again={refetch} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && (
        <>
          <Segmented<'remaining' | 'read'>
            aria-label="阅读情况"
            value={part}
            onChange={choose}
            options={[
              { value: 'remaining', label: `未读单位（${remaining.length}）` },
              { value: 'read', label: `已读单位（${read.length}）` },
            ]}
          />
          {part === 'remaining' ? <Remaining units={remaining} /> : <Read units={read} />}
        </>
      )}
    </Drawer>
  )
}

function Remaining({ units }: { units: UnitReadings[] }) {
  if (units.length === 0) return <p className={styles.nothing}>所有接收单位均已阅读。</p>
  return (
    <ul className={styles.remaining}>
      {units.map(({ org, orgName }) => (
        <li key={org}>{orgName}</li>
      ))}
    </ul>
  )
}

function Read({ units }: { units: UnitReadings[] }) {
  if (units.length === 0) return <p className={styles.nothing}>还没有单位阅读。</p>
  return (
    <dl className={styles.readers}>
      {units.map(({ org, orgName, readers }) => (
        <div key={org}>
          <dt>{orgName}</dt>
          {readers.map(({ name, at }) => (
            <dd key={`${name} ${at}`}>
              {name} <time dateTime={at}>{momentText(at)}</time>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
