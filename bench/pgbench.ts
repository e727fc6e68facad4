import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figuresOf, type Figures, type Sample } from './figures.ts'
import type { Statement } from './overheard.ts'

/** The same rights and the same day as the product's own connections. */
const OPTIONS = '-c role=luoshi_app -c max_parallel_workers_per_gather=0 -c timezone=Asia/Shanghai'

type Run = { url: string; clients: number; seconds: number; warmUp: number; scripts: string[]; define?: Record<string, number> }

/** Runs scripts, each as often as the others, and answers the figures of single transactions. */
export async function pgbench({ url, clients, seconds, warmUp, scripts, define = {} }: Run): Promise<Figures & { fired: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'luoshi-pgbench-'))
  try {
    const files = scripts.map((script, at) => {
      const file = join(folder, `${at}.sql`)
      writeFileSync(file, script)
      return ['-f', file]
    })
    const defined = Object.entries(define).flatMap(([name, value]) => ['-D', `${name}=${value}`])
    const args = [
      '-n',
      '-M',
      'simple',
      '-c',
      clients,
      '-j',
      Math.min(clients, 2),
      '-T',
      Math.ceil(warmUp + seconds),
      '-l',
      '--log-prefix',
      join(folder, 'log'),
      ...defined,
      ...files.flat(),
      url,
    ]
    const child = spawn(process.env.PGBENCH!, args.map(String), {
      env: { ...process.env, PGOPTIONS: OPTIONS },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
    const [code] = (await once(child, 'close')) as [number]
    const failed = /number of failed transactions: (\d+)/.exec(said)?.[1] ?? '0'
    if (code !== 0 || failed !== '0') throw new Error(`pgbench: ${said}`)
    const samples = readdirSync(folder)
      .filter((name) => name.startsWith('log'))
      .flatMap((name) => samplesIn(readFileSync(join(folder, name), 'utf8')))
    const begin = samples.reduce((first, { at, took }) => Math.min(first, at - took), Infinity)
    return { ...figuresOf(samples, begin + warmUp * 1000, begin + (warmUp + seconds) * 1000), fired: samples.length }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Lines of `client transaction µs script seconds µs`. */
function samplesIn(log: string): Sample[] {
  return log
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, , took, , seconds, micros] = line.split(' ').map(Number) as [number, number, number, number, number, number]
      return { at: seconds * 1000 + micros / 1000, took: took / 1000 }
    })
}

/**
 * Statements as a script, their parameters written out. The server parses and plans each anew; of the product's own, those whose plan is kept it does not.
 * `vary` puts pgbench's variables in the place of what differs from one transaction to the next.
 */
export function scriptOf(statements: readonly Statement[], vary: (literal: string) => string = (literal) => literal): string {
  return statements
    .map(({ text, values }) => `${text.replace(/\$(\d+)/g, (_all, number: string) => vary(literal(values[Number(number) - 1])))};\n`)
    .join('')
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return `'${wordsOf(value).replace(/'/g, "''")}'`
}

function wordsOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map((part) => `"${String(part).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
  return String(value)
}
