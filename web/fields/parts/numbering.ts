const ITEM = /^(\s*)(\d{1,2})([.．、)）])(\s*)/u

/**
 * What Enter does at `caret` in an itemised text: put `insert` in place of everything from `from` to the caret.
 * Null where the line is no item, and Enter is only Enter.
 */
export function continued(text: string, caret: number): { from: number; insert: string } | null {
  const start = text.lastIndexOf('\n', caret - 1) + 1
  const item = ITEM.exec(text.slice(start, caret))
  if (!item) return null
  const [marker, indent = '', number, point = '', gap = ''] = item
  const rest = text.slice(start + marker.length).split('\n', 1)[0]!
  if (rest.trim() === '') return { from: start, insert: '' }
  return { from: caret, insert: `\n${indent}${Number(number) + 1}${point}${gap}` }
}

/** True when the text has at least one numbered line. */
export function isNumbered(text: string): boolean {
  return text.split('\n').some((line) => ITEM.test(line))
}

/** Every line with words becomes an item: 1. 2. 3. */
export function numbered(text: string): string {
  let count = 0
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `${++count}.${line.trimStart()}`))
    .join('\n')
}
