/** What one cell holds at most; a workbook with more in it is “damaged”. */
const LONGEST = 32_767
const CUT = '……（内容过长，请在系统中查看全文）'

/**
 * A text as a cell may hold it (R-XL-05). Text beginning with = + - @, a tab or a line end, or their full-width forms, also behind a quotation mark,
 * gets an apostrophe before it, for a spreadsheet takes it for a formula. What looks like the format's own way to write a character (_x003D_)
 * stays what was typed, and what is too long is cut with a word about it.
 */
export function inert(text: string): string {
  const marked = /^["'“”‘’＂＇\s]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text
  const written = marked.includes('_') ? marked.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_') : marked
  return written.length <= LONGEST ? written : `${written.slice(0, LONGEST - CUT.length).replace(/[\uD800-\uDBFF]$/, '')}${CUT}`
}

/** What was typed before `inert` put its apostrophe there. */
export function asTyped(text: string): string {
  return text.startsWith("'") && inert(text.slice(1)) === text ? text.slice(1) : text
}
