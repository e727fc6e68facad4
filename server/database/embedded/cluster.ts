import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from '#server/database/cannot-start.ts'
import { majorVersion } from '#server/database/embedded/binaries.ts'
import type { Identity } from '#server/database/embedded/identity.ts'

type Making = { binaries: string; identity: Identity; superuser: string; sync: boolean }

/**
 * Makes the cluster (PostgreSQL's word for its data folder) unless it is there already, and then sees to it that it is of our major version.
 * A new one is made beside its place and moved there when complete: a process killed on the way leaves nothing that looks like a database.
 */
export function createCluster(cluster: string, { binaries, identity, superuser, sync }: Making): void {
  const major = majorVersion(binaries)
  if (existsSync(cluster)) return checkVersion(cluster, major)

  removeUnfinished(cluster)
  const unfinished = `${cluster}.new-${process.pid}`
  mkdirSync(unfinished, { mode: 0o700 })
  identity.give(unfinished)
  // The order of text must never hang on a library's version: code points, by PostgreSQL itself where it can.
  const locale = major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
  // Trust is safe here: the socket's folder is closed to everybody else, and nothing listens on a network.
  const how = [
    '-U',
    superuser,
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--data-checksums',
    ...locale,
    ...(sync ? [] : ['--no-sync']),
  ]
  const [program, args] = identity.command(join(binaries, 'initdb'), ['-D', unfinished, ...how])
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd: '/' })
  if (status !== 0) throw new CannotStart(`建立数据库失败：${error?.message ?? stderr.trim()}`)
  renameSync(unfinished, cluster)
  syncFolder(dirname(cluster))
}

function checkVersion(cluster: string, major: number) {
  const version = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'))
  if (version !== major) throw new CannotStart(`数据目录由 PostgreSQL ${version} 建立，本版本使用 ${major}，不能直接打开。`)
}

function removeUnfinished(cluster: string) {
  const leftovers = readdirSync(dirname(cluster)).filter((name) => name.startsWith(`${basename(cluster)}.new-`))
  for (const name of leftovers) rmSync(join(dirname(cluster), name), { recursive: true, force: true })
}

function syncFolder(folder: string) {
  const file = openSync(folder, 'r')
  fsyncSync(file)
  closeSync(file)
}
