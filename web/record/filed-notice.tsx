import { Segmented } from 'antd'
import type { Module } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { momentText } from '../city-time.ts'
import { Notice } from './notice.tsx'
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
    <Notice
      tone="info"
      title={then ? '按当时的填报说明显示' : '填报说明在提交之后有过调整'}
      action={
        <Segmented
          aria-label="填报说明"
          value={then}
          onChange={onChoose}
          options={[
            { value: false, label: '现行说明' },
            { value: true, label: '当时说明' },
          ]}
        />
      }
    >
      <WordingThen
        module={module}
        form={filed.form}
        summary={(count) => `${momentText(filed.at)} 提交时的说明与现行说明有 ${count} 处不同`}
      />
    </Notice>
  )
}
