import { PlusOutlined, ReadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import type { Module } from '#kernel/module.ts'
import type { LedgerCount } from '../api/types.ts'
import { helpPlace, newPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { usePhone } from '../shell/use-phone.ts'
import { countWords } from './count-words.ts'
import styles from './ledger.module.css'
import type { LedgerSearch } from './search.ts'
import { SheetTools } from './sheet-tools.tsx'
import type { Columns } from './use-columns.ts'

type Props = {
  module: Module
  search: LedgerSearch
  mayFile: boolean
  count: LedgerCount | undefined
  columns: Columns
  empty: boolean
  onPick: () => void
}

export function LedgerHead({ module, search, mayFile, count, columns, empty, onPick }: Props) {
  const phone = usePhone()
  return (
    <header className={styles.head}>
      <h1>
        {module.name}台账
        <span className={styles.count} aria-live="polite">
          {count && countWords(count, module.unit)}
        </span>
      </h1>
      <div className={styles.tools}>
        {!phone && (
          <>
            <ButtonLink {...helpPlace(module.path)} look="text" icon={<ReadOutlined aria-hidden />}>
              填报指南
            </ButtonLink>
            <ColumnChoice columns={columns} />
          </>
        )}
        <SheetTools module={module} search={search} mayFile={mayFile} empty={empty} onPick={onPick} />
        {mayFile && (
          <ButtonLink {...newPlace(module.path)} look="primary" icon={<PlusOutlined aria-hidden />}>
            新建
          </ButtonLink>
        )}
      </div>
    </header>
  )
}

function ColumnChoice({ columns }: { columns: Columns }) {
  const content = (
    <div className={styles.choice} role="group" aria-label="显示的列">
      {columns.all
        .filter((column) => column.optional)
        .map((column) => (
          <Checkbox key={column.key} checked={!columns.hidden.has(column.key)} onChange={() => columns.toggle(column.key)}>
            {column.label}
          </Checkbox>
        ))}
      <Button type="link" size="small" onClick={columns.reset} disabled={columns.hidden.size === 0}>
        恢复默认
      </Button>
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight" getPopupContainer={(trigger) => trigger.parentElement!}>
      <Button type="text" icon={<SettingOutlined aria-hidden />}>
        列设置
      </Button>
    </Popover>
  )
}
