import { constants, inflateSync } from 'node:zlib'

import { crudelyRead } from './crude-text.ts'
import type { Examination } from './examination.ts'
import { active, damaged, Refused } from './verdict.ts'

/**
 * Refuses what a PDF can run or carry: scripts, started programs, embedded files, XFA forms, media; reads its XMP properties.
 * Looks through all bytes as written and inside object streams, not along the cross-reference table, so that an earlier revision
 * is looked at too. Returns whether the file says it is encrypted: its streams are sealed then, and the reader's own list must do.
 */
export function readPdfStructure(bytes: Buffer, examination: Examination): { encrypted: boolean } {
  for (let start = 0; start < bytes.length; start += WINDOW - OVERLAP) refuseActions(bytes.toString('latin1', start, start + WINDOW))
  const encrypted = bytes.includes('/Encrypt')
  for (const { dictionary, content } of streamsOf(bytes)) {
    refuseHiddenActions(dictionary, content, encrypted, examination)
    if (/\/Subtype[\s\0]*\/XML/u.test(dictionary)) readProperties(content, encrypted, examination)
  }
  return { encrypted }
}

const WINDOW = 4 * 1024 * 1024
const OVERLAP = 4096

/** Each stream with the dictionary before it and the bytes from its beginning to the end of the file; lengths in a file may lie. */
function* streamsOf(bytes: Buffer): Generator<{ dictionary: string; content: Buffer }> {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue
    const before = bytes.toString('latin1', Math.max(0, at - OVERLAP), at)
    const ending = /^[^\r\n]{0,32}(?:\r\n|\n|\r)/u.exec(bytes.toString('latin1', at + 6, at + 48))
    if (ending)
      yield { dictionary: plainNames(before.slice(before.lastIndexOf('obj') + 3)), content: bytes.subarray(at + 6 + ending[0].length) }
  }
}

function refuseHiddenActions(dictionary: string, content: Buffer, encrypted: boolean, examination: Examination): void {
  const holdsObjects = /\/ObjStm/u.test(dictionary)
  if (
    holdsObjects &&
    !encrypted &&
    (/\/Predictor[\s\0]*(?:[2-9]|1\d)/u.test(dictionary) ||
      /\/(?:LZW|ASCIIHex|ASCII85|RunLength)?Decode?\b|\/(?:LZW|AHx|A85|RL|Crypt)\b/u.test(dictionary.replaceAll('/FlateDecode', '')))
  ) {
    throw new Refused('FILE_INSPECTION_FAILED', 'PDF 使用了少见的压缩方式，无法检查。请用打印或导出功能重新生成 PDF 后上传。')
  }
  // A reader never asks an object stream for its /Type, so its content tells: it begins with pairs of numbers.
  if (!isDeflated(content)) return
  if (holdsObjects ? encrypted && !beginsWithNumbers(content) : !beginsWithNumbers(content)) return
  refuseActions(inflated(content, examination).toString('latin1'))
}

function readProperties(content: Buffer, encrypted: boolean, examination: Examination): void {
  const packet = isDeflated(content) && !encrypted ? inflated(content, examination) : content.subarray(0, content.indexOf('endstream'))
  crudelyRead(packet, 'PDF 文档属性', examination)
}

function isDeflated(content: Buffer): boolean {
  return content.length > 2 && ((content[0] ?? 0) & 0x0f) === 8 && content.readUInt16BE(0) % 31 === 0
}

function beginsWithNumbers(content: Buffer): boolean {
  try {
    const start = inflateSync(content.subarray(0, 1024), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 * 1024 * 1024 })
    return /^[\s\0]*\d+[\s\0]+\d+[\s\0]/u.test(start.toString('latin1', 0, 64))
  } catch {
    return false
  }
}

function inflated(content: Buffer, examination: Examination): Buffer {
  try {
    // What follows the compressed data is left alone. Data cut short is an error, so nothing hides behind a cut.
    const objects = inflateSync(content, { maxOutputLength: examination.budget.bytesLeft + 1 })
    examination.budget.inflated(objects.length)
    return objects
  } catch (error) {
    if (error instanceof Refused) throw error
    if (error instanceof RangeError) examination.budget.inflated(examination.budget.bytesLeft + 1)
    throw damaged('PDF 对象流无法解开')
  }
}

/** Looks twice, since a % begins a comment in one place and is a character of a string in another. */
function refuseActions(objects: string): void {
  const plain = plainNames(objects)
  for (const text of [plain, plain.replaceAll(/%[^\r\n]*/gu, ' ')]) {
    for (const [pattern, what] of ACTIONS) if (pattern.test(text)) throw active(what, '用打印或导出功能重新生成 PDF')
  }
}

/** PDF names may spell any character as #xx. */
function plainNames(objects: string): string {
  return objects.replaceAll(/\/[^\s\0/<>[\]()]*#[^\s\0/<>[\]()]*/gu, (name) =>
    name.replaceAll(/#([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}

const VALUE = '[\\s\\0]*(?:\\d+[\\s\\0]+\\d+[\\s\\0]+R|<<|\\[)'

/** A name as a value. What stands beside it tells it from a word in an address (https://…/JavaScript/). */
const named = (names: string) => new RegExp(`(?<=/S|/Subtype|/Type|[\\s\\0>\\])])/(?:${names})(?=[\\s\\0/<>\\[\\](]|$)`, 'u')

const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [named('JavaScript'), 'JavaScript 脚本'],
  [new RegExp(`/JavaScript${VALUE}`, 'u'), 'JavaScript 脚本'],
  [named('Launch'), '启动外部程序的动作'],
  [named('EmbeddedFile|FileAttachment|GoToE'), '嵌入的附件'],
  [new RegExp(`/EmbeddedFiles${VALUE}|/EF[\\s\\0]*<<`, 'u'), '嵌入的附件'],
  [/\/XFA[\s\0]*(?:\[|\d+[\s\0]+\d+[\s\0]+R|<)/u, 'XFA 动态表单'],
  [named('RichMedia|Movie|Sound|Rendition|ImportData|SubmitForm'), '多媒体或提交数据的动作'],
]
