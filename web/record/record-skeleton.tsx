import { Skeleton } from 'antd'

/** The place a record or its form will take. */
export function RecordSkeleton() {
  return (
    <div style={{ maxWidth: 1160, margin: '0 auto', padding: '24px' }} aria-busy="true">
      <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 2 }} />
      <Skeleton active title={false} paragraph={{ rows: 12 }} style={{ marginTop: 24 }} />
    </div>
  )
}
