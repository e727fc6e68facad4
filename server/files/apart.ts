import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export type Caps = { seconds: number; heapMiB: number; residentMiB: number }

/** What a process apart says: its standard output, and why it was stopped, null when it ended by itself. */
export type Apart = { said: Readable; ended: Promise<Stopped | null>; stop: () => void }
export type Stopped = '用时过长' | '占用内存过多'

/**
 * Reads a file that nobody trusts in a process of its own: `program` gets one line of JSON and then the bytes on its standard input.
 * It may read the program and nothing else, write nothing, start nothing, and is killed when it takes too long or too much memory, or when `signal` says
 * that nobody waits for it any more. `ended` rejects only when no process can be started at all, or not any more.
 */
export function apart(program: URL, head: object, bytes: Buffer, caps: Caps, signal?: AbortSignal): Apart {
  signal?.throwIfAborted()
  const child = started(program, caps)
  const stop = () => void child.kill('SIGKILL')
  signal?.addEventListener('abort', stop, { once: true })
  const limits = limited(child, caps)
  // A child that dies early closes the pipe; what it said, or did not, tells why.
  child.stdin?.on('error', () => {})
  child.stdin?.write(`${JSON.stringify(head)}\n`)
  child.stdin?.end(bytes)
  const ended = new Promise<Stopped | null>((resolve, reject) =>
    child.once('close', () => resolve(limits.clear())).once('error', (error) => reject((limits.clear(), error))),
  )
  void ended.catch(() => undefined).then(() => signal?.removeEventListener('abort', stop))
  return { said: child.stdout ?? Readable.from([]), ended, stop }
}

function started(program: URL, caps: Caps): ChildProcess {
  const node = [
    `--max-old-space-size=${caps.heapMiB}`,
    '--no-addons',
    '--permission',
    ...MAY_READ.map((path) => `--allow-fs-read=${path}`),
    fileURLToPath(program),
  ]
  // No core file: it would hold the very content that nobody may keep. The limit of processor seconds is for a child whose parent has died and watches
  // over it no more; several threads count together, so that who is watched over meets the other limit first.
  const limits = `ulimit -c 0; ulimit -t ${Math.ceil(caps.seconds) * THREADS}; exec "$0" "$@"`
  // Nothing of our environment: no settings, no credentials. Standard error could quote the file.
  const child = spawn('/bin/sh', ['-c', limits, process.execPath, ...node], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
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

/** What a process may have at work at once: its own thread and those that collect its garbage. */
const THREADS = 4

const ROOT = new URL('../../', import.meta.url)
const MAY_READ = ['package.json', 'kernel/', 'server/files/', 'server/import/', 'server/excel/', 'node_modules/'].map((path) =>
  fileURLToPath(new URL(path, ROOT)),
)

function limited(child: ChildProcess, caps: Caps) {
  let why: Stopped | null = null
  const kill = (reason: Stopped) => {
    why ??= reason
    child.kill('SIGKILL')
  }
  const late = setTimeout(() => kill('用时过长'), caps.seconds * 1000)
  // The heap limit does not count buffers. Elsewhere than on Linux the heap limit alone must do.
  const watch = setInterval(() => {
    void residentMiB(child.pid).then((size) => size > caps.residentMiB && kill('占用内存过多'))
  }, 100)
  return {
    clear() {
      clearTimeout(late)
      clearInterval(watch)
      return why
    },
  }
}

async function residentMiB(pid: number | undefined): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return (Number(pages.split(' ')[1] ?? 0) * 4096) / 1024 / 1024
}
