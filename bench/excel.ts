import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import pg from 'pg'
import { pilot } from '#modules/reform/pilot.ts'
import type { Shot } from './caller.ts'
import { cookieOf, person } from './cast.ts'
import type { Statement } from './overheard.ts'
import type { Server } from './server.ts'

export const EXPORT: Shot = { method: 'GET', path: `/api/${pilot.path}/export`, cookie: cookieOf(person('office', 'reviewer')) }

/** Downloads the whole ledger as the reform office. Memory in MiB: before, and at its highest on the way. */
export async function download(server: Server): Promise<{ seconds: number; bytes: number; before: number; highest: number }> {
  const before = server.memory()
  let highest = before
  const watch = setInterval(() => (highest = Math.max(highest, server.memory())), 50)
  const began = performance.now()
  const request = get({ host: '127.0.0.1', port: server.port, path: EXPORT.path, headers: { cookie: EXPORT.cookie } })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  let bytes = 0
  for await (const part of answer) bytes += (part as Buffer).length
  clearInterval(watch)
  if (answer.statusCode !== 200 || !answer.complete) throw new Error(`The export was answered with ${answer.statusCode}, ${bytes} bytes`)
  return { seconds: (performance.now() - began) / 1000, bytes, before, highest }
}

/** Seconds that the export's own queries take through the bare driver, their rows thrown away. */
export async function queriesAlone(url: string, statements: readonly Statement[]): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: '-c role=luoshi_app -c timezone=Asia/Shanghai' })
  await client.connect()
  const began = performance.now()
  for (const { text, values } of statements.filter((each) => /limit \$\d+$/.test(each.text))) await client.query(text, [...values])
  const seconds = (performance.now() - began) / 1000
  await client.end()
  return seconds
}
