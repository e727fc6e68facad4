import type { Webhook } from './connectors.ts'
import type { Parcel } from './not-sent.ts'
import { signedPost } from './signed-post.ts'

/** To a government messenger, which knows its people by their mobile numbers. */
export function sendToMessenger(hook: Webhook, phone: string, { key, kind, title, text, link }: Parcel): Promise<void> {
  return signedPost(hook, 'application/json; charset=utf-8', JSON.stringify({ id: key, kind, to: phone, title, text, link }), key)
}
