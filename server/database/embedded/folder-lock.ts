import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '#server/database/cannot-start.ts'

/**
 * Makes this process the only one to use `folder`, until the returned function is called or the process ends, however it ends.
 *
 * The lock is the kernel's: flock(1) puts it on the open file that we share with it, and there it stays when flock has gone. So it
 * cannot go stale, two starts at once cannot both win, and a process that is stopped or busy keeps it. The file says who holds it.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock')
  const file = open(path)
  // One second's patience, for a process that was just killed may not be quite gone.
  const { status, error } = spawnSync('flock', ['--exclusive', '--wait', '1', '3'], { stdio: ['ignore', 'ignore', 'ignore', file] })
  if (status !== 0) {
    closeSync(file)
    throw new CannotStart(error ? `缺少 flock 程序（util-linux）：${error.message}` : refusal(folder, readFileSync(path, 'utf8')))
  }
  ftruncateSync(file)
  writeSync(file, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }), 0)
  return () => closeSync(file)
}

function open(path: string): number {
  try {
    // 'a+' and not 'w': whoever is refused must not empty the holder's file.
    return openSync(path, 'a+', 0o600)
  } catch (error) {
    throw new CannotStart(`数据目录不可写：${(error as Error).message}`)
  }
}

function refusal(folder: string, text: string): string {
  const holder = text ? (JSON.parse(text) as { pid: number; since: string }) : undefined
  const who = holder ? `进程 ${holder.pid}（自 ${holder.since} 起）` : '另一个进程'
  return `数据目录 ${folder} 正由${who}使用，不能同时启动第二个。请先停止该进程，或用 DATA_DIR 另指定目录。`
}
