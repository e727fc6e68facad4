import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Ends a server that an earlier process of ours left running on `cluster`, and clears away what it left behind. To be called only
 * by the holder of the folder's lock. Ending beats adopting: no transaction of the dead process goes on, and the server that follows is ours.
 *
 * A leftover postmaster.pid is removed by the test that PostgreSQL itself uses, nobody being attached to the shared memory it names. Left to itself
 * PostgreSQL would also refuse when the number now belongs to an unrelated process, as is usual after the restart of a container.
 */
export async function endOrphan(cluster: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const orphan = postmasterOf(cluster)
    if (orphan === undefined) break
    process.kill(orphan, signal)
    await until(() => postmasterOf(cluster) === undefined, 5_000)
  }
  const file = join(cluster, 'postmaster.pid')
  const [, , , port, sockets, , memory] = (readLines(file) ?? []).map((line) => line.trim())
  const segment = memory?.split(/\s+/)[1]
  await until(() => !inUse(segment), 5_000)
  if (postmasterOf(cluster) !== undefined || inUse(segment)) return

  rmSync(file, { force: true })
  // The socket has a lock file of its own, with the same number in it.
  for (const end of ['', '.lock']) if (sockets) rmSync(join(sockets, `.s.PGSQL.${port}${end}`), { force: true })
}

/** Found by its command line; a zombie has none, so it does not count. */
function postmasterOf(cluster: string): number | undefined {
  const found = readdirSync('/proc').find((name) => {
    const args = /^\d+$/.test(name) ? readLines(`/proc/${name}/cmdline`, '\0') : undefined
    return args?.[0]?.endsWith('/postgres') && args[1] === '-D' && args[2] === cluster
  })
  return found === undefined ? undefined : Number(found)
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
