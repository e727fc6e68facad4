import pg from 'pg'

/**
 * Runs one piece of work on a connection of its own, with the rights of the address's user. Without a listener a server that goes down between two
 * questions would end the process (F-02); a question under way fails by itself.
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}
