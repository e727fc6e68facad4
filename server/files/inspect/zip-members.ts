import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'

import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'

import type { InflationBudget } from './inflation-budget.ts'
import { damaged, Refused } from './verdict.ts'

export type Member = { name: string; read: () => Promise<Buffer> }

/**
 * The members of a ZIP file, directories left out. Names that climb, start at a root or repeat are refused, and every byte
 * that `read` inflates is charged to the budget before it is kept.
 */
export async function zipMembers(bytes: Buffer, budget: InflationBudget): Promise<Member[]> {
  const zip = await opened(bytes)
  budget.members(zip.entryCount)
  const seen = new Set<string>()
  const members: Member[] = []
  for (const entry of await entriesOf(zip)) {
    const name = safeName(entry)
    const key = name.normalize('NFC').toLowerCase()
    if (seen.has(key)) throw damaged('压缩包内有重名条目')
    seen.add(key)
    if (!name.endsWith('/')) members.push({ name, read: () => read(zip, entry, budget) })
  }
  return members
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    // Names are decoded here: archives made on Chinese Windows carry GBK without saying so.
    return await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false })
  } catch {
    throw damaged('压缩结构不完整')
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  try {
    return await Array.fromAsync(zip.eachEntry())
  } catch {
    throw damaged('压缩目录不完整')
  }
}

function safeName(entry: Entry): string {
  const name = decodedName(entry.fileNameRaw)
  if (/^[/\\]|^[A-Za-z]:|\u0000/u.test(name) || name.split(/[/\\]/u).includes('..')) throw damaged('压缩包内有越界路径')
  return name.replaceAll('\\', '/')
}

function decodedName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}

async function read(zip: ZipFile, entry: Entry, budget: InflationBudget): Promise<Buffer> {
  if (entry.isEncrypted()) throw new Refused('FILE_INSPECTION_FAILED', '压缩内容设有密码，无法检查。请去掉密码后重新上传。')
  if (!entry.canDecodeFileData()) throw damaged('使用了不支持的压缩方式')
  const content = await inflated(zip, entry, budget)
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw damaged('压缩内容校验不符')
  return content
}

async function inflated(zip: ZipFile, entry: Entry, budget: InflationBudget): Promise<Buffer> {
  try {
    const stream = await zip.openReadStreamPromise(entry)
    return await buffer(Readable.from(counted(stream, budget)))
  } catch (error) {
    throw error instanceof Refused ? error : damaged('压缩内容无法解开')
  }
}

async function* counted(stream: AsyncIterable<Buffer>, budget: InflationBudget) {
  for await (const chunk of stream) {
    budget.inflated(chunk.length)
    yield chunk
  }
}
