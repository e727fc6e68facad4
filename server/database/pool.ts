import pg from 'pg'

/**
 * A pool of connections. One that the server closes is replaced at the next use; whoever was at work on it learns of it from the next statement. Without
 * a listener on the pool, for idle ones, and on each connection, for those between two statements of a transaction, it would end the process (F-02).
 */
export function newPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config)
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}
