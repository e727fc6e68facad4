import { Checkbox } from 'antd'
import type { LedgerRow } from '../api/types.ts'
import type { Picking } from './use-picking.ts'

export function PickBox({ row, picking }: { row: LedgerRow; picking: Picking }) {
  const name = row.title || '（未填写名称）'
  return (
    <Checkbox
      checked={picking.picked.has(row.id)}
      onChange={() => picking.toggle(row.id)}
      aria-label={`选择 ${name}`}
      style={{ marginRight: 8 }}
    />
  )
}
