import { expect, test } from 'vitest'
import { CannotStart } from './database/cannot-start.ts'
import { isLoopback, readSettings } from './settings.ts'

test('without a word from the operator: this machine alone, the embedded database, the demonstration', () => {
  expect(readSettings({}, [])).toMatchObject({
    port: 8090,
    host: 'localhost',
    databaseUrl: null,
    behindProxy: false,
    secondFactor: null,
    empty: false,
  })
  expect(
    readSettings({ PORT: '', HOST: '', DATABASE_URL: '', FILE_SCANNER: '', PASSWORD_PROFILE: '', SECOND_FACTOR: '' }, ['--empty']),
  ).toMatchObject({
    port: 8090,
    databaseUrl: null,
    secondFactor: null,
    empty: true,
  })
})

test.each([
  [{ PORT: '80a' }, [], 'PORT 应为 0 至 65535 之间的整数，现为“80a”'],
  [{ PORT: '65536' }, [], 'PORT'],
  [{ REQUESTS_PER_MINUTE: '-1' }, [], 'REQUESTS_PER_MINUTE'],
  [{ PASSWORD_PROFILE: 'none' }, [], 'PASSWORD_PROFILE 应为 dengbao 或 asvs'],
  [{ SECOND_FACTOR: 'off' }, [], 'SECOND_FACTOR 应为 required 或 offered，现为“off”'],
  [{ FILE_SCANNER: 'clamav' }, [], 'FILE_SCANNER 应为 none、clamd://'],
  [{}, ['--demo'], '无法识别的启动参数：--demo'],
])('%j %j is refused before anything starts, in words', (env, args, words) => {
  expect(() => readSettings(env, args)).toThrow(CannotStart)
  expect(() => readSettings(env, args)).toThrow(words)
})

test('R-ID-10: passwords never travel in the clear: other machines are served through a TLS proxy or not at all', () => {
  for (const HOST of ['0.0.0.0', '::', '10.0.0.5', '127.0.0.1.example.com', 'example.com']) {
    expect(() => readSettings({ HOST }, []), HOST).toThrow('BEHIND_TLS_PROXY=1')
    expect(readSettings({ HOST, BEHIND_TLS_PROXY: '1' }, [])).toMatchObject({ host: HOST, behindProxy: true })
  }
  expect(['localhost', '127.0.0.1', '127.8.8.8', '::1'].every(isLoopback)).toBe(true)
})
