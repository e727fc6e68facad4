import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { getDocumentProxy } from 'unpdf'

import type { Examination } from './examination.ts'
import { readPdfStructure } from './pdf-structure.ts'
import { active, damaged, Refused } from './verdict.ts'

type Document = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Document['getPage']>>

/** Reads a PDF file through: what it could run, the text of its pages, notes, fields, bookmarks and properties. */
export async function readPdf(bytes: Buffer, examination: Examination): Promise<void> {
  const { encrypted } = readPdfStructure(bytes, examination)
  const document = await opened(bytes)
  if (document === 'locked') {
    examination.cannotRead('PDF 设有打开密码，系统无法检查其中是否有密级标志。', 'ENCRYPTED')
    return
  }
  if (encrypted) await refuseListedActions(document)
  try {
    await readProperties(document, examination)
    await readPages(document, examination)
  } catch (error) {
    throw error instanceof Refused ? error : damaged('PDF 页面无法读取')
  }
}

async function readPages(document: Document, examination: Examination): Promise<void> {
  const wordless: number[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const text = await readPage(page, examination)
    if (!/[\p{L}]/u.test(text)) wordless.push(number)
    page.cleanup()
  }
  if (wordless.length > 0) {
    const which =
      wordless.length === document.numPages
        ? ''
        : `第 ${wordless.slice(0, 10).join('、')} 页${wordless.length > 10 ? `等 ${wordless.length} 页` : ''}`
    examination.cannotRead(`PDF ${which}没有可识别的文字（可能是扫描件），系统无法检查其中是否有密级标志。`)
  }
}

async function opened(bytes: Buffer): Promise<Document | 'locked'> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, cMapUrl: CHARACTER_MAPS })
  } catch (error) {
    if ((error as Error).name === 'PasswordException') return 'locked'
    throw damaged('PDF 结构不完整')
  }
}

// The predefined Chinese maps (GBK-EUC-H, UniGB-UCS2-H …) that older office software relies on. As a path: the reader opens it as one.
const CHARACTER_MAPS = `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')}/`

/** For a file whose objects are sealed but which opens without a password (printing or copying forbidden). */
async function refuseListedActions(document: Document): Promise<void> {
  const [scripts, attachments] = [await document.getJSActions(), await document.getAttachments()]
  if (scripts) throw active('JavaScript 脚本', '用打印或导出功能重新生成 PDF')
  if (attachments) throw active('嵌入的附件', '用打印或导出功能重新生成 PDF')
}

async function readPage(page: Page, examination: Examination): Promise<string> {
  const { items } = await page.getTextContent()
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  examination.read(text, 'PDF 正文')
  for (const note of await page.getAnnotations()) readStrings(note, 'PDF 批注', examination)
  return text.replaceAll(UNKNOWN_LETTERS, '')
}

// What comes out when a font does not tell which characters its glyphs stand for.
const UNKNOWN_LETTERS = /[\p{Co}\p{Cn}\p{Cc}\uFFFD]/gu

async function readProperties(document: Document, examination: Examination): Promise<void> {
  const { info, metadata } = await document.getMetadata()
  readStrings(info, 'PDF 文档属性', examination)
  if (metadata) for (const [, value] of metadata) readStrings(value, 'PDF 文档属性', examination)
  readStrings(await document.getOutline(), 'PDF 书签', examination)
}

/** Every string inside a value of the PDF reader. */
function readStrings(value: unknown, place: string, examination: Examination): void {
  if (typeof value === 'string') examination.read(value, place)
  else if (ArrayBuffer.isView(value)) return
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) readStrings(inner, place, examination)
}
