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
  /** The words of the time of what stood before, where they are others. */
  namesBefore?: Names
  labels: [string, string]
}

/** One field of two versions side by side. */
export function DifferenceView({ field, was = field, before, after, names, namesBefore = names, labels }: Props) {
  const textOf = (of: Field, value: unknown, words: Names) =>
    value === undefined || value === null || of.kind.isBlank(value) ? '' : of.kind.toText(value, of, words)
  const [textBefore, textAfter] = [textOf(was, before, namesBefore), textOf(field, after, names)]
  return (
    <TextsCompared
      title={field.label}
      before={textBefore}
      after={textAfter}
      note={textBefore === textAfter ? '显示的文字相同，所指的内容（如附件）已经更换。' : undefined}
      labels={was.label === field.label ? labels : [`${labels[0]}：${was.label}`, `${labels[1]}：${field.label}`]}
    />
  )
}

type TextsProps = { title: string; before: string; after: string; labels: [string, string]; note?: string | undefined; blank?: string }

/** Two texts side by side, what was taken out marked on one, what was put in on the other. */
export function TextsCompared({ title, before, after, labels, note, blank = '未填写' }: TextsProps) {
  const runs = difference(before, after)
  return (
    <section className={styles.difference} aria-label={title}>
      <h4>{title}</h4>
      {note && <p className={styles.blank}>{note}</p>}
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
