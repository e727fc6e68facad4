import { SaxesParser } from 'saxes'
import { InflationBudget } from '../files/inspect/inflation-budget.ts'
import { zipMembers } from '../files/inspect/zip-members.ts'

export type WordParagraph = { style: string; words: string; table: boolean }
/** A row as the words of its cells; `head` of one that comes again on every page. */
export type WordRow = { head: boolean; cells: string[]; fills: (string | null)[] }
export type WordFile = { members: Map<string, Buffer>; paragraphs: WordParagraph[]; tables: WordRow[][]; texts: Map<string, string> }

/** A Word file as a test reads it: each part strictly parsed as XML, paragraphs with their styles, tables with their rows. Throws on what is not well-formed. */
export async function readWord(bytes: Buffer): Promise<WordFile> {
  const members = new Map<string, Buffer>()
  for (const { name, read } of await zipMembers(bytes, new InflationBudget())) members.set(name, await read())
  const texts = new Map<string, string>()
  for (const [name, content] of members) if (/\.(?:xml|rels)$/u.test(name)) texts.set(name, wordsOf(content.toString()))
  return { members, texts, ...bodyOf(members.get('word/document.xml')!.toString()) }
}

function parser(): SaxesParser {
  const parsing = new SaxesParser()
  parsing.on('error', (error) => {
    throw error
  })
  return parsing
}

/** All text of a part; a fault of the markup is thrown. */
function wordsOf(xml: string): string {
  const parsing = parser()
  let words = ''
  parsing.on('text', (text) => (words += text))
  parsing.write(xml).close()
  return words
}

function bodyOf(xml: string): Pick<WordFile, 'paragraphs' | 'tables'> {
  const paragraphs: WordParagraph[] = []
  const tables: WordRow[][] = []
  let inText = false
  let depth = 0
  const parsing = parser()
  parsing.on('opentag', ({ name, attributes }) => {
    const value = String(attributes['w:val'] ?? '')
    if (name === 'w:tbl') tables.push([])
    if (name === 'w:tbl') depth++
    if (name === 'w:tr') tables.at(-1)!.push({ head: false, cells: [], fills: [] })
    if (name === 'w:tblHeader') tables.at(-1)!.at(-1)!.head = true
    if (name === 'w:tc') {
      tables.at(-1)!.at(-1)!.cells.push('')
      tables.at(-1)!.at(-1)!.fills.push(null)
    }
    if (name === 'w:shd' && depth > 0) tables.at(-1)!.at(-1)!.fills[tables.at(-1)!.at(-1)!.cells.length - 1] = String(attributes['w:fill'])
    if (name === 'w:p') paragraphs.push({ style: '', words: '', table: depth > 0 })
    if (name === 'w:pStyle') paragraphs.at(-1)!.style = value
    if (name === 'w:t') inText = true
    if (name === 'w:tab' && paragraphs.length > 0 && !('w:pos' in attributes)) paragraphs.at(-1)!.words += '\t'
  })
  parsing.on('closetag', ({ name }) => {
    if (name === 'w:tbl') depth--
    if (name === 'w:t') inText = false
  })
  parsing.on('text', (text) => {
    if (!inText) return
    paragraphs.at(-1)!.words += text
    const row = depth > 0 ? tables.at(-1)!.at(-1)! : null
    if (row) row.cells[row.cells.length - 1] += text
  })
  parsing.write(xml).close()
  return { paragraphs, tables }
}
