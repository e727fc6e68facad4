import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { httpReceiver, smtpReceiver } from '../testing/receiver.ts'
import { sendMail } from './mail.ts'
import { sendToMessenger } from './messenger.ts'
import type { NotSent } from './not-sent.ts'
import { sendSms } from './sms.ts'

/* Each connector against a receiver of its kind on this machine: what goes over the wire is what somebody else would read. */
const SECRET = 'shared with the receiver'
const PHONE = '10050010301'
const parcel = { key: 'b7f3', kind: 'digest', title: '待办2项', text: '您有待办2项。\n1. {phone}《甲》', link: 'https://luoshi.example/' }
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ name, message, lasting }: NotSent) => ({ name, message, lasting }),
  )

describe('the messenger', () => {
  test('gets what is to be said, signed with the secret, the moment and the body in it', async () => {
    const receiver = await httpReceiver(SECRET)
    await sendToMessenger({ url: receiver.url, secret: SECRET }, PHONE, parcel)
    expect(receiver.got).toEqual([{ key: 'b7f3', type: 'application/json; charset=utf-8', body: expect.any(String) }])
    expect(JSON.parse(receiver.got[0]!.body)).toEqual({
      id: 'b7f3',
      kind: 'digest',
      to: PHONE,
      title: parcel.title,
      text: parcel.text,
      link: parcel.link,
    })
  })

  test('believes nobody with another secret, which can be set right', async () => {
    const receiver = await httpReceiver(SECRET)
    expect(await failure(sendToMessenger({ url: receiver.url, secret: 'guessed by somebody' }, PHONE, parcel))).toEqual({
      name: 'NotSent',
      message: '对方答复 401',
      lasting: false,
    })
    expect([receiver.got, receiver.refused.length]).toEqual([[], 1])
  })

  test.each([
    [500, false],
    [503, false],
    [429, false],
    [408, false],
    [401, false],
    [403, false],
    [404, false],
    [400, true],
    [422, true],
  ])('that answers %i: lasting %s', async (status, lasting) => {
    const receiver = await httpReceiver(SECRET)
    receiver.answers.push(status)
    expect(await failure(sendToMessenger({ url: receiver.url, secret: SECRET }, PHONE, parcel))).toMatchObject({
      message: `对方答复 ${status}`,
      lasting,
    })
  })

  test('R-AP-04 is not followed elsewhere', async () => {
    const receiver = await httpReceiver(SECRET)
    for (const status of [302, 307]) {
      receiver.answers.push(status)
      expect(await failure(sendToMessenger({ url: receiver.url, secret: SECRET }, PHONE, parcel))).toMatchObject({ lasting: true })
    }
    expect(receiver.got).toHaveLength(2)
  })

  test('that hangs up, or is not there: nobody knows, and it may be tried again; the words never name the number', async () => {
    const receiver = await httpReceiver(SECRET)
    receiver.answers.push('hang up')
    const broken = await failure(sendToMessenger({ url: receiver.url, secret: SECRET }, PHONE, parcel))
    expect(broken).toMatchObject({ lasting: false })
    const nobody = await failure(sendToMessenger({ url: `http://127.0.0.1:${await freePort()}/`, secret: SECRET }, PHONE, parcel))
    expect(nobody).toEqual({ name: 'NotSent', message: '连接失败（ECONNREFUSED）', lasting: false })
    expect(JSON.stringify([broken, nobody])).not.toContain(PHONE)
  })
})

describe('the gateway for text messages', () => {
  test('reads its own words, as JSON or as a form, signed', async () => {
    const receiver = await httpReceiver(SECRET)
    const body = { mobile: '{phone}', content: '【落实】{text}', serial: '{key}', product: '固定' }
    for (const as of ['json', 'form'] as const)
      await sendSms({ url: receiver.url, secret: SECRET, as, body }, PHONE, { key: 'k1', text: '待办{phone}' })
    const [json, form] = receiver.got
    const expected = { mobile: PHONE, content: '【落实】待办{phone}', serial: 'k1', product: '固定' }
    expect(JSON.parse(json!.body)).toEqual(expected)
    expect(form!.type).toContain('x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(form!.body))).toEqual(expected)
  })
})

describe('the mail server', () => {
  const login = { user: 'luoshi', password: 'of the office' }
  const server = { host: '127.0.0.1', secure: false, ...login, from: '落实 <luoshi@office.example>', domains: ['office.example'] }

  test('gets one letter to one address, with a name by which it is known again', async () => {
    const receiver = await smtpReceiver(login)
    await sendMail({ ...server, port: receiver.port }, 'li@office.example', parcel)
    const [letter] = receiver.letters
    expect(letter!.to).toEqual(['li@office.example'])
    expect(letter!.source).toMatch(/^Message-ID: <b7f3@office\.example>\r?$/im)
    expect(letter!.source).toMatch(/^Auto-Submitted: auto-generated/im)
    const [, coded] = /\r\n\r\n([\s\S]*)$/.exec(letter!.source)!
    expect(Buffer.from(coded!, 'base64').toString('utf8')).toContain('您有待办2项。')
  })

  test('an address cannot become two, nor a subject a header', async () => {
    const receiver = await smtpReceiver(login)
    await sendMail({ ...server, port: receiver.port }, 'li@office.example', { ...parcel, title: 'x\r\nBcc: all@office.example' })
    expect(receiver.letters[0]!.to).toEqual(['li@office.example'])
    expect(receiver.letters[0]!.source).not.toMatch(/^Bcc:/im)
  })

  test('that says later is asked later, that says no is not asked again; who it does not know sends nothing', async () => {
    const receiver = await smtpReceiver(login)
    receiver.answers.push(451, 554)
    const send = (more = {}) => failure(sendMail({ ...server, port: receiver.port, ...more }, 'li@office.example', parcel))
    expect(await send()).toMatchObject({ message: '对方答复 451', lasting: false })
    expect(await send()).toMatchObject({ message: '对方答复 554', lasting: true })
    expect(await send({ password: 'wrong' })).toMatchObject({ message: '对方答复 535', lasting: false })
    expect(await send({ port: await freePort() })).toMatchObject({ lasting: false })
    expect(receiver.letters).toEqual([])
  })

  test('that answers drop by drop is left in the end, and the connection closed', async () => {
    let ended = false
    const server = createServer((socket) => {
      const drops = setInterval(() => socket.write('220-'), 20)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(drops)
        ended = true
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    const to = { host: '127.0.0.1', port, secure: false, from: 'luoshi@office.example', domains: ['office.example'] }
    expect(await failure(sendMail(to, 'li@office.example', parcel, 300))).toEqual({
      name: 'NotSent',
      message: '超时无答复',
      lasting: false,
    })
    await expect.poll(() => ended).toBe(true)
    server.close()
  })

  test('with a certificate that nobody vouches for gets no letter', async () => {
    const receiver = await smtpReceiver({ ...login, secure: true })
    expect(await failure(sendMail({ ...server, port: receiver.port, secure: true }, 'li@office.example', parcel))).toMatchObject({
      name: 'NotSent',
    })
    expect(receiver.letters).toEqual([])
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
