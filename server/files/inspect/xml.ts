import { SaxesParser } from 'saxes'

import { active, damaged, Refused } from './verdict.ts'

/** Local names only: prefixes are the writer's choice. */
export type XmlEvents = {
  open?: (name: string, attributes: ReadonlyMap<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

const SLICE = 256 * 1024

/**
 * Reads an XML document. A document type is refused before the parser sees it, in whichever encoding it was written;
 * encodings that a reader might guess differently are refused too.
 */
export function readXml(bytes: Buffer, events: XmlEvents): void {
  const parser = parserFor(events)
  const decoder = decoderFor(bytes)
  let before = ''
  try {
    for (let start = 0; start < bytes.length; start += SLICE) {
      const text = decoder.decode(bytes.subarray(start, start + SLICE), { stream: true })
      refuseDocumentType(before + text)
      before = text.slice(-12)
      parser.write(text)
    }
    parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    throw error instanceof Refused ? error : damaged('XML 内容有误')
  }
}

function refuseDocumentType(text: string): void {
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)/iu.test(text)) throw active('外部实体定义', '用办公软件打开并另存')
}

function parserFor(events: XmlEvents) {
  const parser = new SaxesParser({ position: false })
  parser.on('opentag', (tag) => {
    events.open?.(local(tag.name), new Map(Object.entries(tag.attributes).map(([name, value]) => [local(name), value])))
  })
  parser.on('text', (text) => events.text?.(text))
  parser.on('cdata', (text) => events.text?.(text))
  parser.on('closetag', (tag) => events.close?.(local(tag.name)))
  parser.on('error', (error) => {
    throw error
  })
  return parser
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

function decoderFor(bytes: Buffer) {
  const encoding = encodingOf(bytes)
  if (!encoding) throw damaged('XML 编码无法识别')
  return new TextDecoder(encoding, { fatal: true })
}

function encodingOf(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 4).toString('hex')
  if (head.startsWith('fffe') && head !== 'fffe0000') return 'utf-16le'
  if (head.startsWith('feff')) return 'utf-16be'
  if (/^3c00..00/u.test(head) && head !== '3c000000') return 'utf-16le'
  if (head.startsWith('003c00')) return 'utf-16be'
  const start = bytes
    .subarray(0, 256)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/u, '')
  if (!/^\s*</u.test(start)) return undefined
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/u.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
  return BYTE_ENCODINGS.has(declared) ? declared : undefined
}

// All of them spell markup in ASCII bytes.
const BYTE_ENCODINGS = new Set(['utf-8', 'us-ascii', 'ascii', 'gb2312', 'gbk', 'gb18030', 'iso-8859-1', 'windows-1252'])
