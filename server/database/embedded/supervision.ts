import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '#server/database/cannot-start.ts'

type Server = {
  command: [program: string, args: string[]]
  /** File that gets all it prints. */
  log: string
  /** Done before it is started, and before it is started again. */
  prepare(): Promise<void>
  /** Whether it answers. */
  ready(): Promise<boolean>
}

/** A server that dies at once is started again for so long: the last one may still be on its way out. */
const PATIENCE = 10_000

/** Starts the server, starts it again whenever it dies, and returns the function that stops it for good. Throws CannotStart. */
export async function keepRunning(server: Server): Promise<() => Promise<void>> {
  let child = await start(server)
  let stopping = false
  let restarting = Promise.resolve()
  watch()

  function watch() {
    child.once('exit', (code, signal) => {
      if (!stopping) restarting = restart(code ?? signal)
    })
  }

  async function restart(cause: number | string | null) {
    console.error(`数据库意外退出（${cause}），正在重新启动`)
    while (!stopping) {
      try {
        child = await start(server)
        return watch()
      } catch (error) {
        console.error((error as Error).message)
      }
    }
  }

  return async () => {
    stopping = true
    await restarting
    await end(child)
  }
}

async function start(server: Server): Promise<ChildProcess> {
  await server.prepare()
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const child = launch(server)
    if (await becomesReady(child, server)) return child
    if (Date.now() > deadline)
      throw new CannotStart(`数据库未能启动：\n${readFileSync(server.log, 'utf8').trim().split('\n').slice(-8).join('\n')}`)
    await sleep(300)
  }
}

function launch({ command: [program, args], log }: Server): ChildProcess {
  const output = openSync(log, 'a', 0o600)
  // In a process group of its own, for Ctrl-C at a terminal goes to the whole group, and the database must be the last to go.
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { LC_ALL: 'C', PATH: process.env.PATH },
  })
  closeSync(output)
  child.on('error', () => {})
  child.unref()
  if (child.pid === undefined) throw new CannotStart(`缺少 ${program} 程序（util-linux）。`)
  return child
}

/** However long recovery after a crash takes; false as soon as it has died. */
async function becomesReady(child: ChildProcess, server: Server): Promise<boolean> {
  while (!hasEnded(child)) {
    if (await server.ready()) return true
    await sleep(30)
  }
  return false
}

/** Fast shutdown (SIGINT): transactions are rolled back, all is written, nothing needs recovery. */
async function end(child: ChildProcess) {
  child.ref()
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (hasEnded(child)) return
    child.kill(signal)
    await Promise.race([new Promise((done) => child.once('exit', done)), sleep(patience, undefined, { ref: false })])
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
