import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import type { Module } from '#kernel/module.ts'
import { windowWords } from '#kernel/window.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { directoryPlace, helpPlace } from '#web/places.ts'
import { usePageTitle } from '#web/shell/page-title.ts'
import styles from './form.module.css'
import { GivenValues } from './given-values.tsx'

/** What is being filled in, on what ground, by when; and what the system has already filled in. */
export function FormHead({ module, record, onDiscard }: { module: Module; record: RecordAnswer | null; onDiscard: (() => void) | null }) {
  const title = record ? record.title || `${module.name}（未填写名称）` : `新建${module.name}`
  usePageTitle(title)
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1>{title}</h1>
        {onDiscard && (
          <Popconfirm
            title="作废这份草稿？"
            description="作废后不能恢复。"
            okText="作废"
            okButtonProps={{ danger: true }}
            onConfirm={onDiscard}
            placement="bottomRight"
          >
            <Button type="text" danger size="small">
              作废草稿
            </Button>
          </Popconfirm>
        )}
      </div>
      <p className={styles.scope}>
        {module.scope} <Link {...helpPlace(module.path)}>填报指南</Link>
        {module.directory && (
          <>
            {' '}
            <Link {...directoryPlace(module.path)} target="_blank">
              查询{module.directory.name}
            </Link>
          </>
        )}
      </p>
      {module.window && <p className={styles.scope}>填报时间：{windowWords(module.window)}</p>}
      {record && <GivenValues module={module} record={record} />}
    </header>
  )
}
