import type { HeldFile } from '#kernel/fields/files.ts'

export type Viewing = 'pdf' | 'word' | 'image' | null

const VIEWS: Record<string, Viewing> = {
  pdf: 'pdf',
  docx: 'word',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
}

/** How a file can be looked at in the page; null where it can only be downloaded, such as the old .doc. */
export const viewingOf = (name: string): Viewing => VIEWS[extensionOf(name)] ?? null

export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** 1024 bytes a step, as Windows counts. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kibi = bytes / 1024
  if (kibi < 1024) return `${kibi < 10 ? kibi.toFixed(1) : Math.round(kibi)} KB`
  const mebi = kibi / 1024
  return mebi < 1024 ? `${mebi.toFixed(1)} MB` : `${(mebi / 1024).toFixed(2)} GB`
}

export const downloadPath = (file: HeldFile) => `/api/files/${file.id}`

/** A sentence when a chosen file cannot be right, before a byte of it is sent. */
export function unfit(file: File, held: readonly HeldFile[], max: number, accept: readonly string[] | null): string | null {
  const extension = extensionOf(file.name)
  if (accept && !accept.includes(extension)) return `只能上传 ${accept.join('、')} 格式的文件`
  if (extension === '') return '文件没有扩展名，无法识别格式'
  if (file.size === 0) return '文件是空的'
  if (held.some((one) => one.name === file.name && one.size === file.size)) return '这个文件已经上传过'
  if (held.length >= max) return `最多上传 ${max} 个附件`
  return null
}
