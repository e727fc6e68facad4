import { readFileSync } from 'node:fs'
import { openXlsx, saveXlsx, type CellValue } from 'hucre'
import type { Download, Page } from 'playwright-core'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const bytesOf = async (download: Download) => new Uint8Array(readFileSync(await download.path()))

/** What an entry of the ledger's 导入 hands over. */
export async function downloads(page: Page, entry: string): Promise<Download> {
  await page.getByRole('button', { name: /^导入/ }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: entry }).click()])
  return download
}

/** Gives a workbook to the page of an import, after the promise. */
export async function gives(page: Page, name: string, bytes: Uint8Array) {
  const box = page.getByRole('region', { name: '上传表格' })
  await box.getByRole('checkbox', { name: /^本人承诺/ }).check()
  const mimeType = name.endsWith('.csv') ? 'text/csv' : XLSX
  await box.locator('input[type=file]').setInputFiles([{ name, mimeType, buffer: Buffer.from(bytes) }])
}

/** A downloaded workbook with rows typed into it: into the blank lines, or into the line that speaks of `about`. */
export async function filledIn(bytes: Uint8Array, rows: Record<string, CellValue>[], about?: string): Promise<Uint8Array> {
  const book = await openXlsx(bytes, { readStyles: true })
  const sheet = book.sheets[0]!
  const head = sheet.rows[0]!.map((label) => String(label).replace('*', ''))
  // Below the heads and the guidance; a template has examples too.
  const from = about === undefined ? 3 : 2
  // Other lines of the desk are not reported on this time, those before it neither.
  if (about !== undefined) {
    const line = sheet.rows.findIndex((row) => row.some((cell) => String(cell) === about))
    sheet.rows.splice(from, sheet.rows.length, sheet.rows[line]!)
    for (const at of head.keys()) {
      const cell = sheet.cells?.get(`${line},${at}`)
      if (cell) sheet.cells!.set(`${from},${at}`, cell)
    }
    for (const place of sheet.cells?.keys() ?? []) if (Number(place.split(',')[0]) > from) sheet.cells!.delete(place)
  }
  for (const [line, cells] of rows.entries()) {
    for (const [label, value] of Object.entries(cells)) {
      const at = head.indexOf(label)
      if (at < 0) throw new Error(`No column ${label} among ${head.join(' ')}`)
      sheet.rows[from + line]![at] = value
      const cell = sheet.cells?.get(`${from + line},${at}`)
      if (cell) sheet.cells!.set(`${from + line},${at}`, { ...cell, value, type: 'string' })
    }
  }
  return saveXlsx(book)
}
