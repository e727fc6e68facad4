import { z } from 'zod'
import { typedText } from '../http/texts.ts'

/** A text for others to read, or nothing. `named` begins the sentences. */
export function typedTextOrNone(named: string, longest: number) {
  const given = typedText(named, longest)
  return z
    .string()
    .trim()
    .check(({ value, issues }) => {
      const read = value === '' ? null : given.safeParse(value)
      for (const issue of read?.error?.issues ?? [])
        issues.push({ code: 'custom', message: issue.message, input: value, ...('params' in issue ? { params: issue.params } : {}) })
    })
}

/** Why something was changed, for the history. */
export const note = typedTextOrNone('修改说明', 200).optional()
