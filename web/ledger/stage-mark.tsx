import { APPROVED, CLOSED, VOID, type Stage } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { stageLabel } from '#kernel/workflow.ts'
import styles from './stage-mark.module.css'
import { firstStep } from '#kernel/steps.ts'

/** Where a record stands, told by word first and by colour second. */
export function StageMark({ module, stage }: { module: Module; stage: Stage }) {
  const tone = stage === APPROVED ? 'done' : stage === VOID || stage === CLOSED ? 'void' : stage === firstStep(module) ? 'entry' : 'review'
  return (
    <span className={styles.mark} data-tone={tone}>
      {stageLabel(module, stage)}
    </span>
  )
}
