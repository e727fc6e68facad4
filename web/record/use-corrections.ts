import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { useTyped } from '#web/shell/use-typed.ts'
import { corrections } from './corrections.ts'

/** What whoever handles this step corrects on the spot before passing. `typed` is null while nothing is being corrected. */
export function useCorrections(module: Module, record: RecordAnswer, may: boolean) {
  const open = (may && module.flow[record.stage]?.mayCorrect) || []
  const [changes, setChanges] = useTyped<AnyValues | null>(`${record.id}.correct`, null)
  const typed = changes && { ...record.values, ...changes }
  return {
    open,
    typed,
    ...corrections(module, record.values, typed ?? record.values, open),
    begin: () => setChanges({}),
    end: () => setChanges(null),
    change: (key: string, value: unknown) => setChanges((all) => ({ ...all, [key]: value })),
  }
}
