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
 * It may read the program and nothing else, write nothing, start nothing, and is killed when it takes too long or too much memory.
 * `ended` rejects only when no process can be started at all.
 */
export function apart(program: URL, head: object, bytes: Buffer, caps: Caps): Apart {
  const child = started(program, caps)
  const limits = limited(child, caps)
  // A child that dies early closes the pipe; what it said, or did not, tells why.
  child.stdin?.on('error', () => {})
  child.stdin?.write(`${JSON.stringify(head)}\n`)
  child.stdin?.end(bytes)
  const ended = new Promise<Stopped | null>((resolve, reject) =>
    child.once('close', () => resolve(limits.clear())).once('error', (error) => reject((limits.clear(), error))),
  )
  ended.catch(() => undefined)
  return { said: child.stdout ?? Readable.from([]), ended, stop: () => void child.kill('SIGKILL') }
}

function started(program: URL, caps: Caps): ChildProcess {
  const node = [
    `--max-old-space-size=${caps.heapMiB}`,
    '--no-addons',
    '--permission',
    ...MAY_READ.map((path) => `--allow-fs-read=${path}`),
    fileURLToPath(program),
  ]
  // No core file: it would hold the very content that nobody may keep.
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
