import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const sources = globSync('{kernel,modules,server,seeds}/**/*.ts', {
  cwd: ROOT,
  exclude: ['**/*.test.ts', 'server/testing/**', 'kernel/testing/**'],
})

/** Ways out of the process over a network. */
const WAYS =
  /\bfetch\(|^import (?!type ).*from '(?:node:)?(?:https?|net|tls|dgram|dns|undici|nodemailer)(?:\/\w+)?'|\bWebSocket\(|\bEventSource\(/mu

test('R-AP-04 R-GV-01 the server reaches out to its database, and to the scanner and the connectors that its operator named, and follows no address from anywhere', () => {
  const reaching = sources.filter((path) => WAYS.test(readFileSync(join(ROOT, path), 'utf8')))
  // source.ts only asks whether an address is one of IPv6.
  expect(reaching.sort()).toEqual([
    'server/files/inspect/scanner.ts',
    'server/identity/source.ts',
    'server/outside/mail.ts',
    'server/outside/signed-post.ts',
  ])
})
