import { hasClassificationMark } from './classification.ts'
import { Refusal, invalid } from './refusal.ts'
import { unsafeText } from './text-key.ts'

/** Why a text somebody wrote may not enter, whatever it was written into. `words` go on a sentence that names the text. */
export type Unwelcome = { code: 'INVALID' | 'TEXT_CLASSIFIED'; words: string }

/** What holds for every text alike: it can be stored and shown (R-IV-03) and bears no classification mark (R-SC-02). Null when it may enter. */
export function unwelcomeIn(text: string): Unwelcome | null {
  const unsafe = unsafeText(text)
  if (unsafe !== null) return { code: 'INVALID', words: unsafe }
  if (!hasClassificationMark(text)) return null
  return { code: 'TEXT_CLASSIFIED', words: '带有密级标志，严禁录入涉密信息。涉密内容请通过电子政务内网邮箱报送。' }
}

/** Throws the refusal of a text that may not enter; `named` begins its sentence, `field` says where it stands. */
export function refuseUnwelcome(text: string, named: string, field: string): void {
  const unwelcome = unwelcomeIn(text)
  if (unwelcome === null) return
  const message = `${named}${unwelcome.words}`
  throw unwelcome.code === 'INVALID' ? invalid([{ field, message }]) : new Refusal(422, unwelcome.code, message, { field })
}
