import { textKey } from '#kernel/text-key.ts'

/** Ways of writing a date that the kind itself does not read: 20230301, 2023 年 3 月 1 日. Anything else stays as it is. */
export function spokenDay(typed: string): string {
  const plain = textKey(typed).replace(/\s/gu, '').replace(/号$/u, '日')
  const run = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (run) return `${run[1]}-${run[2]}-${run[3]}`
  return /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/u.test(plain) ? plain : typed
}
