import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConnectors } from './connectors.ts'

const folder = mkdtempSync(join(tmpdir(), 'luoshi-connectors-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRET = 'a secret of the office'
const good = {
  address: 'https://luoshi.example/',
  hosts: ['im.example', 'smtp.example', 'sms.example'],
  default: 'messenger',
  messenger: { url: 'https://im.example/hook', secret: SECRET },
  mail: { host: 'smtp.example', port: 465, from: 'luoshi@office.example', domains: ['office.example'] },
  sms: { url: 'https://sms.example/send', secret: SECRET, body: { mobile: '{phone}', content: '【落实】{text}' } },
}

const messageOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

let number = 0
function reading(content: unknown, mode = 0o600) {
  const path = join(folder, `${++number}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode })
  return () => readConnectors(folder, path)
}

describe('what the operator sets up', () => {
  test('is read from one file; without it nothing ever leaves', () => {
    expect(readConnectors(folder)).toBeNull()
    expect(reading(good)()).toMatchObject({
      address: 'https://luoshi.example',
      default: 'messenger',
      mail: { secure: true },
      sms: { as: 'json' },
    })
  })

  test('is kept from other users of the machine', () => {
    expect(reading(good, 0o644)).toThrow('chmod 600')
  })

  test.each([
    ['R-GV-01 a host that is not listed', { ...good, hosts: ['im.example', 'smtp.example'] }, 'sms.example 不在 hosts'],
    ['R-GV-01 a mail host that is not listed', { ...good, hosts: ['im.example', 'sms.example'] }, 'smtp.example 不在 hosts'],
    ['plain http to another machine', { ...good, messenger: { url: 'http://im.example/hook', secret: SECRET } }, '须为 https 地址'],
    [
      'an address that only looks like this machine',
      { ...good, messenger: { url: 'http://127.0.0.1.im.example/', secret: SECRET } },
      '须为 https 地址',
    ],
    ['another protocol', { ...good, messenger: { url: 'file:///etc/passwd', secret: SECRET } }, '须为 https 地址'],
    ['a name and password in the address', { ...good, messenger: { url: 'https://a:b@im.example/', secret: SECRET } }, '须为 https 地址'],
    ['a short secret', { ...good, messenger: { url: 'https://im.example/hook', secret: 'short' } }, '密钥不少于'],
    [
      'a default that is not set up',
      { address: good.address, hosts: ['im.example'], default: 'sms', messenger: good.messenger },
      'sms 没有配置',
    ],
    ['mail for those who gave no address', { ...good, default: 'mail' }, 'default 只能是'],
    ['mail to anybody', { ...good, mail: { ...good.mail, domains: [] } }, 'mail.domains'],
    ['a word nobody knows', { ...good, webhook: {} }, '有误'],
    ['no JSON', '{', '不是有效的 JSON'],
  ])('R-AP-04 %s is no start', (_what, content, words) => {
    expect(reading(content)).toThrow(words)
    // Its own keys, its own values and the names of formats alone are written in other letters.
    const said = messageOf(reading(content)).replace(/^\S+/, '')
    const known = JSON.stringify([good, content, 'default none https http JSON'])
    for (const [word] of said.matchAll(/[A-Za-z]+/g)) expect(known, said).toContain(word)
  })

  test('http is for this machine alone', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(
        reading({ ...good, hosts: [...good.hosts, host], messenger: { url: `http://${host}:9000/`, secret: SECRET } })(),
      ).toMatchObject({
        messenger: { url: `http://${host}:9000/` },
      })
  })

  test('a file that is named and is not there is a mistake', () => {
    process.env.CONNECTORS = join(folder, 'nowhere.json')
    expect(() => readConnectors(folder)).toThrow('不能读取')
    delete process.env.CONNECTORS
  })
})
