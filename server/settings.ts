import { resolve } from 'node:path'
import { CannotStart } from './database/cannot-start.ts'
import { scannerFrom } from './files/inspect/scanner.ts'
import { type SecondFactor, secondFactorIn } from './identity/must-enrol.ts'
import { activeProfile } from './identity/password-rules.ts'

/** What the operator may set, all by environment variables but `--empty`. */
export type Startup = {
  port: number
  host: string
  dataDir: string
  /** An own PostgreSQL server; without it the embedded one keeps its data in `dataDir`. */
  databaseUrl: string | null
  behindProxy: boolean
  /** Null where nothing was said: required, but where invented people are to be tried with their password alone. */
  secondFactor: SecondFactor | null
  empty: boolean
  requestsPerMinute: number
}

export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Startup {
  const unknown = args.filter((arg) => arg !== '--empty')
  if (unknown.length > 0) throw new CannotStart(`无法识别的启动参数：${unknown.join(' ')}。可用：--empty（不装入演示数据）。`)
  const startup = {
    port: whole(env, 'PORT', 8090, 65535),
    host: env.HOST || 'localhost',
    dataDir: resolve(env.DATA_DIR || '.luoshi'),
    databaseUrl: env.DATABASE_URL || null,
    behindProxy: env.BEHIND_TLS_PROXY === '1',
    secondFactor: secondFactorIn(env.SECOND_FACTOR),
    empty: args.includes('--empty'),
    requestsPerMinute: whole(env, 'REQUESTS_PER_MINUTE', 6000, 10_000_000),
  }
  // Read where they are used; what they cannot mean is said now, and not at the first upload or the first password.
  activeProfile(env.PASSWORD_PROFILE || undefined)
  scannerFrom(env.FILE_SCANNER || 'none')
  // Passwords never travel in the clear (R-ID-10).
  if (!isLoopback(startup.host) && !startup.behindProxy) {
    throw new CannotStart(
      `不在 ${startup.host} 上以明文 HTTP 提供服务。请在前面放置 TLS 代理并设置 BEHIND_TLS_PROXY=1，或只监听本机（HOST=localhost）。`,
    )
  }
  return startup
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function whole(env: NodeJS.ProcessEnv, name: string, otherwise: number, most: number): number {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  if (!/^\d{1,8}$/.test(text) || Number(text) > most) throw new CannotStart(`${name} 应为 0 至 ${most} 之间的整数，现为“${text}”。`)
  return Number(text)
}
