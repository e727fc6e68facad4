import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import type { Module } from '#kernel/module.ts'
import type { Role } from '#kernel/org.ts'
import { createPerson } from '../administration/person.ts'
import { grantPost } from '../administration/post.ts'
import type { Settings } from '../http/app.ts'
import { issuePassword } from '../identity/password.ts'
import { authenticator } from './authenticator.ts'
import { testServer } from './server.ts'

const orgs = [
  ['city', '重庆市', '重庆市', 'city', 'chongqingshi cqs'],
  ['office', '中共重庆市委全面深化改革委员会办公室', '市委改革办', 'office', 'shiweigaigeban swggb'],
  ['500103', '渝中区', '渝中', 'district', 'yuzhong yz'],
  ['500107', '九龙坡区', '九龙坡', 'district', 'jiulongpo jlp'],
  ['dept-zhujianwei', '重庆市住房和城乡建设委员会', '市住房城乡建委', 'department', 'shizhufangchengxiangjianwei szfcxjw'],
]

/** A server with a handful of organisations, and accounts with posts as a test needs them. */
export async function testOffice(more: Partial<Settings> = {}, modules: readonly Module[] = []) {
  const server = await testServer(modules, more)
  const { app, db, asPerson } = server
  for (const [position, [id, name, short, kind, pinyin]] of orgs.entries()) {
    await sql`insert into org (id, name, short, kind, pinyin, position) values (${id}, ${name}, ${short}, ${kind}, ${pinyin}, ${position})`.execute(
      db,
    )
  }
  let number = 0

  /** Somebody with these posts, in force since New Year 2020. */
  async function person(name: string, ...posts: [org: string, role: Role][]) {
    const phone = `100500103${String(++number).padStart(2, '0')}`
    const now = new Date()
    const id = await db.transaction().execute(async (tx) => {
      const made = await createPerson(tx, app.keys, { name, phone, demonstration: more.demonstration ?? false, now })
      for (const [org, role] of posts) await grantPost(tx, { person: made, org, role, startsOn: '2020-01-01', settled: true, now })
      return made
    })
    return { id, name, phone }
  }

  const issue = (id: string) => db.transaction().execute((tx) => issuePassword(tx, id, new Date()))

  /** What a browser does: one jar of cookies, the headers of our pages. */
  function browser(remoteAddress = '10.1.1.1') {
    const jar = new Map<string, string>()
    const send = async (
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: string,
      body?: unknown,
    ): Promise<LightMyRequestResponse> => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { 'x-luoshi': '1', 'idempotency-key': crypto.randomUUID(), ...(cookie ? { cookie } : {}) }
      const answer = await app.inject({ method, url, remoteAddress, headers, ...(body === undefined ? {} : { payload: body as object }) })
      for (const { name, value } of answer.cookies) {
        if (value === '') jar.delete(name)
        else jar.set(name, value)
      }
      return answer
    }
    const signIn = (phone: string, password: string, code?: string) =>
      send('POST', '/api/session', { phone, password, ...(code === undefined ? {} : { code }) })
    return { jar, send, signIn }
  }

  /** An account past its first password: issues one, signs in with it and chooses `password`. */
  async function settled(who: { id: string; phone: string }, password: string) {
    const first = browser('10.9.9.9')
    const initial = await issue(who.id)
    await first.signIn(who.phone, initial)
    const changed = await first.send('PUT', '/api/session/password', { current: initial, password })
    if (changed.statusCode !== 200) throw new Error(changed.body)
    return first
  }

  /** Binds an authenticator to whoever is signed in there. */
  async function enrolled(page: ReturnType<typeof browser>) {
    const { key } = (await page.send('POST', '/api/session/factor', {})).json() as { key: string }
    const phone = authenticator(key)
    const answer = await page.send('PUT', '/api/session/factor', { code: phone.code() })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    const { recoveryCodes } = answer.json() as { recoveryCodes: string[] }
    return { key, recoveryCodes, code: phone.code }
  }

  /** What the audit log says, oldest first. */
  const audited = async () => {
    const { rows } = await sql<{ entry: string }>`select entry from audit order by at, chain, seq`.execute(db)
    return rows.map((row) => JSON.parse(row.entry) as Record<string, unknown>)
  }

  return { ...server, person, issue, settled, enrolled, browser, audited, asPerson }
}
