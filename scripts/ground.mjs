// What must be there before anything of the project can run. Plain JavaScript for Node 18 and up, with nothing installed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP']

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A line about progress, in both languages. */
export function say(chinese, english) {
  console.log(`· ${chinese} / ${english}`)
}

/** What the person at the terminal can mend: the script ends with these words and without a stack. */
class Obstacle extends Error {}

export function fail(chinese, english) {
  throw new Obstacle(`${chinese}\n  ${english}`)
}

process.on('uncaughtException', (error) => {
  console.error(error instanceof Obstacle ? `✗ ${error.message}` : error)
  process.exit(1)
})

/** Installs what package-lock.json says, unless that is what node_modules holds. */
export function ensureInstalled() {
  if (isInstalled()) return
  say('正在安装依赖（首次约一两分钟）', 'installing dependencies (a minute or two the first time)')
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [program, ...args] = [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) fail(`依赖安装失败（npm ci：${error?.message ?? status}）`, 'npm ci failed; its own words are above')
}

/** npm keeps in node_modules a record of what it put there: every package of the lockfile must be in it, but for those meant for other machines. */
function isInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (present[path] ? present[path].version === version : optional),
  )
}

function packagesIn(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : {}
}

/** The Node that comes with the project; the machine's own only where it is new enough and there is no other. */
export function projectNode() {
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  fail(
    `没有适合本机（${process.platform}-${process.arch}）的 Node.js：请安装 Node.js 24 或更高版本后重试`,
    `no Node.js for this machine came with the project: install Node.js 24 or later (this is ${process.version})`,
  )
}

/** For a script's first line: when it returns, everything is installed and the project's own Node runs the script. */
export async function onProjectNode() {
  ensureInstalled()
  const node = projectNode()
  if (realpathSync(node) !== realpathSync(process.execPath)) process.exit(await run(node, process.argv.slice(1)))
}

/**
 * Runs a program in the project's folder with the project's tools first on its path, as if it stood in our place: same terminal, same signals.
 * Returns its exit code.
 */
export async function run(program, args, { env = {}, timeout = 0 } = {}) {
  const PATH = [dirname(projectNode()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH, ...env }, timeout })
  const forward = (signal) => child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, forward)
  const [code, signal] = await once(child, 'exit')
  for (const each of SIGNALS) process.off(each, forward)
  return code ?? 128 + constants.signals[signal]
}
