import type { ReactNode } from 'react'
import styles from './states.module.css'

/** A page or a part of one that has only one thing to say, and what can be done about it. */
export function Statement({ figure, title, words, actions }: { figure?: ReactNode; title: string; words: ReactNode; actions?: ReactNode }) {
  return (
    <section className={styles.statement}>
      {figure !== undefined && (
        <div className={styles.figure} aria-hidden="true">
          {figure}
        </div>
      )}
      <h1>{title}</h1>
      <p>{words}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  )
}
