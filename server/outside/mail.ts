import { createTransport } from 'nodemailer'
import { isLoopback } from '../settings.ts'
import type { MailServer } from './connectors.ts'
import { NotSent, type Parcel } from './not-sent.ts'

const PATIENCE = 10_000
/** The server's silences have an end above, its trickling here. */
const DEADLINE = 30_000

/** By SMTP, one connection a letter. Encrypted everywhere but on this machine. A letter tried again has the same Message-ID. Throws NotSent. */
export async function sendMail(server: MailServer, to: string, { key, title, text, link }: Parcel, deadline = DEADLINE): Promise<void> {
  const { host, port, secure, user, password, from } = server
  const transport = createTransport({
    ...{ host, port, secure, requireTLS: !secure && !isLoopback(host) },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  const signal = AbortSignal.timeout(deadline)
  try {
    await transport.sendMail({
      signal,
      from,
      to: { name: '', address: to },
      subject: title,
      text: `${text}\n\n${link}\n`,
      textEncoding: 'base64',
      messageId: `<${key}@${server.domains[0]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    const { responseCode, code, command } = error as Error & { responseCode?: number; code?: string; command?: string }
    // The server's own words may name the address.
    if (signal.aborted) throw new NotSent('超时无答复', false)
    if (responseCode === undefined) throw new NotSent(`连接失败（${code ?? '网络'}）`, false)
    // Only what it says of the address and the letter is about them; anything before that is about how it was set up.
    throw new NotSent(`对方答复 ${responseCode}`, responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA'))
  } finally {
    transport.close()
  }
}
