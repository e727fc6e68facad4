import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** `quiet` waits until it has nothing more to do: reminders that were due at the start are given. */
export type Server = { port: number; startedIn: number; memory(): number; quiet(): Promise<void> } & AsyncDisposable

/** The product as `npm start` starts it, on a port that is free; what it compiled is kept for the next start. `startedIn`: milliseconds from nothing to the first answer. */
export async function startServer(databaseUrl: string, dataDir: string): Promise<Server> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    REQUESTS_PER_MINUTE: '10000000',
    SECOND_FACTOR: 'offered',
    NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
  }
  const began = performance.now()
  const child = spawn(process.execPath, ['server/main.ts', '--empty'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await portTold(child.stdout)
  await fetch(`http://127.0.0.1:${port}/healthz`)
  return {
    port,
    startedIn: performance.now() - began,
    memory: () => memoryOf(child.pid!),
    quiet: () => quiet(child.pid!),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function portTold(output: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface(output)) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]
    if (port) return Number(port)
  }
  throw new Error('The server did not start')
}

/** Five seconds with less than a twentieth of one core. */
async function quiet(pid: number) {
  for (let calm = 0, before = ticksOf(pid); calm < 5;) {
    await pause(1_000)
    const now = ticksOf(pid)
    calm = now - before < 5 ? calm + 1 : 0
    before = now
  }
}

/** What a process has had of all cores, in hundredths of a second. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** Resident memory in MiB. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
