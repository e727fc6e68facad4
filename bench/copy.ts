import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { rowsOf, TABLES, type Row, type Story, type Table } from './rows.ts'

/** The foreign keys have been kept by the generator; to check them again would take longer than the rows themselves. */
const OPTIONS = '-c session_replication_role=replica'
const CHUNK = 1 << 18

/** Opens COPY into every table at once, through psql beside the pgbench in use. */
export function openCopies(url: string) {
  const copies = new Map(TABLES.map((table) => [table, openCopy(url, table)]))
  return {
    async write(story: Story) {
      for (const [table, rows] of Object.entries(rowsOf(story))) await copies.get(table as Table)!.write(rows)
    },
    async end() {
      for (const copy of copies.values()) await copy.end()
    },
  }
}

/** Columns are named by the first row, as every row of a table has the same ones. */
function openCopy(url: string, table: Table) {
  let sink: ReturnType<typeof psql> | null = null
  let text = ''
  const flush = async () => {
    if (sink && text !== '' && !sink.stdin.write(text)) await once(sink.stdin, 'drain')
    text = ''
  }
  return {
    async write(rows: Row[]) {
      for (const row of rows) {
        sink ??= psql(url, `copy ${table} (${Object.keys(row).join(', ')}) from stdin`)
        text += `${Object.values(row).map(cell).join('\t')}\n`
      }
      if (text.length > CHUNK) await flush()
    },
    async end() {
      await flush()
      if (!sink) return
      sink.stdin.end()
      const [code] = (await once(sink, 'close')) as [number]
      if (code !== 0) throw new Error(`COPY ${table} failed`)
    },
  }
}

function psql(url: string, command: string) {
  const program = join(dirname(process.env.PGBENCH ?? ''), 'psql')
  return spawn(program, ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--command', command, url], {
    env: { ...process.env, PGOPTIONS: OPTIONS },
    stdio: ['pipe', 'inherit', 'inherit'],
  })
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  const text = plain(value)
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => ESCAPED[char]!) : text
}

const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as PostgreSQL reads it: lists as arrays, other objects as JSON. */
function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value))
    return value.length === 0
      ? '{}'
      : `{"${value.map((part) => (/["\\]/.test(part) ? part.replace(/["\\]/g, '\\$&') : part)).join('","')}"}`
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`
}
