import { crudelyRead } from './crude-text.ts'
import type { Examination } from './examination.ts'
import { isProgram } from './file-kind.ts'
import { refuseKnownMalware } from './malware.ts'
import { openOle } from './ole-container.ts'
import { active } from './verdict.ts'
import { readWorkbookRecords } from './xls-records.ts'

export type OleKind = 'doc' | 'xls' | 'encrypted' | 'other'

/** Reads an old Office file or an embedded object through: what it is, what it could run, and crudely its text. */
export function readOle(bytes: Buffer, examination: Examination): OleKind {
  const { storages, streams } = openOle(bytes, examination.budget)
  const names = new Set([...storages, ...streams.map((stream) => stream.name)])
  if (['Macros', 'VBA', '_VBA_PROJECT', '_VBA_PROJECT_CUR'].some((name) => names.has(name)))
    throw active('宏', '另存为不含宏的 .docx 或 .xlsx 文件')
  if (names.has('\u0001Ole10Native')) throw active('嵌入的文件', '删除嵌入的对象，改为单独上传该文件')
  if (names.has('EncryptedPackage')) return 'encrypted'

  let kind: OleKind = 'other'
  for (const stream of streams) {
    const content = stream.read()
    refuseKnownMalware(content)
    if (isProgram(content)) throw active('嵌入的程序', '删除嵌入的对象')
    if (stream.name === 'WordDocument') {
      kind = 'doc'
      if (readWordHeader(content, examination) === 'encrypted') return kind
    } else if (stream.name === 'Workbook' || stream.name === 'Book') {
      kind = 'xls'
      if (readWorkbookRecords(content, examination) === 'encrypted') return kind
    }
    crudelyRead(content, stream.name.endsWith('SummaryInformation') ? '文档属性' : '正文', examination)
  }
  return kind
}

/** The file information block of Word: whether it is encrypted, whether it has words, and no field that starts programs. */
function readWordHeader(content: Buffer, examination: Examination): 'encrypted' | 'open' {
  if (content.length < 0x50) return 'open'
  if ((content.readUInt16LE(0x0a) & 0x0100) !== 0) {
    examination.cannotRead('文档设有打开密码，系统无法检查其中是否有密级标志。', 'ENCRYPTED')
    return 'encrypted'
  }
  const characters = content.readUInt32LE(0x4c)
  if (characters <= 1) examination.cannotRead('文档中没有文字，系统无法检查其中是否有密级标志。')
  if (FIELD_BYTES.test(content.toString('latin1')) || FIELD_WIDE.test(content.toString('latin1'))) {
    throw active('DDE 动态数据交换域', '删除该域（全选后按 Ctrl+Shift+F9）')
  }
  return 'open'
}

// 0x13 opens a field. Word keeps plain ASCII stretches in single bytes, everything else in UTF-16.
const FIELD_BYTES = /\u0013[ "]*DDE(?:AUTO)?[ "]/iu
const FIELD_WIDE = /\u0013\0(?:[ "]\0)*D\0D\0E\0(?:A\0U\0T\0O\0)?[ "]\0/iu
