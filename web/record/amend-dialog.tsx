import { Button, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { PledgeScope } from '#web/files/pledge.tsx'
import type { Refused } from '#web/api/call.ts'
import { useTyped } from '#web/shell/use-typed.ts'
import { corrections } from './corrections.ts'
import styles from './dialog.module.css'
import { FormFields } from './form-fields.tsx'
import { saidOf } from './said-of.ts'

type Props = {
  module: Module
  record: RecordAnswer
  notice: ReactNode
  busy: boolean
  refused: Refused | null
  onAmend: (corrected: AnyValues) => void
  onClose: () => void
}

/** Corrects an approved record in the fields that may still be corrected. */
export function AmendDialog({ module, record, notice, busy, refused, onAmend, onClose }: Props) {
  const { label, fields } = module.amends!
  const [changes, setChanges] = useTyped<AnyValues>(`${record.id}.amend`, {})
  const typed = { ...record.values, ...changes }
  const { corrected, problems } = corrections(module, record.values, typed, fields)
  const changed = Object.keys(corrected).length
  const [uploading, setUploading] = useState(0)
  return (
    <Modal
      open
      title={`${label}：《${record.title}》`}
      okText={changed > 0 ? `保存 ${changed} 项更正` : '没有改动'}
      okButtonProps={{ disabled: changed === 0 || problems.length > 0 || uploading > 0 }}
      cancelText="取消"
      onOk={() => onAmend(corrected)}
      onCancel={onClose}
      footer={(buttons) => (
        <div className={styles.foot}>
          {Object.keys(changes).length > 0 && <Button onClick={() => setChanges({})}>恢复原内容</Button>}
          {buttons}
        </div>
      )}
      confirmLoading={busy}
      width={960}
      mask={{ closable: false }}
    >
      {notice}
      <div className={styles.form}>
        <PledgeScope org={record.owner} onUnderway={setUploading}>
          <FormFields
            module={module}
            only={fields}
            values={typed}
            record={{ ...record, approved: record.values }}
            said={saidOf([...problems, ...(refused?.problems ?? [])], undefined)}
            onChange={(key, value) => setChanges((all) => ({ ...all, [key]: value }))}
          />
        </PledgeScope>
      </div>
    </Modal>
  )
}
