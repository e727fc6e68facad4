import { openXlsx, saveXlsx, type CellValue } from 'hucre'

/** A downloaded workbook with cells typed into it, by the header of their column. */
export async function typedInto(bytes: Buffer, line: number, cells: Record<string, CellValue>): Promise<Buffer> {
  const book = await openXlsx(bytes, { readStyles: true })
  const sheet = book.sheets[0]!
  for (const [label, value] of Object.entries(cells)) {
    const at = sheet.rows[0]!.findIndex((header) => String(header).replace('*', '') === label)
    if (at < 0) throw new Error(`No column ${label}`)
    while (sheet.rows.length <= line) sheet.rows.push([])
    sheet.rows[line]![at] = value
    const cell = sheet.cells?.get(`${line},${at}`)
    if (cell) sheet.cells!.set(`${line},${at}`, { ...cell, value, type: 'string' })
  }
  return Buffer.from(await saveXlsx(book))
}
