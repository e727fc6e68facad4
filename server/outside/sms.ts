import type { SmsGateway } from './connectors.ts'
import type { Parcel } from './not-sent.ts'
import { signedPost } from './signed-post.ts'

/** To a gateway for text messages, in the words its operator wants to read. */
export function sendSms(gateway: SmsGateway, phone: string, { key, text }: Pick<Parcel, 'key' | 'text'>): Promise<void> {
  const filled = Object.fromEntries(Object.entries(gateway.body).map(([name, template]) => [name, fill(template, { phone, text, key })]))
  return gateway.as === 'json'
    ? signedPost(gateway, 'application/json; charset=utf-8', JSON.stringify(filled), key)
    : signedPost(gateway, 'application/x-www-form-urlencoded; charset=utf-8', new URLSearchParams(filled).toString(), key)
}

/** In one pass, so that a text that contains {phone} stays what it is. */
const fill = (template: string, parts: Record<string, string>) =>
  template.replace(/\{(phone|text|key)\}/g, (_whole, part: string) => parts[part]!)
