import type { Examination } from './examination.ts'
import { active } from './verdict.ts'
import { readXml } from './xml.ts'

/**
 * Reads one part of a Word document (body, header, footnotes, comments …) as a reader would see it: the runs of a paragraph
 * joined, whatever stands within a paragraph but apart from its line (text boxes, deleted words, ruby) on lines of its own.
 */
export function readWordPart(bytes: Buffer, place: string, examination: Examination): { pictures: number } {
  const lines = ['']
  let fields = ''
  let within: 'text' | 'field' | undefined
  let pictures = 0

  readXml(bytes, {
    open(name, attributes) {
      readAttributes(attributes, place, examination)
      if (APART.has(name)) lines.push('')
      else if (TEXT.has(name)) within = 'text'
      else if (INSTRUCTION.has(name)) within = 'field'
      else if (name === 'br' || name === 'cr') add(lines, '\n')
      else if (name === 'tab') add(lines, '\t')
      else if (name === 'sym') add(lines, symbol(attributes.get('char')))
      else if (name === 'fldChar') fields += FIELD
      else if (name === 'fldSimple') fields += `${FIELD}${attributes.get('instr') ?? ''}${FIELD}`
      else if (name === 'blip' || name === 'imagedata') pictures += 1
    },
    text(text) {
      if (within === 'text') add(lines, text.replaceAll('\n', ' '))
      else if (within === 'field') fields += text
    },
    close(name) {
      if (APART.has(name)) examination.read(lines.pop() ?? '', place)
      else if (TEXT.has(name) || INSTRUCTION.has(name)) within = undefined
    },
  })
  examination.read(lines.join('\n'), place)
  refuseDataExchange(fields)
  return { pictures }
}

/** Watermarks, alternative texts, sheet names, list formats: whatever a document says in an attribute. */
export function readAttributes(attributes: ReadonlyMap<string, string>, place: string, examination: Examination): void {
  for (const value of attributes.values()) if (/[密㊙]/u.test(value)) examination.read(value, place)
}

const TEXT = new Set(['t', 'delText'])
const INSTRUCTION = new Set(['instrText', 'delInstrText'])
const APART = new Set(['p', 'del', 'moveFrom', 'rt'])
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
