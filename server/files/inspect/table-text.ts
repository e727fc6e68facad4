import { plainText } from '../plain-text.ts'
import type { Examination } from './examination.ts'
import { mismatch, type FileKind } from './file-kind.ts'
import { refuseCalledProgram } from './sheet-text.ts'

/** Reads a table that is plain text through, cell by cell, so that neighbouring cells are neighbours here too. */
export function readTableText(bytes: Buffer, kind: FileKind, examination: Examination): void {
  const text = plainText(bytes)
  if (text === null) throw mismatch(kind)
  for (const line of text.split(/\r\n?|\n/u)) {
    if (CALLS.test(line)) for (const cell of line.split(/[,;\t]/u)) refuseCalledProgram(cell.replaceAll('"', ''))
    for (const cell of line.split(/[\t,;"]+/u)) if (cell !== '') examination.read(cell, '单元格')
  }
}

/** A cell that a spreadsheet would take for a formula. */
const CALLS = /(?:^|[,;\t])\s*"?\s*[=+\-@].*\|/u
