import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('../../kernel/store/schema.ts', import.meta.url))
const PROGRAM = join(dirname(createRequire(import.meta.url).resolve('kysely-codegen/package.json')), 'dist/cli/bin.js')

// Dates are texts, as the driver is told (connect.ts); what the migrator keeps for itself is nobody's business.
const HOW = ['--dialect', 'postgres', '--date-parser', 'string', '--exclude-pattern', 'kysely_*', '--singularize', '--out-file', FILE]

/** Writes kernel/store/schema.ts as a migrated database has it or, to `verify`, writes nothing and says whether the file is current: an empty text, or what is wrong. */
export function schemaTypes(url: string, wish: 'write' | 'verify'): string {
  const more = wish === 'verify' ? ['--verify'] : []
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...HOW, ...more, '--url', url], { encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}
