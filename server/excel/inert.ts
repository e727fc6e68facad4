/**
 * A cell that a spreadsheet will not take for a formula (R-XL-05): text beginning with = + - @, a tab or a line end, or their full-width
 * forms, also behind a quotation mark, gets an apostrophe before it.
 */
export function inert(text: string): string {
  return /^["'“”‘’＂＇\s]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text
}

/** What was typed before `inert` put its apostrophe there. */
export function asTyped(text: string): string {
  return text.startsWith("'") && inert(text.slice(1)) === text ? text.slice(1) : text
}
