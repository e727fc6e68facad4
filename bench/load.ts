import { fork } from 'node:child_process'
import { once } from 'node:events'
import { caller, written, type Shot } from './caller.ts'
import { figuresOf, type Figures, type Sample } from './figures.ts'

/** `once`: every shot is good for one time only, and the load ends with the last one. */
export type Load = { port: number; clients: number; seconds: number; warmUp: number; shots: Shot[]; once?: boolean }

/** `away`: how many were turned away with 503 because all connections were at work for two seconds; they are not among the figures. */
export type Loaded = Figures & { fired: number; away: number }

type Answer = Loaded & { failed: Record<string, number> }

/** Puts a load on the server from a process of its own. Throws when anything was answered but what was asked for, or 503. */
export async function load(job: Load): Promise<Loaded> {
  const gunner = fork(import.meta.filename, ['fire'])
  try {
    gunner.send(job)
    const died = once(gunner, 'exit').then(([code, signal]) => {
      throw new Error(`The load generator ended with ${String(code ?? signal)} and without an answer`)
    })
    // It is ended below in any case.
    died.catch(() => undefined)
    const [{ failed, ...figures }] = (await Promise.race([once(gunner, 'message'), died])) as [Answer]
    if (Object.keys(failed).length > 0) throw new Error(`${job.shots[0]!.path} was answered with ${JSON.stringify(failed)}`)
    return figures
  } finally {
    gunner.kill()
  }
}

if (process.argv[2] === 'fire' && process.send)
  process.once('message', (job: Load) => void fire(job).then((answer) => process.send!(answer)))

async function fire({ port, clients, seconds, warmUp, shots, once: single }: Load): Promise<Answer> {
  const requests = shots.map(written)
  const samples: Sample[] = []
  const failed: Record<string, number> = {}
  const callers = await Promise.all(Array.from({ length: clients }, () => caller(port)))
  let fired = 0
  let away = 0
  const begin = performance.now()
  const end = begin + (warmUp + seconds) * 1000
  await Promise.all(
    callers.map(async ({ ask, end: hangUp }) => {
      let now = performance.now()
      while (now < end && (!single || fired < requests.length)) {
        const status = await ask(requests[fired++ % requests.length]!)
        const at = performance.now()
        if (status === 503) away++
        else samples.push({ at, took: at - now })
        if (status >= 300 && status !== 503) failed[status] = (failed[status] ?? 0) + 1
        now = at
      }
      hangUp()
    }),
  )
  const last = Math.min(end, performance.now())
  return { ...figuresOf(samples, begin + warmUp * 1000, last), fired, away, failed }
}
