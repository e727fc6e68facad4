import { chmodSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '#server/database/cannot-start.ts'
import { addressOf, NAME } from '#server/database/embedded/address.ts'
import { embeddedBinaries } from '#server/database/embedded/binaries.ts'
import { createCluster } from '#server/database/embedded/cluster.ts'
import { lockFolder } from '#server/database/embedded/folder-lock.ts'
import { identityFor } from '#server/database/embedded/identity.ts'
import { endOrphan } from '#server/database/embedded/orphan.ts'
import { socketFolder, TEMPORARY_SOCKETS } from '#server/database/embedded/socket-folder.ts'
import { keepRunning } from '#server/database/embedded/supervision.ts'
import { withClient } from '#server/database/with-client.ts'

export type Embedded = { url: string; stop(): Promise<void> }

type Options = {
  /** Folder of other PostgreSQL programs (15 and up) than those that came with the npm packages. */
  binaries?: string
  /** Server settings over and above ours. */
  settings?: Record<string, string>
}

/** For a machine shared with everything else the office runs: little memory, nothing given up of safety. */
const SETTINGS = {
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '512MB',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: '5432',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // What somebody typed stands in details, contexts and statements, and nowhere in a log (R-AU-06).
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  jit: 'off',
}

/**
 * Starts a PostgreSQL server of our own on `dataDir` (created when missing) and returns the address of its database `luoshi`.
 *
 * It listens on a Unix socket that only this process's user can reach. One process uses a folder at a time; a second is refused with the
 * first one's number. A server left over by a killed process is replaced, and one that dies under us is started again.
 * Throws CannotStart with a sentence for the operator.
 */
export async function startEmbedded(dataDir: string, options: Options = {}): Promise<Embedded> {
  if (process.platform !== 'linux')
    throw new CannotStart('内置数据库只能在 Linux 上使用，其他系统请用 DATABASE_URL 指定 PostgreSQL 服务器。')
  const home = prepareHome(dataDir)
  const unlock = lockFolder(home)
  try {
    const cluster = join(home, 'postgres')
    const identity = identityFor(cluster, home)
    const binaries = options.binaries ?? embeddedBinaries(identity)
    createCluster(cluster, { binaries, identity, superuser: NAME, sync: options.settings?.fsync !== 'off' })

    const sockets = socketFolder(home)
    identity.give(sockets)
    const settings = { ...SETTINGS, ...options.settings, unix_socket_directories: `"${sockets.replaceAll('"', '""')}"` }
    const maintenance = addressOf(sockets, 'postgres')
    const args = ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const stopServer = await keepRunning({
      command: identity.command(join(binaries, 'postgres'), args),
      log: join(home, 'postgres.log'),
      prepare: () => endOrphan(cluster),
      ready: () =>
        withClient(maintenance, (client) => client.query('select 1')).then(
          () => true,
          () => false,
        ),
    })
    await withClient(maintenance, async (client) => {
      const databases = await client.query('select 1 from pg_database where datname = $1', [NAME])
      if (databases.rowCount === 0) await client.query(`create database ${NAME}`)
    })

    return {
      url: addressOf(sockets),
      async stop() {
        await stopServer()
        if (sockets.includes(TEMPORARY_SOCKETS)) rmSync(sockets, { recursive: true, force: true })
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Root's folder must let the database's user pass; what is in it is closed by itself. */
function prepareHome(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new CannotStart(`数据目录 ${dataDir} 无法建立：${(error as Error).message}`)
  }
  const home = realpathSync(dataDir)
  const { uid, mode } = statSync(home)
  if (process.getuid?.() === 0 && uid === 0) chmodSync(home, mode | 0o011)
  return home
}
