/** Rows of text with their cells one under the other, as wide as a terminal shows them. */
export function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => rows.reduce((widest, cells) => Math.max(widest, breadth(cells[at]!)), 0))
  return rows
    .map((cells) =>
      cells
        .map((cell, at) => cell + ' '.repeat(widths[at]! - breadth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Columns on a terminal, where a Chinese character takes two. */
const breadth = (text: string) => [...text].reduce((sum, one) => sum + (one.codePointAt(0)! > 0x2e7f || one === '—' ? 2 : 1), 0)
