import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'

/*
 * 涉密材料 never enters the system (3.0版二（三）1二、三（三）三). Where it has to be shown all the same, the record says that it is classified, how it was sent
 * and when, and holds nothing of it.
 */

const SENT = '涉密，已通过电子政务内网邮箱报送'

/** What stands in place of an attachment; `to` says whom it was sent to, e.g. 传市委改革办, `unsaid` which field would tell what it contains and is left out. */
export function sentApart(label: string, { to, clause, unsaid }: { to: string; clause?: string; unsaid?: string }) {
  const rests = clause === undefined ? {} : { clause }
  const silence = unsaid === undefined ? '' : `选择后不再填写《${unsaid}》。`
  return {
    apart: choice(`涉密${label}`, [SENT], {
      optional: true,
      hint: `${label}涉密的，严禁上传，请通过电子政务内网邮箱${to}后选择此项。${silence}本系统只记载报送方式和日期，不得填写涉密内容。`,
      ...rests,
    }),
    sentOn: date(sentOnLabel(label), { hint: '通过电子政务内网邮箱发出涉密材料的日期。', ...rests }),
  }
}

const sentOnLabel = (label: string) => `涉密${label}报送日期`

/** Whether it was sent so, by what `apart` says: then nothing is uploaded. */
export const isApart = (apart: string | undefined): boolean => apart === SENT

/** Refuses a day that has not come in the field that says when `label` was sent. */
export const refuseSentLater = (
  label: string,
  { field, on, clause }: { field: string; on: string | undefined; clause?: string },
  today: string,
) =>
  on !== undefined && on > today
    ? [{ field, message: `《${sentOnLabel(label)}》不能晚于今天`, ...(clause === undefined ? {} : { clause }) }]
    : []
