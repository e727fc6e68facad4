import { conflict } from '#kernel/refusal.ts'

/** Exports at work on one node, of all businesses together: each holds a connection and a core (R-AP-03). */
const AT_ONCE = 4
const AT_ONCE_EACH = 2

export type ExportTurns = ReturnType<typeof exportTurns>

export function exportTurns() {
  const running = new Map<string, number>()
  return {
    /** Takes a turn for a person; whoever calls the answer, however often, gives it back. Throws EXPORTS_BUSY. */
    take(person: string): () => void {
      const own = running.get(person) ?? 0
      const all = [...running.values()].reduce((sum, count) => sum + count, 0)
      if (own >= AT_ONCE_EACH) throw conflict('EXPORTS_BUSY', '您已有导出正在进行，请等它完成后再试。')
      if (all >= AT_ONCE) throw conflict('EXPORTS_BUSY', '正在进行的导出较多，请稍后再试。')
      running.set(person, own + 1)
      let given = false
      return () => {
        if (given) return
        given = true
        const left = running.get(person)! - 1
        if (left === 0) running.delete(person)
        else running.set(person, left)
      }
    },
  }
}
