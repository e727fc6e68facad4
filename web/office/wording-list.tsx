import { Button, Input } from 'antd'
import { useId } from 'react'
import type { Field } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { fieldsOf, type Tuning, type Wording } from '#kernel/tuned.ts'
import { fieldLabels } from './field-labels.ts'
import styles from './office.module.css'

type Words = Tuning['fields']

/** Guidance and example of every field, as the form shows them beside it. */
export function WordingList({ module, words, onChange }: { module: Module; words: Words; onChange: (words: Words) => void }) {
  const labels = fieldLabels(module)
  const fields = fieldsOf(module.fields)
  return (
    <section className={styles.part}>
      <h2>填写说明与范例</h2>
      <ul className={styles.wordings}>
        {fields.map(([at, field]) => (
          <OneField
            key={at}
            label={labels.get(at)!}
            field={field}
            wording={Object.hasOwn(words, at) ? words[at]! : {}}
            onChange={(wording) => {
              const { [at]: _before, ...others } = words
              onChange(wording === null ? others : { ...others, [at]: wording })
            }}
          />
        ))}
      </ul>
    </section>
  )
}

type OneProps = { label: string; field: Field; wording: Wording; onChange: (wording: Wording | null) => void }

function OneField({ label, field, wording, onChange }: OneProps) {
  const id = useId()
  const { hint = field.hint ?? '', example = field.example ?? '' } = wording
  const changed = hint !== (field.hint ?? '') || example !== (field.example ?? '')
  return (
    <li data-changed={changed || undefined}>
      <div className={styles.fieldHead}>
        <h3>{label}</h3>
        <span className={styles.quiet}>
          {field.given ? '系统带入' : field.required ? '必填' : '选填'}
          {field.clause && `　依据 ${field.clause}`}
        </span>
        {changed && (
          <Button type="link" size="small" onClick={() => onChange(null)} aria-label={`恢复系统原文：${label}`}>
            恢复系统原文
          </Button>
        )}
      </div>
      <div className={styles.entries}>
        <div>
          <label htmlFor={`${id}-hint`}>
            填写说明<span className={styles.unseen}>：{label}</span>
          </label>
          <Input.TextArea
            id={`${id}-hint`}
            value={hint}
            onChange={(event) => onChange({ ...wording, hint: event.target.value })}
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={1000}
          />
        </div>
        <div>
          <label htmlFor={`${id}-example`}>
            范例<span className={styles.unseen}>：{label}</span>
          </label>
          <Input.TextArea
            id={`${id}-example`}
            value={example}
            onChange={(event) => onChange({ ...wording, example: event.target.value })}
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={2000}
          />
        </div>
      </div>
    </li>
  )
}
