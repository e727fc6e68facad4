import { filledAt, renewalStep } from '#kernel/steps.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { isAsked } from '#kernel/values.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { lookOf } from '#web/fields/look-of.ts'
import { momentText } from '../city-time.ts'
import { LateMark } from './late-mark.tsx'
import styles from './past-reports.module.css'
import type { PastRound } from './past-rounds.ts'

type Props = { module: Module; record: RecordAnswer; rounds: readonly PastRound[] }

/** Every report that was decided, newest first, to be read one after the other; of each only what it said anew. */
export function PastReports({ module, record, rounds }: Props) {
  const keys = filledAt(module, renewalStep(module))
  return (
    <ol className={styles.rounds}>
      {rounds.map((round, at) => {
        const before = rounds[at + 1]?.values ?? {}
        const said = keys.filter((key) => round.values[key] !== undefined && isAsked(module, key, round.values))
        const anew = said.filter((key) => canonical(round.values[key]) !== canonical(before[key] ?? null))
        return (
          <li key={round.round}>
            <header className={styles.head}>
              <h3>第 {round.round} 次</h3>
              {round.unchanged && <span className={styles.unchanged}>无变化</span>}
              <LateMark late={record.late.filter((each) => each.round === round.round && each.step === renewalStep(module))} />
              <span className={styles.when}>
                {round.sentBy} {momentText(round.sentAt)} 报送，{momentText(round.decidedAt)} 审定
              </span>
            </header>
            <dl className={styles.values}>
              {anew.map((key) => {
                const field = module.fields[key]!
                const { Show } = lookOf(field)
                return (
                  <div key={key}>
                    <dt>{field.label}</dt>
                    <dd>
                      <Show field={field} value={round.values[key]} />
                    </dd>
                  </div>
                )
              })}
            </dl>
            {!round.unchanged && anew.length < said.length && (
              <p className={styles.same}>
                与上一次相同：
                {said
                  .filter((key) => !anew.includes(key))
                  .map((key) => module.fields[key]!.label)
                  .join('、')}
              </p>
            )}
            {round.unchanged && <p className={styles.same}>内容与上一次相同。</p>}
          </li>
        )
      })}
    </ol>
  )
}
