import type { FastifyBaseLogger } from 'fastify'
import { isConnectionLost } from '../database/connection-lost.ts'

/**
 * Does some work now and every so many milliseconds, never twice at a time on this node. What fails is told to `failed` and left to the next turn.
 * Answers the way to stop, which waits for the turn that is under way; `goesOn` is false from then on.
 */
export function startTurns(every: number, work: (goesOn: () => boolean) => Promise<unknown>, failed: Failed): () => Promise<void> {
  let stopped = false
  let running: Promise<unknown> | null = null
  const turn = () => {
    running ??= work(() => !stopped)
      .catch(failed)
      .finally(() => (running = null))
  }
  const timer = setInterval(turn, every)
  turn()
  return async () => {
    stopped = true
    clearInterval(timer)
    await running
  }
}

export type Failed = (error: unknown) => void

/** Logs what failed under these words, but for a database that is away: that passes, and other parts say it. */
export const logged =
  (log: Pick<FastifyBaseLogger, 'error'>, words: string): Failed =>
  (error) => {
    if (!isConnectionLost(error)) log.error({ err: error }, words)
  }
