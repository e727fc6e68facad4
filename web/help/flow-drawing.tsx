import { roleNames } from '#kernel/org.ts'
import type { Module } from '#kernel/module.ts'
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
            {step.dueOn !== undefined ? (
              <span>《{module.fields[step.dueOn]!.label}》前办理</span>
            ) : (
              step.within !== undefined && <span>{step.within} 日内办理</span>
            )}
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
