import { z } from 'zod'
import { isDay } from '#kernel/day.ts'
import { isBlankText } from '#kernel/text-key.ts'
import { unwelcomeIn } from '#kernel/written.ts'

/**
 * A text that a person typed and others will read: not blank, nothing hidden in it, no classification mark, blanks at its ends gone.
 * `named` begins the sentences.
 */
export const typedText = (named: string, longest: number) =>
  z
    .string({ error: `请填写${named}` })
    .trim()
    .check(({ value, issues }) => {
      const unwelcome = unwelcomeIn(value)
      const problem = isBlankText(value)
        ? `请填写${named}`
        : unwelcome !== null
          ? `${named}${unwelcome.words}`
          : [...value].length > longest
            ? `${named}不超过 ${longest} 字`
            : null
      if (problem) issues.push({ code: 'custom', message: problem, input: value, params: { code: unwelcome?.code } })
    })

export const oneLine = (named: string, longest: number) =>
  typedText(named, longest).refine((text) => !/[\r\n\t]/.test(text), { error: `${named}应为一行文字` })

/** An id as the database writes it, in small letters however it was sent: what is compared with it is written so as well. */
export const uuid = (error = '编号有误') => z.uuid({ error }).toLowerCase()

/** A calendar date 'YYYY-MM-DD' that exists. */
export const day = (named: string) => z.string({ error: `请填写${named}` }).refine(isDay, { error: `${named}不是有效的日期` })

export const idParam = z.strictObject({ id: z.string().max(64) })

/** The version that a change starts from (R-AP-02). */
export const version = z.int({ error: '缺少版本号' })

/** One page of a list: `after` is the cursor that the page before answered. */
export const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1, { error: '每页条数应在 1 至 200 之间' })
    .max(200, { error: '每页条数应在 1 至 200 之间' })
    .default(50),
}
