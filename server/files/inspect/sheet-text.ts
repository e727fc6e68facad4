import type { Examination } from './examination.ts'
import { readAttributes } from './markup-text.ts'
import { active } from './verdict.ts'
import { readXml } from './xml.ts'

/** Reads the shared strings of a workbook and returns those that could be a part of a mark, by their number. */
export function readSharedStrings(bytes: Buffer, examination: Examination): ReadonlyMap<number, string> {
  const parts = new Map<number, string>()
  let index = 0
  let line = ''
  let phonetic = false
  readXml(bytes, {
    open(name) {
      if (name === 'rPh') phonetic = true
    },
    text(text) {
      if (!phonetic) line += text
    },
    close(name) {
      if (name === 'rPh') phonetic = false
      if (name !== 'si') return
      examination.read(line, '单元格')
      if (line.length <= 32 && PART_OF_A_MARK.test(line)) parts.set(index, line.trim())
      index += 1
      line = ''
    },
  })
  return parts
}

const PART_OF_A_MARK = /[密级★☆*]|[年月期]$/u

/** Reads a worksheet cell by cell, so that neighbours (密级 | 机密) are neighbours here, and its print headers and footers. */
export function readSheet(bytes: Buffer, shared: ReadonlyMap<number, string>, examination: Examination): void {
  const formulas: string[] = []
  let type = ''
  let text = ''
  readXml(bytes, {
    open(name, attributes) {
      readAttributes(attributes, '工作表', examination)
      if (name === 'c') type = attributes.get('t') ?? 'n'
      if (HOLDS_TEXT.has(name)) text = ''
    },
    text(piece) {
      text += piece
    },
    close(name) {
      if (name === 'f') {
        refuseCalledProgram(text)
        const joined = text.replaceAll(/"\s*&\s*"/gu, '')
        if (joined.includes('密')) formulas.push(joined)
        text = ''
      } else if (name === 'c') {
        if (type === 's') examination.read(shared.get(Number(text)) ?? '', '单元格')
        else if (type !== 'n' && type !== 'b') examination.read(text, '单元格')
      } else if (PRINTED.has(name)) {
        for (const section of sections(text)) examination.read(section, '打印页眉页脚')
      }
    },
  }) // Last, so that they do not come between neighbouring cells.
  for (const formula of formulas) examination.read(formula, '公式')
}

const PRINTED = new Set(['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter'])
const HOLDS_TEXT = new Set(['c', 'f', ...PRINTED])

/** The left, centre and right of a print header without its codes: &C&"黑体,加粗"&16机密★ */
function sections(text: string): string[] {
  return text.split(/&[LCR]/u).map((section) => section.replaceAll(/&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Za-z])/gu, ''))
}

/** `=cmd|'/C …'!A0` starts a program by DDE; no other formula has a bar outside quotes. */
export function refuseCalledProgram(formula: string): void {
  if (/[\w.]\s*\|.*!/u.test(formula.replaceAll(/"[^"]*"/gu, ''))) throw active('调用外部程序的公式', '删除该公式')
}
