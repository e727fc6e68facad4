import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

/** What a receiver does with a request: an answer, or hanging up after it has read everything. */
type Answer = number | 'hang up'

type Got = { key: string; type: string; body: string }

/**
 * A government messenger or a gateway as others would write it: believes nothing that is not signed with its secret within five minutes, and takes
 * the same key once. Answers as told in turn, then 200.
 */
export async function httpReceiver(secret: string) {
  const answers: Answer[] = []
  const got: Got[] = []
  const taken = new Map<string, Got>()
  const refused: string[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request)
      const { 'luoshi-timestamp': timestamp, 'luoshi-signature': signature, 'idempotency-key': key, 'content-type': type } = request.headers
      if (!isSigned(secret, String(timestamp), body, String(signature))) {
        refused.push(body)
        return response.writeHead(401).end()
      }
      const each = { key: String(key), type: String(type), body }
      got.push(each)
      receiver.hear()
      const answer = answers.shift() ?? 200
      if (answer === 'hang up' || answer === 200) taken.set(each.key, taken.get(each.key) ?? each)
      if (answer === 'hang up') return request.socket.destroy()
      return response.writeHead(answer, { location: '/elsewhere' }).end('thanks')
    })()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close().closeAllConnections())
  const receiver = {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, answers, got, taken, refused },
    /** What the test does at each request, before it is answered. */
    hear: () => {},
  }
  return receiver
}

function isSigned(secret: string, timestamp: string, body: string, signature: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`)
  const given = Buffer.from(signature)
  return Math.abs(Date.now() / 1000 - Number(timestamp)) < 300 && given.length === expected.length && timingSafeEqual(given, expected)
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

type Letter = { to: string[]; source: string }

/** A mail server that wants a name and a password, and answers letters as told in turn, then takes them. */
export async function smtpReceiver({ user, password, secure = false }: { user: string; password: string; secure?: boolean }) {
  const answers: (number | null)[] = []
  const letters: Letter[] = []
  const server = new SMTPServer({
    secure,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password
        ? done(null, { user })
        : done(Object.assign(new Error('no'), { responseCode: 535 })),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const answer = answers.shift() ?? null
        if (answer !== null) return done(Object.assign(new Error('later'), { responseCode: answer }))
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(parts).toString('utf8') })
        return done()
      })
    },
  })
  // A client that does not trust the certificate breaks off; that is its business.
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => new Promise<void>((closed) => server.close(closed)))
  return { port: (server.server.address() as AddressInfo).port, answers, letters }
}
