import styles from './scheme.module.css'
import { stateWords, type SchemeState as State } from './scheme-queries.ts'

export function SchemeState({ state }: { state: State }) {
  return (
    <span className={styles.state} data-state={state}>
      {stateWords[state]}
    </span>
  )
}
