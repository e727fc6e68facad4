import type { Field, Names } from '#kernel/field.ts'
import styles from './difference.module.css'
import { difference, type Run } from './text-difference.ts'

type Props = {
  field: Field
  /** The field as the earlier version worded it, when not as `field` does. */
  was?: Field
  before: unknown
  after: unknown
  names: Names
  labels: [string, string]
}

/** One field of two versions side by side. */
export function DifferenceView({ field, was = field, before, after, names, labels }: Props) {
  const textOf = (of: Field, value: unknown) =>
    value === undefined || value === null || of.kind.isBlank(value) ? '' : of.kind.toText(value, of, names)
  const same = was.label === field.label
  return (
    <TextsCompared
      title={field.label}
      before={textOf(was, before)}
      after={textOf(field, after)}
      labels={same ? labels : [`${labels[0]}：${was.label}`, `${labels[1]}：${field.label}`]}
    />
  )
}

type TextsProps = { title: string; before: string; after: string; labels: [string, string]; blank?: string }

/** Two texts side by side, what was taken out marked on one, what was put in on the other. */
export function TextsCompared({ title, before, after, labels, blank = '未填写' }: TextsProps) {
  const runs = difference(before, after)
  return (
    <section className={styles.difference} aria-label={title}>
      <h4>{title}</h4>
      <div className={styles.sides}>
        <Side label={labels[0]} runs={runs} mine="before" blank={blank} />
        <Side label={labels[1]} runs={runs} mine="after" blank={blank} />
      </div>
    </section>
  )
}

function Side({ label, runs, mine, blank }: { label: string; runs: Run[]; mine: 'before' | 'after'; blank: string }) {
  const shown = runs.filter((run) => run.side === 'both' || run.side === mine)
  const Mark = mine === 'before' ? 'del' : 'ins'
  return (
    <div className={styles.side}>
      <h5>{label}</h5>
      <div className={styles.text}>
        {shown.length === 0 ? (
          <span className={styles.blank}>{blank}</span>
        ) : (
          shown.map((run, at) => (run.side === 'both' ? <span key={at}>{run.text}</span> : <Mark key={at}>{run.text}</Mark>))
        )}
      </div>
    </div>
  )
}
