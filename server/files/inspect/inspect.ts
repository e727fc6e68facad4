import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'

import { configuredScanner, type Scanner } from './scanner.ts'
import { slots } from './slots.ts'
import type { Verdict } from './verdict.ts'

export const MAX_FILE_BYTES = 50 * 1024 * 1024

export type Caps = { seconds: number; heapMiB: number; residentMiB: number }
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
  const child = started(caps)
  const stop = limited(child, caps)
  // A child that dies early closes the pipe; its verdict, or the lack of one, says why.
  child.stdin?.on('error', () => {})
  child.stdin?.write(`${JSON.stringify({ name })}\n`)
  child.stdin?.end(bytes)
  const gone = new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject))
  try {
    const [answer] = await Promise.all([child.stdout ? text(child.stdout) : '', gone])
    return verdictOf(answer) ?? failed(stop.reason ?? '文件结构异常')
  } finally {
    stop.clear()
  }
}

function started(caps: Caps): ChildProcess {
  const node = [
    `--max-old-space-size=${caps.heapMiB}`,
    '--no-addons',
    '--permission',
    ...MAY_READ.map((path) => `--allow-fs-read=${path}`),
    fileURLToPath(new URL('child.ts', import.meta.url)),
  ]
  // No core file: it would hold the very content that is being refused.
  const [command, ...args] =
    process.platform === 'win32' ? [process.execPath, ...node] : ['/bin/sh', '-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, ...node]
  // Nothing of our environment: no settings, no credentials. Standard error could quote the file.
  const child = spawn(command, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
  stepBack(child.pid)
  return child
}

/** People's requests come first on a machine of few cores. */
function stepBack(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, 10)
  } catch {
    // Gone already, or not allowed here.
  }
}

const ROOT = new URL('../../../', import.meta.url)
const MAY_READ = ['package.json', 'kernel/', 'server/files/', 'node_modules/'].map((path) => fileURLToPath(new URL(path, ROOT)))

function limited(child: ChildProcess, caps: Caps) {
  const stop: { reason?: string; clear: () => void } = {
    clear() {
      clearTimeout(late)
      clearInterval(watch)
    },
  }
  const kill = (reason: string) => {
    stop.reason ??= reason
    child.kill('SIGKILL')
  }
  const late = setTimeout(() => kill('检查用时过长'), caps.seconds * 1000)
  // The heap limit does not count buffers. Elsewhere than on Linux the heap limit alone must do.
  const watch = setInterval(() => {
    void residentMiB(child.pid).then((size) => size > caps.residentMiB && kill('占用内存过多'))
  }, 100)
  return stop
}

async function residentMiB(pid: number | undefined): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return (Number(pages.split(' ')[1] ?? 0) * 4096) / 1024 / 1024
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
