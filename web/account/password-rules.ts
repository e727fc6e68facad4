/** What a new password is measured by while it is typed. The server has the last word, and knows more: common passwords, earlier ones, the person. */
export type Rule = { words: string; met: (password: string) => boolean }

export const MINIMUM = 10

export const passwordRules: readonly Rule[] = [
  { words: `不少于 ${MINIMUM} 位`, met: (password) => [...password].length >= MINIMUM },
  { words: '大写字母、小写字母、数字、符号中至少三类', met: (password) => kindsIn(password) >= 3 },
  { words: '没有连续四个相同或顺序的字符（如 1111、1234、abcd）', met: (password) => password !== '' && !hasRun(password) },
  { words: '不含年份、手机号、姓名、单位名称等容易被猜到的内容', met: (password) => password !== '' && !/(?:19|20)\d\d/.test(password) },
]

function kindsIn(password: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
}

/** Four neighbours that are equal or count up or down. */
function hasRun(password: string): boolean {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0)!)
  return [0, 1, -1].some((step) =>
    codes.some((_, at) => at + 3 < codes.length && [0, 1, 2].every((next) => codes[at + next + 1]! - codes[at + next]! === step)),
  )
}
