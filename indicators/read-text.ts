import { readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { WrongFile } from './wrong-file.ts'

const MEGABYTES = 50

/** A file’s text, in UTF-8 or as spreadsheets of Chinese offices save it, and what it is called in a sentence. Throws WrongFile. */
export function readText(path: string): { text: string; file: string } {
  const file = basename(path)
  const bytes = bytesOf(path, file)
  const text = (decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030'))?.replace(/^\uFEFF/u, '')
  if (text === undefined) throw new WrongFile(file, '', '应以 UTF-8 或 GB18030 保存')
  if (text.trim() === '') throw new WrongFile(file, '', '文件是空的')
  return { text, file }
}

function bytesOf(path: string, file: string): Buffer {
  // npm runs a script in the project's folder and says where it was called.
  const full = resolve(process.env.INIT_CWD ?? '.', path)
  let bytes: Buffer
  try {
    if (statSync(full).size > MEGABYTES * 2 ** 20) throw new WrongFile(file, '', `文件超过${MEGABYTES}MB`)
    bytes = readFileSync(full)
  } catch (error) {
    throw error instanceof WrongFile ? error : new WrongFile(path, '', '文件不存在或无法读取')
  }
  return bytes
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
