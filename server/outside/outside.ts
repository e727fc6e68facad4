import { composeDue } from './compose.ts'
import { deliverDue, type Outside } from './deliver.ts'

const EVERY = 15_000

/** Looks now and every quarter of a minute for what is to leave the system. Answers the way to stop. */
export function startOutside(outside: Outside): () => void {
  let turning = false
  const turn = async () => {
    if (turning) return
    turning = true
    try {
      await outside.db.transaction().execute((tx) => composeDue(tx, outside.connectors, new Date()))
      await deliverDue(outside)
    } catch {
      // The database is away: what is to be sent waits for the next turn.
    } finally {
      turning = false
    }
  }
  const timer = setInterval(() => void turn(), EVERY)
  void turn()
  return () => clearInterval(timer)
}
