import { readXlsx } from 'hucre'

/** An exported ledger: its headers, and of each record the line it begins with, which alone says whose it is. */
export async function exportedIn(workbook: Buffer): Promise<{ head: string[]; records: string[][] }> {
  const [head, ...lines] = (await readXlsx(workbook)).sheets[0]!.rows as string[][]
  const owner = head!.indexOf('填报单位')
  return { head: head!, records: lines.filter((line) => line[owner]) }
}
