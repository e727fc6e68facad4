import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { APPROVED } from '#kernel/act.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import { useNames } from '#web/api/names.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { moduleOf } from '#web/module-of.ts'
import { deskOrgs } from './desks.ts'
import styles from './dialog.module.css'
import { DifferenceView } from './difference-view.tsx'
import { stageAfter } from '#kernel/steps.ts'

type Props = {
  module: Module
  record: RecordAnswer
  notice: ReactNode
  label: string
  corrected: AnyValues
  busy: boolean
  onPass: () => void
  onClose: () => void
}

/** What passing does: who gets it next or what it opens, and what was corrected on the way. */
export function PassDialog({ module, record, notice, label, corrected, busy, onPass, onClose }: Props) {
  const names = useNames()
  const to = stageAfter(module, record.stage)
  const next = module.flow[to]
  const after = { ...record, values: { ...record.values, ...corrected } }
  const openings = to === APPROVED ? (module.opens?.({ id: record.id, owner: record.owner, values: after.values }) ?? []) : []
  const receivers = [...new Set(openings.map((opening) => opening.owner))]
  const changes = Object.keys(corrected)
  return (
    <Modal
      open
      title={`${label}：《${record.title}》`}
      okText={label}
      cancelText="取消"
      onOk={onPass}
      onCancel={onClose}
      confirmLoading={busy}
      width={changes.length > 0 ? 760 : 520}
    >
      {notice}
      {next && (
        <p>
          {label}后进入“{next.label}”，由{deskOrgs(next.at, after).map(names.org).join('、')}的{roleNames[next.by]}办理。
        </p>
      )}
      {to === APPROVED && openings.length === 0 && <p>{label}后办结。</p>}
      {openings.length > 0 && (
        <p>
          {label}后，《{moduleOf(openings[0]!.module)?.name}》将下达给 <strong>{receivers.length}</strong> 个单位：
          {receivers.map(names.org).join('、')}
          {openings.length > receivers.length && `，共 ${openings.length} 项`}。
        </p>
      )}
      {changes.length > 0 && (
        <div className={styles.changes}>
          <p>您修改了 {changes.length} 项：</p>
          {changes.map((key) => (
            <DifferenceView
              key={key}
              field={module.fields[key]!}
              before={record.values[key]}
              after={corrected[key]}
              names={names}
              labels={['原填报', '修改后']}
            />
          ))}
        </div>
      )}
    </Modal>
  )
}
