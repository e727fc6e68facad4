import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressOf } from '#server/database/embedded/address.ts'
import { withClient } from '#server/database/with-client.ts'

/**
 * The address of the embedded database that another process is running on `dataDir`; undefined where none answers. Where it listens stands in its
 * postmaster.pid, for a long path moves the socket elsewhere.
 */
export async function runningDatabase(dataDir: string): Promise<string | undefined> {
  const [, , , , sockets] = linesOf(join(dataDir, 'postgres', 'postmaster.pid'))
  if (!sockets) return undefined
  const url = addressOf(sockets)
  return withClient(url, async () => url).catch(() => undefined)
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
