const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y

/**
 * Rows of an RFC 4180 text as objects. The header must be exactly the given one, and every row as long as it:
 * a data file that has drifted from its reader is an error with its line, never a silent blank.
 */
export function parseCsv<const H extends string>(text: string, header: readonly H[]): Record<H, string>[] {
  const [first, ...rows] = records(text.replace(/^\uFEFF/u, ''))
  const found = first?.cells.join(',')
  if (found !== header.join(',')) throw new Error(`CSV header is "${found}", expected "${header.join(',')}"`)
  return rows.map(({ cells, line }) => {
    if (cells.length !== header.length) throw new Error(`CSV line ${line}: ${cells.length} cells, expected ${header.length}`)
    return Object.fromEntries(header.map((name, at) => [name, cells[at]])) as Record<H, string>
  })
}

type Row = { cells: string[]; line: number }

function records(text: string): Row[] {
  const found: Row[] = []
  let row: Row = { cells: [], line: 1 }
  let line = 1
  for (let at = 0; at < text.length;) {
    CELL.lastIndex = at
    const match = CELL.exec(text)
    if (!match) throw new Error(`CSV line ${line}: a quote stands where none may`)
    const [whole, cell, end] = match as unknown as [string, string, string]
    row.cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    line += whole.split('\n').length - 1
    at += whole.length
    if (end === ',' && at < text.length) continue
    if (end === ',') row.cells.push('')
    found.push(row)
    row = { cells: [], line }
  }
  return found
}
