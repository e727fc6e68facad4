import { createTransport } from 'nodemailer'
import { isLoopback } from '../settings.ts'
import type { MailServer } from './connectors.ts'
import { NotSent, type Parcel } from './not-sent.ts'

const PATIENCE = 10_000

/** By SMTP, one connection a letter. Encrypted everywhere but on this machine. A letter tried again has the same Message-ID. Throws NotSent. */
export async function sendMail(server: MailServer, to: string, { key, title, text, link }: Parcel): Promise<void> {
  const { host, port, secure, user, password, from } = server
  const transport = createTransport({
    ...{ host, port, secure, requireTLS: !secure && !isLoopback(host) },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject: title,
      text: `${text}\n\n${link}\n`,
      textEncoding: 'base64',
      messageId: `<${key}@${server.domains[0]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    const { responseCode, code } = error as Error & { responseCode?: number; code?: string }
    // The server's own words may name the address.
    throw new NotSent(responseCode === undefined ? `连接失败（${code ?? '网络'}）` : `对方答复 ${responseCode}`, (responseCode ?? 0) >= 500)
  } finally {
    transport.close()
  }
}
