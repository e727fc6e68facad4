import type { Module } from '#kernel/module.ts'
import { isOffered } from '#kernel/terms.ts'
import type { Term } from '#web/api/types.ts'

export type ReturnReason = { code: string; group: string; label: string; words: string; pins: string[]; clause: string | null }

/** The dictionary's reasons for sending something back, with the words it suggests. A reason about fields this business does not have, or not in use today, is left out. */
export function returnReasons(terms: readonly Term[], module: Module, today: string): ReturnReason[] {
  const parents = new Set(terms.map((term) => term.parent).filter((parent) => parent !== null))
  return terms
    .filter((term) => !parents.has(term.code) && isOffered(term, today))
    .flatMap((term) => {
      const { words, fields, clause } = detailOf(term.detail)
      const pins = fields.filter((field) => field in module.fields)
      if (fields.length > 0 && pins.length === 0) return []
      return [
        {
          code: term.code,
          group: terms.find((parent) => parent.code === term.parent)?.label ?? '其他',
          label: term.label,
          words,
          pins,
          clause,
        },
      ]
    })
}

function detailOf(detail: unknown): { words: string; fields: string[]; clause: string | null } {
  const { words, fields, clause } = (typeof detail === 'object' && detail !== null ? detail : {}) as Record<string, unknown>
  const list = Array.isArray(fields) ? fields : typeof fields === 'string' ? fields.split(';') : []
  return {
    words: typeof words === 'string' ? words : '',
    fields: list.map(String).filter(Boolean),
    clause: typeof clause === 'string' && clause !== '' ? clause : null,
  }
}
