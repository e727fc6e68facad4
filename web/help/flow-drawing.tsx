import { roleNames } from '#kernel/org.ts'
import { APPROVED, CLOSED } from '#kernel/act.ts'
import { outcomeOf } from '#kernel/fold.ts'
import type { Module, Outcome } from '#kernel/module.ts'
import styles from './help.module.css'
import { partyName } from './party-name.ts'
import { stepsOf } from '#kernel/steps.ts'

/** The arrows of the manual, one box a step. */
export function FlowDrawing({ module }: { module: Module }) {
  return (
    <ol className={styles.flow} aria-label={`${module.name}办理流程`}>
      {stepsOf(module).map((key, at) => {
        const step = module.flow[key]!
        return (
          <li key={key}>
            <span className={styles.number} aria-hidden="true">
              {at + 1}
            </span>
            <b>{step.label}</b>
            <span>
              {partyName(module, step.at)} · {roleNames[step.by]}
            </span>
            {step.within !== undefined && !timed(module, key) && <span>{step.within} 日内办理</span>}
            {step.outcomes && <Outcomes module={module} outcomes={step.outcomes} />}
            {step.mayCorrect && (
              <span className={styles.may}>可直接修正：{step.mayCorrect.map((field) => module.fields[field]!.label).join('、')}</span>
            )}
          </li>
        )
      })}
      <li className={styles.end}>
        <b>已办结</b>
      </li>
    </ol>
  )
}

/** The decisions of a step in the manual's words, each with where it leads and the time it gives. */
function Outcomes({ module, outcomes }: { module: Module; outcomes: Record<string, Outcome> }) {
  return (
    <ul className={styles.outcomes} aria-label="核准意见">
      {Object.entries(outcomes).map(([name, outcome]) => (
        <li key={name} data-tone={outcome.to === CLOSED ? 'stop' : outcome.returns ? 'back' : 'on'}>
          <b>{outcome.label}</b>
          <span>{leadsTo(module, outcome)}</span>
        </li>
      ))}
    </ul>
  )
}

function leadsTo(module: Module, { to, returns, within, lapses, times, beyond, auto }: Outcome): string {
  const where = to === APPROVED ? '办结' : to === CLOSED ? '终止' : `${returns ? '退回' : '进入'}“${module.flow[to]!.label}”`
  const time = within && ('days' in within ? `${within.days} 日内` : `${within.months} 个月内`)
  return [
    `${auto ? '系统自动处理，' : ''}${where}`,
    ...(time ? [`限${time}办理`] : []),
    ...(lapses ? [`逾期即${outcomeOf(module, lapses).label}`] : []),
    ...(times !== undefined && beyond ? [`第 ${times + 1} 次即${outcomeOf(module, beyond).label}`] : []),
  ].join('，')
}

/** Whether decisions give the time of a step, so that its own is not the one that counts. */
const timed = (module: Module, key: string) =>
  Object.values(module.flow).some((step) => Object.values(step.outcomes ?? {}).some((outcome) => outcome.to === key && outcome.lapses))
