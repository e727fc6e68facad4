import { todoNames, type TodoKind } from '#kernel/todo.ts'
import { moduleOf } from '../module-of.ts'

/** Which to-dos the workbench shows, kept in its address. */
export type WorkbenchSearch = { module?: string; kind?: TodoKind }

export function readWorkbenchSearch(raw: Record<string, unknown>): WorkbenchSearch {
  const { module, kind } = raw
  return {
    ...(typeof module === 'string' && moduleOf(module) ? { module } : {}),
    ...(typeof kind === 'string' && kind in todoNames ? { kind: kind as TodoKind } : {}),
  }
}
