import type { Field, Names } from '#kernel/field.ts'
import styles from './difference.module.css'
import { difference, type Run } from './text-difference.ts'

/** `namesBefore` are the words of the time of what stood before, where they are others. */
type Props = { field: Field; before: unknown; after: unknown; names: Names; namesBefore?: Names; labels: [string, string] }

/** One field of two versions side by side, what was taken out marked on one, what was put in on the other. */
export function DifferenceView({ field, before, after, names, namesBefore = names, labels }: Props) {
  const textOf = (value: unknown, words: Names) =>
    value === undefined || value === null || field.kind.isBlank(value) ? '' : field.kind.toText(value, field, words)
  const runs = difference(textOf(before, namesBefore), textOf(after, names))
  return (
    <section className={styles.difference} aria-label={field.label}>
      <h4>{field.label}</h4>
      <div className={styles.sides}>
        <Side label={labels[0]} runs={runs} mine="before" />
        <Side label={labels[1]} runs={runs} mine="after" />
      </div>
    </section>
  )
}

function Side({ label, runs, mine }: { label: string; runs: Run[]; mine: 'before' | 'after' }) {
  const shown = runs.filter((run) => run.side === 'both' || run.side === mine)
  const Mark = mine === 'before' ? 'del' : 'ins'
  return (
    <div className={styles.side}>
      <h5>{label}</h5>
      <div className={styles.text}>
        {shown.length === 0 ? (
          <span className={styles.blank}>未填写</span>
        ) : (
          shown.map((run, at) => (run.side === 'both' ? <span key={at}>{run.text}</span> : <Mark key={at}>{run.text}</Mark>))
        )}
      </div>
    </div>
  )
}
