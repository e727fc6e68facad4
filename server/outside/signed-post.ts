import { createHmac } from 'node:crypto'
import { NotSent } from './not-sent.ts'

const PATIENCE = 10_000
/** Answers after which the same request may yet be taken: a receiver that is busy, or one that is not set up as it should be. */
const PASSING = new Set([401, 403, 404, 408, 425, 429])

/** HMAC-SHA256 over the moment and the body, in hexadecimal: what a receiver works out for itself and compares. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')

/**
 * Posts a body to the one address that the operator named, signed. Redirects are not followed, and nothing of the answer is read but its status. Throws
 * NotSent.
 */
export async function signedPost({ url, secret }: { url: string; secret: string }, type: string, body: string, key: string): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  let status: number
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        'Content-Type': type,
        'Luoshi-Timestamp': timestamp,
        'Luoshi-Signature': `sha256=${signatureOf(secret, timestamp, body)}`,
        'Idempotency-Key': key,
      },
      body,
    })
    status = answer.status
    // It has answered; how the rest of it ends changes nothing.
    await answer.body?.cancel().catch(() => undefined)
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    throw new NotSent(name === 'TimeoutError' ? '超时无答复' : `连接失败（${cause?.code ?? '网络'}）`, false)
  }
  if (status < 200 || status > 299) throw new NotSent(`对方答复 ${status}`, status < 500 && !PASSING.has(status))
}
