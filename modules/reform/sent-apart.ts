import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'

/*
 * 涉密材料 never enters the system (3.0版二（三）1二、三（三）三). Where it has to be shown all the same, the record says that it is classified, how it was sent
 * and when, and holds nothing of it.
 */

const SENT = '涉密，已通过电子政务内网邮箱报送'

/** What stands in place of an attachment, `label`; `to` says whom it was sent to, e.g. 传市委改革办. */
export function sentApart(label: string, to: string, clause?: string) {
  const rests = clause === undefined ? {} : { clause }
  return {
    apart: choice(`涉密${label}`, [SENT], {
      optional: true,
      hint: `${label}涉密的，严禁上传，请通过电子政务内网邮箱${to}后选择此项。本系统只记载报送方式和日期，不得填写涉密内容。`,
      ...rests,
    }),
    sentOn: date('内网邮箱报送日期', { hint: '通过电子政务内网邮箱发出涉密材料的日期。', ...rests }),
  }
}

/** Whether it was sent so: then nothing is uploaded. */
export const isApart = ({ apart }: { apart?: string | undefined }): boolean => apart === SENT

export const refuseSentLater = (it: { apart?: string | undefined; sentOn: string }, today: string, clause?: string) =>
  isApart(it) && it.sentOn > today
    ? [{ field: 'sentOn', message: '《内网邮箱报送日期》不能晚于今天', ...(clause === undefined ? {} : { clause }) }]
    : []
