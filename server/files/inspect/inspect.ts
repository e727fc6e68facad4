import { text } from 'node:stream/consumers'

import { apart, type Caps } from '../apart.ts'
import { configuredScanner, type Scanner } from './scanner.ts'
import { slots } from './slots.ts'
import type { Verdict } from './verdict.ts'

export const MAX_FILE_BYTES = 50 * 1024 * 1024

export type InspectOptions = { scanner?: Scanner; caps?: Partial<Caps> }

// A 50 MiB file, what it inflates to, and the text of one part of it at a time.
const CAPS: Caps = { seconds: 20, heapMiB: 256, residentMiB: 768 }

/**
 * Decides whether an uploaded file may be kept. `name` is the name it was uploaded under. Resolves to a verdict whatever the file
 * does to the child process that reads it: the child may read the program and nothing else, write nothing, start nothing,
 * and is killed when it takes too long or too much memory. Rejects only when no process can be started at all.
 */
export async function inspect(bytes: Buffer, name: string, options: InspectOptions = {}): Promise<Verdict> {
  if (bytes.length > MAX_FILE_BYTES)
    return { ok: false, code: 'FILE_TOO_LARGE', message: '文件超过 50 MB，不予接收。请压缩其中的图片或拆分后上传。' }
  const verdict = await slots.take(() => examineApart(bytes, name, { ...CAPS, ...options.caps }))
  if (!verdict.ok) return verdict
  return (await scanned(bytes, options.scanner ?? configuredScanner())) ?? verdict
}

async function examineApart(bytes: Buffer, name: string, caps: Caps): Promise<Verdict> {
  const { said, ended } = apart(new URL('child.ts', import.meta.url), { name }, bytes, caps)
  const [answer, stopped] = await Promise.all([text(said), ended])
  return verdictOf(answer) ?? failed(stopped ? `检查${stopped}` : '文件结构异常')
}

function verdictOf(answer: string): Verdict | undefined {
  try {
    const verdict = JSON.parse(answer) as Verdict
    return typeof verdict.ok === 'boolean' ? verdict : undefined
  } catch {
    return undefined
  }
}

const failed = (why: string): Verdict => ({
  ok: false,
  code: 'FILE_INSPECTION_FAILED',
  message: `未能完成文件安全检查（${why}），文件没有保存。请用办公软件打开并另存，或拆分后重新上传。`,
})

async function scanned(bytes: Buffer, scanner: Scanner): Promise<Verdict | undefined> {
  try {
    if ((await scanner(bytes)) === 'clean') return undefined
    return { ok: false, code: 'FILE_MALWARE', message: '文件被查出病毒，不予接收。请先用杀毒软件查杀本机和该文件。' }
  } catch {
    return { ok: false, code: 'FILE_INSPECTION_FAILED', message: '病毒检查服务暂时不可用，文件没有保存。请稍后重新上传。' }
  }
}
