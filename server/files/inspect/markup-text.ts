import type { Examination } from './examination.ts'
import { active } from './verdict.ts'
import { readXml } from './xml.ts'

/**
 * Reads the text of an XML part as a reader would see it: the runs of a paragraph joined; what stands within a paragraph but
 * apart from its line (text boxes, deleted words, ruby) on lines of its own; any other element with text a line.
 * So it serves Word parts, drawings, comments, document properties and the pages of an OFD file alike.
 */
export function readMarkup(bytes: Buffer, place: string, examination: Examination): { pictures: number } {
  const elements: string[] = []
  const lines: string[] = ['']
  let own = ''
  let fields = ''
  let pictures = 0

  readXml(bytes, {
    open(name, attributes) {
      elements.push(name)
      own = ''
      readAttributes(attributes, place, examination)
      if (APART.has(name)) lines.push('')
      else if (name === 'br' || name === 'cr') add(lines, '\n')
      else if (name === 'sym') add(lines, symbol(attributes.get('char')))
      else if (name === 'fldChar') fields += FIELD
      else if (name === 'fldSimple') fields += `${FIELD}${attributes.get('instr') ?? ''}${FIELD}`
      else if (PICTURE.has(name)) pictures += 1
      else if (name === 'ddeLink') throw active('DDE 动态数据交换链接', '断开该链接')
    },
    text(text) {
      const element = elements.at(-1) ?? ''
      if (INSTRUCTION.has(element)) fields += text
      else if (IN_LINE.has(element) || APART.has(element)) add(lines, text.replaceAll('\n', ' '))
      else own += text
    },
    close(name) {
      elements.pop()
      if (APART.has(name)) examination.read(lines.pop() ?? '', place)
      if (own.trim() !== '') examination.read(own, place)
      own = ''
    },
  })
  examination.read(lines.join('\n'), place)
  refuseDataExchange(fields)
  return { pictures }
}

/** Watermarks, alternative texts, sheet names, list formats: whatever a document says in an attribute. */
export function readAttributes(attributes: ReadonlyMap<string, string>, place: string, examination: Examination): void {
  for (const value of attributes.values()) if (value.includes('密')) examination.read(value, place)
}

const IN_LINE = new Set(['t', 'delText', 'font', 'b', 'i', 'u'])
const INSTRUCTION = new Set(['instrText', 'delInstrText'])
const APART = new Set(['p', 'del', 'moveFrom', 'rt', 'rPh', 'si', 'text', 'comment', 'threadedComment', 'TextObject'])
const PICTURE = new Set(['blip', 'imagedata', 'ImageObject'])
const FIELD = '\u0001'

function add(lines: string[], text: string): void {
  lines[lines.length - 1] += text
}

function symbol(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? '', 16)
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ''
}

/** DDE and DDEAUTO start programs. They are also written in pieces, or as character codes inside a QUOTE field. */
function refuseDataExchange(fields: string): void {
  const spelt = fields.replaceAll(/\bQUOTE((?:\s+\d{1,3})+)/giu, (_, codes: string) =>
    String.fromCharCode(...codes.trim().split(/\s+/u).map(Number)),
  )
  if (/\u0001[\s\u0001"]*D\u0001*D\u0001*E(?:\u0001*A\u0001*U\u0001*T\u0001*O)?[\s\u0001"]/iu.test(`${spelt}${FIELD}`)) {
    throw active('DDE 动态数据交换域', '删除该域（全选后按 Ctrl+Shift+F9）')
  }
}
