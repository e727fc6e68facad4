import type { ReactNode } from 'react'
import type { Field } from '#kernel/field.ts'
import type { Said } from '../look.ts'
import styles from './field-frame.module.css'
import { Guidance } from './guidance.tsx'
import { aboutWhole } from './said.ts'
import { Spoken } from './spoken.tsx'

type Props = {
  field: Field
  id: string
  said: readonly Said[]
  /** Beside the label, e.g. that the value differs from the last report. */
  mark?: ReactNode
  below?: ReactNode
  children: ReactNode
}

/** One field on paper: its label, its entry, what is said about it, and its guidance beside it. */
export function FieldFrame({ field, id, said, mark, below, children }: Props) {
  const hasParts = field.options.fields !== undefined
  return (
    <div className={hasParts ? `${styles.frame} ${styles.whole}` : styles.frame} id={`${id}-frame`}>
      <div className={styles.main}>
        <div className={styles.label}>
          <span>
            {field.required && (
              <span className={styles.required} aria-hidden>
                *
              </span>
            )}
            <label id={`${id}-label`} htmlFor={id}>
              {field.label}
            </label>
          </span>
          {mark}
        </div>
        {hasParts && <Guidance field={field} id={`${id}-guide`} className={styles.spread} />}
        {children}
        <Spoken id={id} said={aboutWhole(said, hasParts)} />
        {below && <div className={styles.below}>{below}</div>}
      </div>
      {!hasParts && <Guidance field={field} id={`${id}-guide`} className={styles.beside} />}
    </div>
  )
}
