/**
 * How texts are compared: NFKC, invisible characters removed, blanks collapsed, letters folded. What is shown stays as typed.
 */
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu

export function textKey(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim().toLowerCase()
}

/** Nothing visible is left: blanks and invisible characters only. */
export function isBlankText(text: string): boolean {
  // Almost every text has one of these, and an export asks of every cell.
  return !/[0-9A-Za-z\u4E00-\u9FFF]/.test(text) && textKey(text) === ''
}

/**
 * A sentence when the text cannot be stored or shown safely: NUL, control characters, lone surrogates, noncharacters (which no XML may hold,
 * hence no Excel sheet), direction overrides. Tabs and line ends are allowed.
 */
export function unsafeText(text: string): string | null {
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(text)) return '含有无法显示的控制字符，请删除后重新填写'
  // Not isWellFormed(), which browsers in offices do not all know.
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)) return '含有残缺的字符，请删除后重新填写'
  if (/\p{Noncharacter_Code_Point}/u.test(text)) return '含有不能使用的字符，请删除后重新填写'
  if (/[\u202A-\u202E\u2066-\u2069]/.test(text)) return '含有改变文字方向的隐藏字符，请删除后重新填写'
  return null
}
