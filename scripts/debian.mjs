import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, say } from './ground.mjs'

const CLUSTERS = '/usr/lib/postgresql'

/** The folder of the oldest installed PostgreSQL programs from 15 on, which on Debian 12 are 15. Installs them when they are missing. */
export function debianPostgres() {
  return findPostgres() ?? (install('postgresql') && findPostgres()) ?? missing('PostgreSQL', 'postgresql')
}

function findPostgres() {
  const versions = existsSync(CLUSTERS) ? readdirSync(CLUSTERS).map(Number) : []
  const folders = versions
    .filter((version) => version >= 15)
    .sort((a, b) => a - b)
    .map((version) => join(CLUSTERS, `${version}`, 'bin'))
  return folders.find((folder) => existsSync(join(folder, 'postgres')))
}

/** Chromium without a window of its own, which takes a fifth less of the machine, or else the one with; CHROMIUM names another. */
const BROWSERS = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** Chromium with fonts that can show Chinese. Installs them when they are missing, and the lighter one where only the other is there and it may. */
export function debianChromium() {
  if (process.env.CHROMIUM && !existsSync(process.env.CHROMIUM))
    fail(`没有 CHROMIUM 指定的程序 ${process.env.CHROMIUM}`, 'CHROMIUM names no program')
  const found = findChromium()
  if (found !== BROWSERS[0]) install('chromium-headless-shell', 'fonts-noto-cjk')
  return findChromium() ?? missing('Chromium', 'chromium-headless-shell fonts-noto-cjk')
}

function findChromium() {
  const fonts = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout
  return fonts ? BROWSERS.find((program) => existsSync(program)) : undefined
}

function install(...packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  say(`正在安装 ${packages.join(' ')}`, 'installing them from Debian')
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  if (status !== 0) console.error(`${stdout}${stderr}`)
  return status === 0
}

function missing(what, packages) {
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages}`
  fail(`缺少 ${what}，请由管理员执行：${command}`, `${what} is missing and only root can install it, with the command above`)
}
