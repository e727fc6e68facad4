import type { APIRequestContext, Page } from 'playwright-core'
import { authenticator } from '#server/testing/authenticator.ts'
import { machine } from './browser.ts'
import { presses } from './seeing.ts'
import { served } from './served.ts'

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

/** Types both into the page of signing in and presses 登录. */
export async function signsIn(page: Page, { phone, password }: { phone: string; password: string }) {
  await page.getByLabel('手机号').fill(phone)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await presses(page, '登录')
}

/** Somebody whose first password was printed, past it: signed in on this machine with a password of their own. */
export async function withOwnPassword(request: APIRequestContext, name: string): Promise<{ phone: string; password: string }> {
  const { phone, password: initial } = served().printed.find((each) => each.name === `演示·${name}`)!
  const password = 'Xiyu-64-Qinglang'
  await request.post('/api/session', { data: { phone, password: initial }, headers: written() })
  const answer = await request.put('/api/session/password', { data: { current: initial, password }, headers: written() })
  if (!answer.ok()) throw new Error(`${name} cannot choose a password: ${await answer.text()}`)
  return { phone, password }
}

/** Binds an authenticator to whoever is signed in on this machine. */
export async function bindAuthenticator(request: APIRequestContext): Promise<ReturnType<typeof authenticator>> {
  const offer = await request.post('/api/session/factor', { data: {}, headers: written() })
  const bound = authenticator(((await offer.json()) as { key: string }).key)
  const answer = await request.put('/api/session/factor', { data: { code: bound.code() }, headers: written() })
  if (!answer.ok()) throw new Error(await answer.text())
  return bound
}

/** What every write carries. */
export const written = () => ({ 'X-Luoshi': '1', 'Idempotency-Key': crypto.randomUUID() })
