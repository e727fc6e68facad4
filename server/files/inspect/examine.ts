import { hasClassificationMark } from '#kernel/classification.ts'

import { crudelyRead } from './crude-text.ts'
import { Examination } from './examination.ts'
import { containerOf, isProgram, kindOf, mismatch, mustBegin, type FileKind } from './file-kind.ts'
import { readImage } from './image.ts'
import { refuseKnownMalware } from './malware.ts'
import { isOfd, readOfd } from './ofd.ts'
import { readOle } from './ole-document.ts'
import { readPackage } from './ooxml.ts'
import { readPdf } from './pdf.ts'
import { readTableText } from './table-text.ts'
import { active, classified, damaged, Refused, type Verdict } from './verdict.ts'
import { zipMembers } from './zip-members.ts'

/** Examines a whole file in this process. Callers outside the child process use `inspect`, which survives whatever happens here. */
export async function examine(bytes: Buffer, name: string): Promise<Verdict> {
  try {
    const examination = new Examination()
    const { type, mime } = await examineFile(bytes, name, examination, 0)
    return { ok: true, type, mime, ...examination.close() }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}

// An archive may hold an archive, an archive may hold a document with a table in it; nothing lies deeper.
const DEEPEST = 2
const DEEPEST_ARCHIVE = 1

async function examineFile(bytes: Buffer, name: string, examination: Examination, depth: number): Promise<FileKind> {
  refuseKnownMalware(bytes)
  const kind = kindOf(name)
  if (hasClassificationMark(name)) throw classified('文件名')
  if (bytes.length === 0) throw damaged('文件是空的')
  if (depth > (kind.type === 'zip' ? DEEPEST_ARCHIVE : DEEPEST))
    throw new Refused('FILE_INFLATES', '压缩包嵌套层数过多，不予接收。请解压后直接上传其中的文件。')
  // With a password to open it, a .docx or .xlsx is an OLE file around the sealed package.
  mustBegin(bytes, kind, kind.type === 'docx' || kind.type === 'xlsx' ? ['zip', 'ole'] : undefined)

  if (kind.container === 'png' || kind.container === 'jpeg') readImage(bytes, examination)
  else if (kind.container === 'text') readTableText(bytes, kind, examination)
  else if (kind.container === 'pdf') await readPdf(bytes, examination)
  else if (containerOf(bytes) === 'ole') examineOle(bytes, kind, examination)
  else await examineZip(bytes, kind, examination, depth)
  return kind
}

function examineOle(bytes: Buffer, kind: FileKind, examination: Examination): void {
  const found = readOle(bytes, examination)
  if (found === 'encrypted' && (kind.type === 'docx' || kind.type === 'xlsx')) {
    examination.cannotRead('文档设有打开密码，系统无法检查其中是否有密级标志。', 'ENCRYPTED')
  } else if (found !== kind.type) throw mismatch(kind)
}

async function examineZip(bytes: Buffer, kind: FileKind, examination: Examination, depth: number): Promise<void> {
  const members = await zipMembers(bytes, examination.budget)
  const isPackage = members.some((member) => member.name === '[Content_Types].xml')
  if (kind.type === 'ofd') {
    if (!isOfd(members)) throw mismatch(kind)
    await readOfd(members, examination)
  } else if (kind.type === 'zip') {
    if (isPackage || isOfd(members)) throw mismatch(kind)
    for (const member of members) {
      if (JUNK.test(member.name)) {
        examineJunk(await member.read(), examination)
        continue
      }
      if (hasClassificationMark(member.name)) throw classified('压缩包内的文件名')
      await examineFile(await member.read(), member.name.slice(member.name.lastIndexOf('/') + 1), examination, depth + 1)
    }
  } else {
    if (!isPackage) throw mismatch(kind)
    const type = await readPackage(members, examination, (content, inner) => examineEmbedded(content, inner, examination, depth + 1))
    if (type !== kind.type) throw mismatch(kind)
  }
}

// What Windows and macOS leave in archives by themselves.
const JUNK = /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/u

function examineJunk(bytes: Buffer, examination: Examination): void {
  refuseKnownMalware(bytes)
  if (isProgram(bytes) || bytes.length > 1024 * 1024)
    throw new Refused('FILE_TYPE_REFUSED', '压缩包内含有不接收的文件类型，请删除后重新压缩上传。')
  crudelyRead(bytes, '压缩包内的系统文件', examination)
}

/** A table or picture object inside a document: an OLE object, or a package of any Office kind. */
async function examineEmbedded(bytes: Buffer, name: string, examination: Examination, depth: number): Promise<void> {
  if (depth > DEEPEST) throw new Refused('FILE_INFLATES', '文档内嵌套层数过多，不予接收。请删除嵌入的对象后重新上传。')
  const container = containerOf(bytes)
  if (container === 'ole') {
    if (readOle(bytes, examination) === 'encrypted') examination.cannotRead('文档中嵌入的对象设有密码，系统无法检查。', 'ENCRYPTED')
  } else if (container === 'zip') {
    const members = await zipMembers(bytes, examination.budget)
    if (!members.some((member) => member.name === '[Content_Types].xml')) throw active('嵌入的压缩包', '删除嵌入的对象，改为单独上传')
    await readPackage(members, examination, (content, inner) => examineEmbedded(content, inner, examination, depth + 1))
  } else if (container !== undefined || !/\.bin$/iu.test(name)) {
    throw active('嵌入的文件', '删除嵌入的对象，改为单独上传')
  }
}
