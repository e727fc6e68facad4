import { Worker } from 'node:worker_threads'
import type { PaperOrder } from './make-paper.ts'

/** Far more than a report of a thousand units takes. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }
const SECONDS = 120

/**
 * Makes a paper in a thread of its own, with a bound on its memory and its time: a document takes seconds of a core, and meanwhile others are answered. Rejects when
 * a bound is met, or when `signal` says that nobody waits for it any more.
 */
export async function paperApart(order: PaperOrder, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const worker = new Worker(new URL('./make-paper.ts', import.meta.url), {
    workerData: order,
    resourceLimits: LIMITS,
    env: {},
    execArgv: [],
    name: `paper ${order.as}`,
  })
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`the paper was not made: its thread ended with ${code}`)))
  const stop = () => void worker.terminate()
  const late = setTimeout(stop, SECONDS * 1000)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await promise
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', stop)
    stop()
  }
}
