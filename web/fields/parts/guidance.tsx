import type { Field } from '#kernel/field.ts'
import styles from './guidance.module.css'
import { useWide } from './use-wide.ts'

const isGuided = (field: Field) => Boolean(field.hint ?? field.example ?? field.clause)

type Props = {
  field: Field
  id?: string
  className?: string | undefined
  /** Beside an answer under review: without the example. */
  brief?: boolean
}

/** What the manual says about a field: how to fill it in, a good example, and where that is written. Folded away on a phone. */
export function Guidance({ field, id, className = '', brief = false }: Props) {
  const wide = useWide()
  if (!isGuided(field) || (brief && !field.hint)) return null
  const words = (
    <>
      {field.hint && (
        <p>
          {field.hint}
          {brief && field.clause && <span className={styles.clause}>（{field.clause}）</span>}
        </p>
      )}
      {field.example && !brief && <Example words={field.example} />}
      {field.clause && !brief && <p className={styles.clause}>依据：操作说明（{field.clause}）</p>}
    </>
  )
  if (wide) {
    return (
      <div className={`${styles.guidance} ${className}`} id={id}>
        {words}
      </div>
    )
  }
  return (
    <details className={`${styles.guidance} ${styles.folded}`}>
      <summary>填写说明</summary>
      <div id={id}>{words}</div>
    </details>
  )
}

/** Beyond this many characters an example would push the next field away. */
const LONG = 160

function Example({ words }: { words: string }) {
  if (words.length <= LONG)
    return (
      <p className={styles.example}>
        <b>范例</b>
        {words}
      </p>
    )
  return (
    <details className={`${styles.example} ${styles.folded}`}>
      <summary>范例</summary>
      {words}
    </details>
  )
}
