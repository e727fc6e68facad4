import { DownloadOutlined, PlusOutlined, ReadOutlined, SettingOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { sentenceOf } from '../api/call.ts'
import type { LedgerCount } from '../api/types.ts'
import { helpPlace, newPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { usePhone } from '../shell/use-phone.ts'
import { countWords } from './count-words.ts'
import { download } from './download.ts'
import styles from './ledger.module.css'
import { filtersOf, type LedgerSearch } from './search.ts'
import type { Columns } from './use-columns.ts'

type Props = { module: Module; search: LedgerSearch; mayFile: boolean; count: LedgerCount | undefined; columns: Columns; empty: boolean }

export function LedgerHead({ module, search, mayFile, count, columns, empty }: Props) {
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
        <Export module={module} search={search} empty={empty} />
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

/** Exactly what the filter shows, in the order shown. */
function Export({ module, search, empty }: { module: Module; search: LedgerSearch; empty: boolean }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    try {
      await download(`/api/${module.path}/export`, { ...filtersOf(search), sort: search.sort }, `${module.name}台账.xlsx`)
    } catch (error) {
      void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={busy} disabled={empty} onClick={() => void start()}>
      {busy ? '正在导出' : '导出 Excel'}
    </Button>
  )
}
