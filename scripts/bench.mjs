// npm run bench: bench/main.ts on the project's Node, with a PostgreSQL 15 of its own (DATABASE_URL) and that server's pgbench (PGBENCH).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { debianPostgres } from './debian.mjs'
import { onProjectNode, projectNode, run } from './ground.mjs'

await onProjectNode()
const { startEmbedded } = await import('../server/database/embedded.ts')

// As a server for this alone would be set up; what makes commits durable stays on.
const settings = { max_connections: '200', shared_buffers: '1GB', max_wal_size: '4GB', maintenance_work_mem: '1GB' }
const binaries = debianPostgres()
const folder = mkdtempSync(join(tmpdir(), 'luoshi-bench-'))
const server = await startEmbedded(folder, { binaries, settings })
try {
  const env = { DATABASE_URL: server.url, PGBENCH: join(binaries, 'pgbench') }
  process.exitCode = await run(projectNode(), ['bench/main.ts', ...process.argv.slice(2)], { env })
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
