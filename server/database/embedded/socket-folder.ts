import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the names of socket folders outside the data folder begin with. */
export const TEMPORARY_SOCKETS = 'luoshi-pg-'

/** What the kernel allows for the path of a Unix socket, without the closing zero. */
const LONGEST = 107

/** A folder for the server's socket, open to nobody else: in `home`, or among the temporary files when that path is too long. */
export function socketFolder(home: string): string {
  const folder = join(home, 'run')
  if (!fits(folder)) return mkdtempSync(join(fits(join(tmpdir(), `${TEMPORARY_SOCKETS}XXXXXX`)) ? tmpdir() : '/tmp', TEMPORARY_SOCKETS))
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  return folder
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= LONGEST
}
