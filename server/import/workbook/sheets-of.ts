import type { Sheet } from './book.ts'

/** The sheets of a workbook, read as its name says; what the name says was examined when it was uploaded. */
export async function sheetsOf(bytes: Buffer, name: string): Promise<Sheet[]> {
  if (/\.csv$/iu.test(name)) return (await import('./read-csv.ts')).readCsvBook(bytes)
  if (/\.xls$/iu.test(name)) return (await import('./read-xls.ts')).readXlsBook(bytes)
  return (await import('./read-xlsx.ts')).readXlsxBook(bytes)
}
