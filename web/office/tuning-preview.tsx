import { Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { dayOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { fills, stepsOf, writingAt } from '#kernel/steps.ts'
import { tuned, type Tuning } from '#kernel/tuned.ts'
import { closedNow, windowWords } from '#kernel/window.ts'
import { PledgeScope } from '#web/files/pledge.tsx'
import { FormFields } from '#web/record/form-fields.tsx'
import { Notice } from '#web/record/notice.tsx'
import styles from './office.module.css'

/** The form as clerks will see it under a tuning, before it is saved. What is typed here goes nowhere. */
export function TuningPreview({ module, tuning, onClose }: { module: Module; tuning: Tuning; onClose: () => void }) {
  const [values, setValues] = useState<AnyValues>({})
  const shown = tuned(module, tuning)
  const steps = stepsOf(module).filter((step) => fills(module, step))
  const [step, choose] = useState(steps[0]!)
  const closed = closedNow(shown, { stage: step, returned: null, lapses: null }, 'submit', dayOf(new Date()))
  return (
    <Drawer open title={`预览：${module.name}填报页面`} size="min(1080px, 100vw)" onClose={onClose}>
      <PledgeScope org={null}>
        <div className={styles.preview}>
          <p className={styles.quiet}>保存前的样子，在此填写的内容不会保存。</p>
          {steps.length > 1 && (
            <Segmented
              aria-label="填报环节"
              value={step}
              onChange={choose}
              options={steps.map((value) => ({ value, label: module.flow[value]!.label }))}
            />
          )}
          <p className={styles.previewScope}>{shown.scope}</p>
          {shown.window && <p className={styles.quiet}>填报时间：{windowWords(shown.window)}</p>}
          {closed && <Notice tone="warn" title={closed.message} />}
          <FormFields
            key={step}
            module={writingAt(shown, step)}
            values={values}
            record={null}
            said={[]}
            onChange={(key, value) => setValues((all) => ({ ...all, [key]: value }))}
          />
        </div>
      </PledgeScope>
    </Drawer>
  )
}
