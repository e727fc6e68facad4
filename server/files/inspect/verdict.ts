import { CLASSIFIED_ROUTE } from '#kernel/classification.ts'

export type FileType = 'pdf' | 'doc' | 'docx' | 'xls' | 'xlsx' | 'csv' | 'ofd' | 'zip' | 'png' | 'jpeg'

/** Something a person should know about a file that was accepted. `message` is a Chinese sentence. */
export type Warning = { code: WarningCode; message: string }
export type WarningCode = 'TEXT_UNREADABLE' | 'ENCRYPTED' | 'INTERNAL_MARK' | 'LEVEL_ALONE' | 'EXTERNAL_REFERENCE'

export type RefusalCode =
  | 'FILE_TYPE_REFUSED'
  | 'FILE_TYPE_MISMATCH'
  | 'FILE_TOO_LARGE'
  | 'FILE_INFLATES'
  | 'FILE_DAMAGED'
  | 'FILE_ACTIVE_CONTENT'
  | 'FILE_CLASSIFIED'
  | 'FILE_MALWARE'
  | 'FILE_INSPECTION_FAILED'

/**
 * What the inspection found. `readable: false` means that some of its text could not be checked for classification marks
 * (a scan, a picture, an encrypted file), and the person must declare it instead.
 */
export type Verdict =
  | { ok: true; type: FileType; mime: string; readable: boolean; warnings: Warning[] }
  | { ok: false; code: RefusalCode; message: string }

/** Thrown anywhere inside an examination; becomes the verdict. Its message never quotes the file. */
export class Refused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'Refused'
    this.code = code
  }
}

export const damaged = (what: string) => new Refused('FILE_DAMAGED', `文件已损坏或结构异常（${what}），请用办公软件打开并另存后重新上传。`)

export const active = (what: string, remedy: string) =>
  new Refused('FILE_ACTIVE_CONTENT', `文件含有${what}，存在安全风险，不予接收。请${remedy}后重新上传。`)

export const classified = (place: string) =>
  new Refused('FILE_CLASSIFIED', `${place}带有密级标志（绝密、机密或秘密），系统已拒收，没有保留任何内容。${CLASSIFIED_ROUTE}`)
