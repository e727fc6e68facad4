// npm test: everything, on a fresh machine too. --quick leaves out what takes long, --only STEP does just that one of the steps below.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { debianChromium, debianPostgres } from './debian.mjs'
import { fail, onProjectNode, projectNode, run } from './ground.mjs'
import { ensureWeb } from './web.mjs'

await onProjectNode()

const LONGEST_STEP = 25 * 60_000

const steps = {
  types: { title: '类型 / types', quick: true, run: () => commands(['tsc', '-p', '.'], ['tsc', '-p', 'web'], ['tsc', '-p', 'journeys']) },
  lint: {
    title: '规范 / lint',
    quick: true,
    run: () => commands(['oxlint', '--type-aware', '--deny-warnings'], ['oxfmt', '--check', '.']),
  },
  unused: { title: '无用代码 / unused code', run: () => commands(['knip', '--no-progress']) },
  web: { title: '网页 / web pages', run: ensureWeb },
  unit: { title: '测试（内置数据库） / tests on the embedded PostgreSQL', quick: true, run: () => vitest('vitest.config.ts') },
  pg15: {
    title: '测试（PostgreSQL 15） / tests on PostgreSQL 15',
    run: () => vitest('vitest.config.ts', { TEST_POSTGRES_BIN: debianPostgres() }, '--project=database'),
  },
  journeys: {
    title: '浏览器流程 / browser journeys',
    needs: 'web',
    run: () => vitest('vitest.journeys.config.ts', { CHROMIUM: debianChromium() }),
  },
}

const todo = chosen()
const reports = mkdtempSync(join(tmpdir(), 'luoshi-reports-'))
const results = []
for (const step of todo) results.push(await perform(step))
rmSync(reports, { recursive: true, force: true })
report()

function chosen() {
  const [flag, only] = process.argv.slice(2)
  if (flag === '--quick') return Object.values(steps).filter((step) => step.quick)
  if (flag !== '--only') return Object.values(steps)
  if (!steps[only]) fail(`没有“${only}”这一步`, `no such step; there are ${Object.keys(steps).join(', ')}`)
  return [steps[steps[only].needs], steps[only]].filter(Boolean)
}

async function perform({ title, run }) {
  console.log(`\n▶ ${title}`)
  const began = Date.now()
  let counts
  try {
    counts = await run()
  } catch (error) {
    console.error(`✗ ${error.message}`)
    counts = { failed: 1 }
  }
  return { passed: 0, failed: 0, ...counts, title, seconds: (Date.now() - began) / 1000 }
}

/** Commands that say nothing when all is well; the first one that fails fails the step. */
async function commands(...list) {
  for (const [program, ...args] of list) {
    const code = await run(join('node_modules', '.bin', program), args, { timeout: LONGEST_STEP })
    if (code !== 0) throw new Error(`${program} → ${code}`)
  }
}

async function vitest(config, env = {}, ...which) {
  const OUTCOME = join(reports, `${Object.keys(env).join()}-${config}.json`)
  const args = ['run', '--config', config, '--reporter=default', '--reporter=./scripts/outcome-reporter.mjs', ...which]
  const code = await run(projectNode(), [join('node_modules', 'vitest', 'vitest.mjs'), ...args], {
    env: { ...env, OUTCOME },
    timeout: LONGEST_STEP,
  })
  if (!existsSync(OUTCOME)) throw new Error(`vitest → ${code}`)
  const { passed, skipped, failures } = JSON.parse(readFileSync(OUTCOME, 'utf8'))
  if (skipped > 0) console.log(`${skipped} 项跳过 / skipped`)
  return { passed, failed: failures.length || (code === 0 ? 0 : 1), failures }
}

function report() {
  console.log('')
  // Once more at the end: what went wrong an hour earlier is not searched for.
  for (const { title, failures = [] } of results) {
    for (const { where, message } of failures) console.log(`✗ ${title}\n  ${where}\n${message.slice(0, 2000).replace(/^/gm, '    ')}\n`)
  }
  for (const { title, passed, failed, seconds } of results) {
    console.log(
      `${failed > 0 ? '✗' : '✓'} ${seconds.toFixed(1).padStart(6)} s  ${title}${passed + failed > 0 ? `  ${passed} ✓ ${failed} ✗` : ''}`,
    )
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
