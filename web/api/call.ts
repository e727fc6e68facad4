import type { Problem } from '#kernel/refusal.ts'
import { unattended } from './attended.ts'
import { meantFor } from './page-of.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Query = Record<string, string | number | undefined>
type Options = {
  query?: Query
  body?: unknown
  /** Idempotency key of a write; made here unless the caller repeats an earlier one. */
  key?: string
  signal?: AbortSignal
}

/**
 * One call of the API. `path` begins with `/api/`. Answers the parsed JSON, or undefined for an empty answer.
 * A write whose outcome is unknown (no answer, 502 to 504, still in flight) is repeated with the same key, so that it happens once.
 * Throws `Refused` for every refusal and for a server that cannot be reached (status 0).
 */
export function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  return asked(method, path, options, async (response) => (response.status === 204 ? undefined : await response.json()) as T)
}

/** The bytes of a file and the name the server gives it, if any. Refusals are thrown as by `call`, a line that breaks in the middle too. */
export function callBlob(
  path: string,
  { query, signal }: Pick<Options, 'query' | 'signal'> = {},
): Promise<{ blob: Blob; name: string | undefined }> {
  return asked('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) }, async (response) => ({
    blob: await response.blob(),
    name: nameIn(response.headers.get('content-disposition')),
  }))
}

async function asked<T>(method: Method, path: string, options: Options, read: (response: Response) => Promise<T>): Promise<T> {
  const key = options.key ?? crypto.randomUUID()
  for (let attempt = 0; ; attempt++) {
    const answer = await once(method, path, options, key, read)
    if (!(answer instanceof Refused)) return answer.body
    const wait = method === 'GET' || !isUnsettled(answer) ? undefined : PAUSES[attempt]
    if (wait === undefined) {
      if (answer.status === 401 && answer.code === 'SIGNED_OUT') leave('signed-out')
      if (answer.status === 403 && answer.code === 'PASSWORD_MUST_CHANGE') leave('/password')
      if (answer.status === 403 && answer.code === 'SECOND_FACTOR_REQUIRED') leave('/second-factor')
      if (answer.code === 'OTHER_PERSON') await beginAnew()
      throw answer
    }
    await pause(wait, options.signal)
  }
}

/** What the server did not do, and why: a stable code and a Chinese sentence, with every place that needs mending. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  readonly clause: string | undefined
  readonly problems: readonly Problem[]
  readonly facts: Record<string, unknown>

  constructor(
    status: number,
    code: string,
    message: string,
    detail: Partial<Pick<Refused, 'field' | 'clause' | 'problems' | 'facts'>> = {},
  ) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.code = code
    this.field = detail.field
    this.clause = detail.clause
    this.problems = detail.problems ?? []
    this.facts = detail.facts ?? {}
  }
}

/** The session has ended; or it opens nothing before what this address is for. */
export type Leaving = 'signed-out' | '/password' | '/second-factor'

/** Whoever shows pages says here what happens then. */
export function whenLeaving(listener: (why: Leaving) => void) {
  leave = listener
}

/** The sentence to show for anything thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Refused ? error.message : '页面出现问题，请刷新后重试；仍不能解决的，请联系系统管理员。'
}

let leave: (why: Leaving) => void = () => {}

/** The first page, loaded as if nobody had been here; what waits for this promise waits for a page that is gone. */
export function beginAnew(): Promise<never> {
  window.location.replace('/')
  return new Promise(() => {})
}

const PAUSES = [400, 1200, 3000, 6000]

async function once<T>(
  method: Method,
  path: string,
  options: Options,
  key: string,
  read: (response: Response) => Promise<T>,
): Promise<Refused | { body: T }> {
  const write = method !== 'GET'
  const body = options.body === undefined ? undefined : JSON.stringify(options.body)
  try {
    const response = await fetch(withQuery(path, options.query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, */*',
        ...unattended(),
        ...(write ? { 'X-Luoshi': '1', 'Idempotency-Key': key, ...meantFor() } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
    if (!response.ok) return await refusedBy(response)
    return { body: await read(response) }
  } catch (error) {
    if (options.signal?.aborted) throw error
    return new Refused(
      0,
      'UNREACHABLE',
      write ? '网络不通，尚未收到服务器的答复，请检查网络后重试；重试不会重复提交。' : '网络不通，请检查网络后重试。',
    )
  }
}

/** The refusal that a response carries. */
async function refusedBy(response: Response): Promise<Refused> {
  const said = await response.json().catch(() => null)
  if (said && typeof said.code === 'string' && typeof said.message === 'string')
    return new Refused(response.status, said.code, said.message, said)
  const message = response.status >= 500 ? '服务器暂时不能处理，请稍后重试。' : '请求没有被接受，请刷新页面后重试。'
  return new Refused(response.status, `HTTP_${response.status}`, message)
}

const isUnsettled = ({ status, code }: Refused) => status === 0 || (status >= 502 && status <= 504) || code === 'IN_FLIGHT'

function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded === undefined ? undefined : decodeURIComponent(encoded)
}

/** The address with its query; what is undefined or blank is left out. */
function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds * (0.75 + Math.random() / 2))
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
