import { once } from 'node:events'
import { connect } from 'node:net'

export type Shot = { method: 'GET' | 'POST'; path: string; cookie: string; key?: string; body?: unknown }

/** A request as it goes over the wire, made beforehand. */
export function written({ method, path, cookie, key, body }: Shot): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const writing =
    key === undefined
      ? []
      : ['X-Luoshi: 1', 'Content-Type: application/json', `Idempotency-Key: ${key}`, `Content-Length: ${Buffer.byteLength(text)}`]
  return Buffer.from(`${[`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', `Cookie: ${cookie}`, ...writing].join('\r\n')}\r\n\r\n${text}`)
}

/**
 * A connection that stays open and asks one thing after the other. The load generator shares two cores with what it measures, and `node:http` takes
 * several times as long for a request as this, which reads no more of an answer than its status and its length.
 */
export async function caller(port: number) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  let told: { done(status: number): void; failed(error: Error): void } | null = null
  let status = 0
  let left = -1
  socket.on('data', (bytes) => {
    if (left >= 0) left -= bytes.length
    else {
      const end = bytes.indexOf('\r\n\r\n')
      const head = bytes.toString('latin1', 0, end)
      status = Number(head.slice(9, 12))
      left = Number(/\r\ncontent-length: (\d+)/i.exec(head)![1]) - (bytes.length - end - 4)
    }
    if (left > 0) return
    left = -1
    told?.done(status)
    told = null
  })
  socket.on('error', (error) => told?.failed(error))
  socket.on('close', () => told?.failed(new Error('The server closed the connection in the middle of an answer')))
  return {
    /** Answers the status. */
    ask: (request: Buffer) =>
      new Promise<number>((done, failed) => {
        told = { done, failed }
        if (socket.destroyed) failed(new Error('The connection is closed'))
        else socket.write(request)
      }),
    end: () => void socket.destroy(),
  }
}
