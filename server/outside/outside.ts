import type { FastifyBaseLogger } from 'fastify'
import { logged, startTurns } from '../clock/turns.ts'
import { composeDue } from './compose.ts'
import { channelNames, channels } from './connectors.ts'
import { deliverDue, type Outside } from './deliver.ts'

const EVERY = 15_000

/**
 * Looks now and every quarter of a minute for what is to leave the system. What is written down and each channel go on by themselves: one that hangs holds up
 * none of the others. Answers the way to stop, which waits for the tries under way.
 */
export function startOutside(outside: Omit<Outside, 'failed'>, log: Pick<FastifyBaseLogger, 'error'>): () => Promise<void> {
  const { db, connectors } = outside
  const failed = logged(log, '对外发送的内容未能列出')
  // Channels that are set up no more as well: what still waits for one is dropped there, and told by the next digest.
  const stops = [
    startTurns(EVERY, () => composeDue(db, connectors, new Date(), failed), failed),
    ...channels.map((channel) => {
      const unsent = logged(log, `${channelNames[channel]}未能发送`)
      return startTurns(EVERY, (goesOn) => deliverDue({ ...outside, failed: unsent }, channel, goesOn), unsent)
    }),
  ]
  return async () => void (await Promise.all(stops.map((stop) => stop())))
}
