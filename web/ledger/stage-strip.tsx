import { APPROVED, CLOSED } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import { stageLabel } from '#kernel/workflow.ts'
import styles from './ledger.module.css'
import { withWord, type LedgerSearch } from './search.ts'
import { stepsOf } from '#kernel/steps.ts'

type Props = { module: Module; search: LedgerSearch; onChange: (search: LedgerSearch) => void }

/** The flow of the business, to be looked at one step at a time. */
export function StageStrip({ module, search, onChange }: Props) {
  const stages: (string | undefined)[] = [undefined, ...stepsOf(module), APPROVED, ...(mayStop(module) ? [CLOSED] : [])]
  return (
    <div className={styles.stages} role="group" aria-label="按环节查看">
      {stages.map((stage) => (
        <button
          key={stage ?? ''}
          type="button"
          className={styles.stage}
          aria-pressed={search.stage === stage}
          onClick={() => onChange(withWord(search, 'stage', stage))}
        >
          {stage === undefined ? '全部' : stageLabel(module, stage)}
        </button>
      ))}
    </div>
  )
}

const mayStop = (module: Module) =>
  Object.values(module.flow).some((step) => Object.values(step.outcomes ?? {}).some((outcome) => outcome.to === CLOSED))
