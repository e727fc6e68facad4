import { Modal } from 'antd'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import { labelOf } from '#kernel/workflow.ts'
import { useNames } from '#web/api/names.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import type { Check } from './check.ts'
import { deskOrgs } from './desks.ts'
import styles from './dialog.module.css'
import { Notice } from './notice.tsx'
import { stageAfter } from '#kernel/steps.ts'

type Props = { module: Module; record: RecordAnswer; checked: Check; busy: boolean; onSubmit: () => void; onClose: () => void }

/** The last look before a submission: hints may be left as they are, and it is said who gets it next. */
export function SubmitDialog({ module, record, checked, busy, onSubmit, onClose }: Props) {
  const names = useNames()
  const { hints } = checked
  const label = labelOf(module, record.stage, 'submit')
  const next = module.flow[stageAfter(module, record.stage)]
  const desks = next && deskOrgs(next.at, record).map(names.org).join('、')
  return (
    <Modal
      open
      title={`${label}《${record.title || module.name}》`}
      okText={hints.length > 0 ? `仍要${label}` : label.startsWith('确认') ? label : `确认${label}`}
      cancelText="返回修改"
      onOk={onSubmit}
      onCancel={onClose}
      confirmLoading={busy}
    >
      {hints.length > 0 && (
        <div className={styles.hints}>
          <Notice tone="warn" title={`填报体检有 ${hints.length} 条提示`}>
            <ul>
              {hints.map(({ field, message, clause }) => (
                <li key={`${field} ${message}`}>
                  《{module.fields[field.split('.')[0]!]?.label}》{message}
                  {clause && <small>（{clause}）</small>}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      {next && (
        <p>
          {label}后进入“{next.label}”，由{desks}的{roleNames[next.by]}办理。下一环节办理之前，可以撤回。
        </p>
      )}
      {!next && <p>{label}后办结，可以在台账中查看。</p>}
    </Modal>
  )
}
