import { InfoCircleFilled } from '@ant-design/icons'
import { Segmented } from 'antd'
import type { Module } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { momentText } from '../city-time.ts'
import styles from './filed-notice.module.css'
import { WordingThen } from './wording-then.tsx'

type Props = {
  module: Module
  filed: NonNullable<RecordAnswer['filedOtherwise']>
  /** Whether the record is shown in the words it was filed under. */
  then: boolean
  onChoose: (then: boolean) => void
}

/** Tells that the words of the form have changed since the record was filed, and offers those it was filed under. */
export function FiledNotice({ module, filed, then, onChoose }: Props) {
  return (
    <section className={styles.notice} aria-label="填报说明">
      <div className={styles.line}>
        <span role="status">
          <InfoCircleFilled aria-hidden className={styles.icon} />
          {then ? '按当时的填报说明显示' : '填报说明在提交之后有过调整'}
        </span>
        <Segmented
          aria-label="填报说明"
          size="small"
          value={then}
          onChange={onChoose}
          options={[
            { value: false, label: '现行说明' },
            { value: true, label: '当时说明' },
          ]}
        />
      </div>
      <WordingThen
        module={module}
        form={filed.form}
        summary={(count) => `${momentText(filed.at)} 提交时的说明与现行说明有 ${count} 处不同`}
      />
    </section>
  )
}
