import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import type { Module } from '#kernel/module.ts'
import { windowWords } from '#kernel/window.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { lookOf } from '#web/fields/look-of.ts'
import { directoryPlace, helpPlace } from '#web/places.ts'
import { usePageTitle } from '#web/shell/page-title.ts'
import { DueMark } from '#web/workbench/due-mark.tsx'
import styles from './form.module.css'

/** What is being filled in, on what ground, by when; and what the system has already filled in. */
export function FormHead({ module, record, onDiscard }: { module: Module; record: RecordAnswer | null; onDiscard: (() => void) | null }) {
  const title = record ? record.title || `${module.name}（未填写名称）` : `新建${module.name}`
  usePageTitle(title)
  const given = record
    ? Object.entries(module.fields).filter(
        ([key, field]) => field.given && (key !== module.title || field.kind.name === 'link') && record.values[key] !== undefined,
      )
    : []
  // Where something follows by itself, a notice of its own says until when.
  const due = record?.warnings.length ? null : record?.due
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
      {(given.length > 0 || due || module.window) && (
        <dl className={styles.given}>
          {given.map(([key, field]) => {
            const { Show } = lookOf(field)
            return (
              <div key={key}>
                <dt>{field.label}</dt>
                <dd>
                  <Show field={field} value={record!.values[key]} />
                </dd>
              </div>
            )
          })}
          {module.window && (
            <div>
              <dt>填报时间</dt>
              <dd>{windowWords(module.window)}</dd>
            </div>
          )}
          {due && (
            <div>
              <dt>办理期限</dt>
              <dd>
                <DueMark due={due} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </header>
  )
}
