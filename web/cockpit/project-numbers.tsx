import type { ReactNode } from 'react'
import { lineKinds, milestoneKinds, projectKinds, sumOf, type Counts, type LineKind, type Opened } from '#cockpits/project-board.ts'
import styles from './project.module.css'

type Props = { counts: Counts; onOpen: (of: Opened) => void }

/** How projects and milestones stand: a bar, and under it the same in numbers, each of which opens what it counts. */
export function ProjectNumbers({ counts, onOpen }: Props) {
  return (
    <div className={styles.numbers}>
      <Numbers name="项目" whole="project" kinds={projectKinds} counts={counts} onOpen={onOpen}>
        <span className={styles.beside}>
          {lineKinds.result}
          <Count of="result" count={counts.result} words={`${lineKinds.result}${counts.result}项`} onOpen={onOpen} />
          <small>项</small>
        </span>
      </Numbers>
      <Numbers name="里程碑节点" whole="milestone" kinds={milestoneKinds} counts={counts} onOpen={onOpen} />
    </div>
  )
}

type NumbersProps = Props & { name: string; whole: Opened; kinds: readonly LineKind[]; children?: ReactNode }

function Numbers({ name, whole, kinds, counts, onOpen, children }: NumbersProps) {
  const total = sumOf(counts, kinds)
  return (
    <section className={styles.card} aria-label={name}>
      <h2>
        {name}
        <Count of={whole} count={total} words={`${name}共${total}个`} onOpen={onOpen} />
        <small>个</small>
        {children}
      </h2>
      <Bar kinds={kinds} counts={counts} />
      <ul className={styles.kinds}>
        {kinds.map((kind) => (
          <li key={kind} data-kind={kind}>
            <span className={styles.kind}>{lineKinds[kind]}</span>
            <Count of={kind} count={counts[kind]} words={`${name}${lineKinds[kind]}${counts[kind]}个`} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type CountProps = { of: Opened; count: number; words: string; onOpen: (of: Opened) => void }

function Count({ of, count, words, onOpen }: CountProps) {
  if (count === 0) return <b className={styles.count}>0</b>
  return (
    <button type="button" className={styles.count} aria-label={`${words}，查看明细`} onClick={() => onOpen(of)}>
      {count}
    </button>
  )
}

/** The shares side by side; whoever cannot see it has the numbers under it. */
export function Bar({ kinds, counts }: { kinds: readonly LineKind[]; counts: Counts }) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {kinds.map((kind) => counts[kind] > 0 && <span key={kind} data-kind={kind} style={{ flexGrow: counts[kind] }} />)}
    </div>
  )
}
