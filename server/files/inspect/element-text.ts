import type { Examination } from './examination.ts'
import { readAttributes } from './word-text.ts'
import { readXml } from './xml.ts'

/** Reads any XML part by its elements, one line each: document properties, comments, drawings, charts, pages of an OFD file. */
export function readElements(bytes: Buffer, place: string, examination: Examination): void {
  let line = ''
  readXml(bytes, {
    open: (_, attributes) => readAttributes(attributes, place, examination),
    text(text) {
      line += text
    },
    close(name) {
      if (IN_A_LINE.has(name)) return
      if (line.trim() !== '') examination.read(line, place)
      line = ''
    },
  })
}

// Runs and their properties, in DrawingML, VML and the comments of a sheet.
const IN_A_LINE = new Set(['r', 't', 'rPr', 'fld', 'font', 'b', 'i', 'u', 'sz', 'color', 'rFont', 'family', 'charset', 'latin', 'ea', 'cs', 'solidFill', 'schemeClr', 'srgbClr'])
