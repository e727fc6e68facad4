import type { Sheet } from './book.ts'

/** The sheets of a workbook, read as its name says, as far as `most` columns; what the name says was examined when it was uploaded. */
export async function sheetsOf(bytes: Buffer, name: string, most?: number): Promise<Sheet[]> {
  if (/\.csv$/iu.test(name)) return (await import('./read-csv.ts')).readCsvBook(bytes, most)
  if (/\.xls$/iu.test(name)) return (await import('./read-xls.ts')).readXlsBook(bytes, most)
  return (await import('./read-xlsx.ts')).readXlsxBook(bytes, most)
}
