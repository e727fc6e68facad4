import { readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TEMPORARY_SOCKETS } from '#server/database/embedded/socket-folder.ts'

/**
 * Ends a server that an earlier process of ours left running on `cluster`, and clears away what it left behind. To be called only
 * by the holder of the folder's lock. Ending beats adopting: no transaction of the dead process goes on, and the server that follows is ours.
 *
 * A leftover postmaster.pid is removed by the test that PostgreSQL itself uses, nobody being attached to the shared memory it names. Left to itself
 * PostgreSQL would also refuse when the number now belongs to an unrelated process, as is usual after the restart of a container.
 */
export async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const lines = readLines(file)
  if (!lines) return
  const pid = Number(lines[0])
  const memory = lines[6]?.trim().split(/\s+/)[1]

  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isPostmaster(pid, cluster)) break
    process.kill(pid, signal)
    await until(() => !isPostmaster(pid, cluster), 8_000)
  }
  await until(() => !inUse(memory), 8_000)
  if (isPostmaster(pid, cluster) || inUse(memory)) return

  rmSync(file, { force: true })
  const sockets = lines[4]?.trim() ?? ''
  if (basename(sockets).startsWith(TEMPORARY_SOCKETS)) rmSync(sockets, { recursive: true, force: true })
}

/** A zombie has no command line, so it does not count. */
function isPostmaster(pid: number, cluster: string): boolean {
  const args = readLines(`/proc/${pid}/cmdline`, '\0')
  return args !== undefined && args[0]!.endsWith('/postgres') && args.includes(cluster)
}

function inUse(memory: string | undefined): boolean {
  const segments = readLines('/proc/sysvipc/shm') ?? []
  return segments.some((line) => {
    const columns = line.trim().split(/\s+/)
    return columns[1] === memory && Number(columns[6]) > 0
  })
}

function readLines(file: string, separator = '\n'): string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split(separator)
  } catch {
    return undefined
  }
}

async function until(condition: () => boolean, milliseconds: number) {
  const end = Date.now() + milliseconds
  while (!condition() && Date.now() < end) await sleep(20)
}
