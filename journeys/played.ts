import { request } from 'playwright-core'
import type { OrgKind } from '#kernel/org.ts'
import { modules } from '#modules/all.ts'
import type { Call, Player, Players } from '#server/testing/players.ts'
import { signIn, written } from './people.ts'
import { served } from './served.ts'

type Account = { id: string; name: string; posts: { org: string; role: Player['posts'][number]['role'] }[] }
type Org = { id: string; kind: OrgKind }
type Term = { code: string; parent: string | null; validUntil: string | null }

/** How many units of a kind are named in fields: the last of their list, of whom the other journeys speak least. */
const FEW = 6

/** The people of the demonstration city, by whom records are walked through their flows in the running product (server/testing/walk.ts). */
export async function played(): Promise<Players> {
  const anybody = await request.newContext({ baseURL: served().origin })
  const { accounts } = (await (await anybody.get('/api/demonstration')).json()) as { accounts: Account[] }
  await signIn(anybody, '市委改革办领导')
  const read = async <T>(url: string) => (await (await anybody.get(url)).json()) as T
  const orgs = await read<Org[]>('/api/orgs')
  const fixed = new Set(
    modules.flatMap(({ filedBy }) => (filedBy === 'opened' ? [] : filedBy.flatMap((by) => (typeof by === 'object' ? [by.fixed] : [])))),
  )
  const seated = new Set(accounts.flatMap(({ posts }) => posts.map(({ org }) => org)))
  const last = (kind: OrgKind) => orgs.filter((org) => org.kind === kind && seated.has(org.id) && !fixed.has(org.id)).slice(-FEW)
  const ids = (kind: OrgKind) => last(kind).map(({ id }) => id)
  const pool = { district: ids('district'), department: ids('department'), office: ['office'], city: ['city'] }

  const terms = new Map<string, Term[]>()
  for (const { fields } of modules)
    for (const { kind, options } of Object.values(fields))
      if (kind.name === 'term' && !terms.has(options.dictionary))
        terms.set(options.dictionary, await read<Term[]>(`/api/dictionaries/${options.dictionary}`))

  const people = new Map<string, Promise<Player>>()
  const holder = (org: string, role: string): Promise<Player> => {
    const account = accounts.find(({ posts }) => posts.some((post) => post.org === org && post.role === role))
    if (!account) throw new Error(`Nobody of the demonstration city is ${role} of ${org}`)
    const known = people.get(account.id) ?? signedIn(account)
    people.set(account.id, known)
    return known
  }

  return {
    modules,
    pool,
    kindOf: (org) => orgs.find(({ id }) => id === org)!.kind,
    writer: (org) => holder(org, 'entry'),
    holder,
    terms: (dictionary, levels) => {
      const all = terms.get(dictionary)!.filter(({ validUntil }) => validUntil === null)
      return all.filter(({ code }) => levels === 1 || !all.some(({ parent }) => parent === code)).map(({ code }) => code)
    },
    orgs: (among) => (among ?? (['district', 'department'] as const)).flatMap((kind) => pool[kind]),
  }
}

async function signedIn({ id, name, posts }: Account): Promise<Player> {
  const spoken = name.replace('演示·', '')
  const context = await request.newContext({ baseURL: served().origin })
  await signIn(context, spoken)
  const call: Call = async (method, url, { query, body, headers } = {}) => {
    const answer = await context.fetch(url, {
      method,
      headers: { ...written(), ...headers },
      ...(query === undefined ? {} : { params: query }),
      ...(body === undefined ? {} : { data: body }),
    })
    const rawPayload = await answer.body()
    const text = rawPayload.toString()
    return { statusCode: answer.status(), headers: answer.headers(), body: text, rawPayload, json: () => JSON.parse(text) }
  }
  return { id, name: spoken, posts, call }
}
