import { Refused, type FileType } from './verdict.ts'

/** A kind of file that may be uploaded: its extension and what its first bytes must say. */
export type FileKind = { type: FileType; mime: string; container: Container; name: string }
type Container = 'pdf' | 'ole' | 'zip' | 'png' | 'jpeg' | 'text'

/** The allow-list. Whatever is not here (SVG, HTML, RTF, programs, macro-enabled documents) is refused by its extension. */
const KINDS: Record<string, FileKind> = {
  pdf: { type: 'pdf', mime: 'application/pdf', container: 'pdf', name: 'PDF 文件' },
  doc: { type: 'doc', mime: 'application/msword', container: 'ole', name: 'Word 97-2003 文档（.doc）' },
  docx: {
    type: 'docx',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    container: 'zip',
    name: 'Word 文档（.docx）',
  },
  xls: { type: 'xls', mime: 'application/vnd.ms-excel', container: 'ole', name: 'Excel 97-2003 表格（.xls）' },
  xlsx: {
    type: 'xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    container: 'zip',
    name: 'Excel 表格（.xlsx）',
  },
  csv: { type: 'csv', mime: 'text/csv', container: 'text', name: 'CSV 表格' },
  ofd: { type: 'ofd', mime: 'application/ofd', container: 'zip', name: 'OFD 版式文件' },
  zip: { type: 'zip', mime: 'application/zip', container: 'zip', name: 'ZIP 压缩包' },
  png: { type: 'png', mime: 'image/png', container: 'png', name: 'PNG 图片' },
  jpg: { type: 'jpeg', mime: 'image/jpeg', container: 'jpeg', name: 'JPEG 图片' },
  jpeg: { type: 'jpeg', mime: 'image/jpeg', container: 'jpeg', name: 'JPEG 图片' },
}

/** Extensions a person may choose, for the `accept` of a file field. */
export const ACCEPTED_EXTENSIONS: readonly string[] = Object.keys(KINDS)

/** Characters of a file name. */
export const LONGEST_NAME = 200

/** The kind that a file name claims. Names that could deceive a reader or a file system are refused. */
export function kindOf(name: string): FileKind {
  if (name === '' || name.length > LONGEST_NAME || /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069/\\]/u.test(name)) {
    throw new Refused('FILE_TYPE_REFUSED', '文件名为空、过长或含有特殊字符，请改名后重新上传。')
  }
  const extension = /\.([A-Za-z0-9]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  const kind = Object.hasOwn(KINDS, extension) ? KINDS[extension] : undefined
  if (!kind) throw new Refused('FILE_TYPE_REFUSED', `不接收这种类型的文件。请上传 ${ACCEPTED_EXTENSIONS.join('、')} 格式的文件。`)
  return kind
}

/** Refuses a file whose first bytes are not those of the kind its name claims. */
export function mustBegin(bytes: Buffer, kind: FileKind, containers: readonly Container[] = [kind.container]): void {
  // A text begins with nothing in particular, which is not the beginning of anything else.
  const found = containerOf(bytes) ?? (isProgram(bytes) ? undefined : 'text')
  if (!found || !containers.includes(found)) throw mismatch(kind)
}

export const mismatch = (kind: FileKind) =>
  new Refused('FILE_TYPE_MISMATCH', `文件内容不是${kind.name}，与扩展名不符。请用相应软件打开并另存为正确的格式后重新上传。`)

export function containerOf(bytes: Buffer): Container | undefined {
  for (const [container, magic] of MAGIC) if (bytes.subarray(0, magic.length).equals(magic)) return container
  return undefined
}

const MAGIC: readonly (readonly [Container, Buffer])[] = [
  ['pdf', Buffer.from('%PDF-')],
  ['ole', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['zip', Buffer.from('PK\u0003\u0004')],
  ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['jpeg', Buffer.from('ffd8ff', 'hex')],
]

/** True for the first bytes of a program: Windows, Linux, Java, or a script with its interpreter. */
export function isProgram(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4).toString('latin1')
  return head.startsWith('MZ') || head === '\u007fELF' || head === '\u00ca\u00fe\u00ba\u00be' || head.startsWith('#!')
}
