import type { APIRequestContext, Page } from 'playwright-core'
import { machine } from './browser.ts'

type Account = { id: string; name: string }

/** Somebody of the demonstration city at a machine of their own, signed in: `somebody('渝中录入员')`. The pages of signing in have a journey of their own. */
export async function somebody(name: string, size?: { width: number; height: number }): Promise<Page> {
  const page = await machine(size)
  await signIn(page.request, name)
  return page
}

export async function signIn(request: APIRequestContext, name: string) {
  const { accounts } = (await (await request.get('/api/demonstration')).json()) as { accounts: Account[] }
  const account = accounts.find((each) => each.name === `演示·${name}`)
  if (!account) throw new Error(`Nobody is called ${name}; there are ${accounts.map((each) => each.name).join(' ')}`)
  const answer = await request.post('/api/demonstration/session', { data: { id: account.id }, headers: written() })
  if (!answer.ok()) throw new Error(`${name} cannot sign in: ${await answer.text()}`)
}

/** What every write carries. */
export const written = () => ({ 'X-Luoshi': '1', 'Idempotency-Key': crypto.randomUUID() })
