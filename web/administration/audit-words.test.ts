import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import { actionWords, resultWords } from './audit-words.ts'

/** Everything that runs on the server, without its tests. */
const source = ['kernel', 'modules', 'server']
  .flatMap((layer) => {
    const folder = join(import.meta.dirname, '../..', layer)
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
  })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/testing/'))
  .map((file) => readFileSync(file, 'utf8'))

const found = (pattern: RegExp) => [...new Set(source.flatMap((text) => [...text.matchAll(pattern)].map(([, part]) => part!)))].sort()

/** Written in capitals and nothing that a request is refused with. */
const NO_REFUSALS = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  ...[
    'EACCES',
    'EADDRINUSE',
    'EADDRNOTAVAIL',
    'ECONNREFUSED',
    'ECONNRESET',
    'EDQUOT',
    'EEXIST',
    'ENOENT',
    'ENOSPC',
    'ENOTFOUND',
    'EPERM',
    'EPIPE',
  ],
  ...['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGQUIT', 'SIGTERM'],
  ...['NFC', 'NFKC', 'UTC', 'INT', 'CSV', 'MZ', 'VBA', 'DATA', 'IDAT', 'IEND', 'IHDR', 'AA', 'FFFFFF', 'PORT', 'PG_VERSION'],
  ...['DATA_TABLE', 'FILE_SCANNER', 'LUOSHI_KEY', 'REQUESTS_PER_MINUTE'],
  // Said of a file that is kept.
  ...['ENCRYPTED', 'EXTERNAL_REFERENCE', 'INTERNAL_MARK', 'LEVEL_ALONE', 'TEXT_UNREADABLE'],
])

describe('the audit log is read without codes', () => {
  test('every refusal has its words', () => {
    const codes = found(/'([A-Z]+(?:_[A-Z]+)*)'/g).filter((code) => code.length > 1 && !NO_REFUSALS.has(code))
    expect(codes.length).toBeGreaterThan(100)
    expect(codes.filter((code) => resultWords(code).includes(code))).toEqual([])
  })

  test('everything that is done has its words, with a record or without', () => {
    const actions = found(/action: '([a-z]+:[a-z-]+)'/g)
    const deeds = found(/action: `\$\{[^}]+\}:([a-z-]+)`/g)
    expect(actions.length).toBeGreaterThan(30)
    expect(deeds.length).toBeGreaterThan(5)
    expect(actions.filter((action) => actionWords(action) === action)).toEqual([])
    expect(deeds.filter((deed) => actionWords(`${pilot.path}:${deed}`).endsWith(deed))).toEqual([])
  })
})
