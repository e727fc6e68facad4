import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

type Ended = { code: number | null; said: string[] }

/**
 * Starts one of the product's programs as the operator would, with these settings and none of ours. `heard` is told each line of either output, and
 * may end the process.
 */
export function startProgram(
  file: string,
  args: string[],
  settings: Record<string, string>,
  heard: (line: string, child: ChildProcess) => void = () => undefined,
): { child: ChildProcess; ended: Promise<Ended> } {
  const { DATABASE_URL: _url, DATA_DIR: _dir, LUOSHI_KEY: _key, ...env } = process.env
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...settings } })
  const said: string[] = []
  for (const output of [child.stdout, child.stderr])
    createInterface(output).on('line', (line) => {
      said.push(line)
      heard(line, child)
    })
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) }
}

/** The same, to its end. */
export const runProgram = (...how: Parameters<typeof startProgram>): Promise<Ended> => startProgram(...how).ended
