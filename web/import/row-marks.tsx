import { CopyOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import type { Module } from '#kernel/module.ts'
import type { ImportRow, Twin } from '../jobs/types.ts'
import { recordAddress } from '../places.ts'
import styles from './import.module.css'

/** Whether a row can be imported, and what keeps it as a whole. What is wrong in a cell stands in the cell. */
export function RowMarks({ module, row }: { module: Module; row: ImportRow }) {
  const errors = row.found.filter(({ level }) => level === 'error')
  const lacks = row.found.filter(({ level }) => level === 'lack')
  const whole = row.found.filter(({ key, level }) => key === null && level !== 'hint')
  return (
    <>
      {row.twin ? (
        <Tag color="error" icon={<CopyOutlined aria-hidden />}>
          重复
        </Tag>
      ) : errors.length > 0 ? (
        <Tag color="error" icon={<ExclamationCircleOutlined aria-hidden />}>
          {errors.length} 处错误
        </Tag>
      ) : lacks.length > 0 ? (
        <Tag color="warning">暂不能提交</Tag>
      ) : (
        <Tag color="success">可以导入</Tag>
      )}
      {row.record && <Tag>填报已有事项</Tag>}
      {row.twin && (
        <p className={styles.said}>
          <TwinWords module={module} twin={row.twin} />
        </p>
      )}
      {whole.map(({ message }) => (
        <p key={message} className={styles.said}>
          {message}
        </p>
      ))}
    </>
  )
}

function TwinWords({ module, twin }: { module: Module; twin: Twin }) {
  if (twin.of === 'file') return <>与本表第 {twin.line} 行重复</>
  if (twin.of === 'imported')
    return (
      <>
        此行已于 {twin.on} 导入：{twin.title}
      </>
    )
  return (
    <>
      台账中已有：
      {twin.record ? (
        <a href={recordAddress(module.path, twin.record)} target="_blank" rel="noreferrer">
          {twin.title}
        </a>
      ) : (
        twin.title
      )}
      （{twin.ownerName}，{twin.stageLabel}）
    </>
  )
}
