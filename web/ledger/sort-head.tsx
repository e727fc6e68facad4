import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import styles from './table.module.css'

type Props = {
  label: string
  /** The field to sort by, where the column can be sorted. */
  field: string | undefined
  sort: string | undefined
  onSort: (sort: string | undefined) => void
}

/** Pressed again and again: ascending, descending, newest first as at the beginning. */
export function SortHead({ label, field, sort, onSort }: Props) {
  if (field === undefined) return <th scope="col">{label}</th>
  const now = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none'
  const next = { none: field, ascending: `-${field}`, descending: undefined }[now]
  return (
    <th scope="col" aria-sort={now}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(next)}
        title={{ none: '按升序排列', ascending: '改为降序', descending: '恢复最新在前' }[now]}
      >
        {label}
        <span className={styles.carets} aria-hidden="true">
          <CaretUpOutlined data-on={now === 'ascending' || undefined} />
          <CaretDownOutlined data-on={now === 'descending' || undefined} />
        </span>
      </button>
    </th>
  )
}
