import { roleNames } from '#kernel/org.ts'
import { APPROVED, CLOSED } from '#kernel/act.ts'
import type { Module, Outcome } from '#kernel/module.ts'
import { leadsTo, timeWords } from './flow-words.ts'
import styles from './help.module.css'
import { partyName } from './party-name.ts'
import { stepsOf } from '#kernel/steps.ts'
import { stageLabel } from '#kernel/workflow.ts'

/** The arrows of the manual, one box a step. */
export function FlowDrawing({ module }: { module: Module }) {
  return (
    <ol className={styles.flow} aria-label={`${module.name}办理流程`}>
      {stepsOf(module).map((key, at) => {
        const step = module.flow[key]!
        const time = timeWords(module, key)
        return (
          <li key={key}>
            <span className={styles.number} aria-hidden="true">
              {at + 1}
            </span>
            <b>{step.label}</b>
            <span>
              {partyName(module, step.at)} · {roleNames[step.by]}
            </span>
            {time && <span>{time}</span>}
            {step.outcomes && <Outcomes module={module} outcomes={step.outcomes} />}
            {step.mayCorrect && (
              <span className={styles.may}>可直接更正：{step.mayCorrect.map((field) => module.fields[field]!.label).join('、')}</span>
            )}
          </li>
        )
      })}
      <li className={styles.end}>
        <b>{stageLabel(module, APPROVED)}</b>
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
