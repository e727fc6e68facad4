import { APPROVED, CLOSED } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'

/** What is said of a record after something was done to it: at which step it stands, or that there is none left. */
export function whereNow(module: Module, record: RecordAnswer): string {
  if (record.stage === CLOSED) return '本事项已终止'
  if (record.stage !== APPROVED) return `现由“${record.stageLabel}”环节办理`
  return module.renews?.every && !module.renews.until(record.values) ? '本期报告已办结' : '本事项已办结'
}
