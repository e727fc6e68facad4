/**
 * A cell that a spreadsheet will not take for a formula (R-XL-05): text beginning with = + - @, a tab or a line end, or their full-width
 * forms, also behind a quotation mark, gets an apostrophe before it.
 */
export function inert(text: string): string {
  return /^["'“”‘’＂＇\s]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text
}
