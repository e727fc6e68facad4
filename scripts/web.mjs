import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, projectNode, root, run, say } from './ground.mjs'

const DIST = join(root, 'web', 'dist')

/** Builds the web pages into web/dist, unless what lies there was built from the very sources that are there now. */
export async function ensureWeb() {
  const sources = digest(['package-lock.json', 'package.json', 'web', 'kernel', 'modules', 'indicators', 'cockpits', 'data'])
  const mark = join(DIST, '.sources')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return

  say('正在构建网页', 'building the web pages')
  // Beside its place and then moved there: a server that serves the old pages never finds half of the new.
  const fresh = join('node_modules', `.web-${process.pid}`)
  const options = ['--outDir', join('..', fresh), '--emptyOutDir', '--logLevel', 'error']
  const code = await run(projectNode(), [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', 'web', ...options])
  if (code !== 0) fail('网页构建失败', 'building the web pages failed; the reason is above')
  writeFileSync(join(root, fresh, '.sources'), sources)
  rmSync(DIST, { recursive: true, force: true })
  renameSync(join(root, fresh), DIST)
}

function digest(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesIn)) hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/** Every file at or below a path of the project, tests and the build itself left out. */
function filesIn(path) {
  const place = join(root, path)
  if (!existsSync(place) || place === DIST || /\.test\.tsx?$/.test(path)) return []
  return statSync(place).isDirectory()
    ? readdirSync(place)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path]
}
