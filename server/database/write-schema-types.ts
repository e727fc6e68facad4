import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { schemaTypes } from './schema-types.ts'

/* npm run types:database: the types of the tables, read from a database made for this from the migrations alone. */
const folder = mkdtempSync(join(tmpdir(), 'luoshi-types-'))
const server = await startEmbedded(folder)
try {
  await migrate(server.url)
  const wrong = schemaTypes(server.url, 'write')
  if (wrong) console.error(wrong)
  process.exitCode = wrong ? 1 : 0
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
