import { z } from 'zod'
import { CLASSIFIED_ROUTE, hasClassificationMark } from '#kernel/classification.ts'
import { oneLine, typedText } from '../http/texts.ts'

/** What the office writes for others to read: nothing hidden in it, and no classification mark. `named` begins the sentences. */
export const publicText = (named: string, longest: number) => typedText(named, longest).check(unmarked(named))

export const publicLine = (named: string, longest: number) => oneLine(named, longest).check(unmarked(named))

/** The same, or nothing. */
export function publicTextOrNone(named: string, longest: number) {
  const given = publicText(named, longest)
  return z
    .string()
    .trim()
    .check(({ value, issues }) => {
      const read = value === '' ? null : given.safeParse(value)
      for (const { message } of read?.error?.issues ?? []) issues.push({ code: 'custom', message, input: value })
    })
}

/** Why something was changed, for the history. */
export const note = publicTextOrNone('修改说明', 200).optional()

function unmarked(named: string) {
  return ({ value, issues }: z.core.ParsePayload<string>) => {
    if (hasClassificationMark(value))
      issues.push({ code: 'custom', message: `${named}带有密级标志，严禁录入涉密信息。${CLASSIFIED_ROUTE}`, input: value })
  }
}
