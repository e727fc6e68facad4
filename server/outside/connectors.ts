import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotStart } from '../database/cannot-start.ts'
import { sentence } from '../http/refuse.ts'
import { isLoopback } from '../settings.ts'

/** The ways out of the system. */
export const channelNames = { messenger: '政务即时通讯', mail: '电子邮件', sms: '短信' } as const

export type Channel = keyof typeof channelNames

export const channels = Object.keys(channelNames) as Channel[]

const secret = z.string().min(16, { error: '密钥不少于 16 个字符' }).max(200)
/** https anywhere that is listed; http on this machine alone, where a relay of the office's own may stand. */
const endpoint = z.url().refine((text) => isSafe(new URL(text)), { error: '须为 https 地址；只有本机地址可以用 http，地址中不能带用户名' })

const shape = z.strictObject({
  /** Where people open the system, for the links in what is sent. */
  address: z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, '')),
  /** The only machines that may be spoken to (R-GV-01). */
  hosts: z.array(z.string().min(1)).min(1),
  /** For whoever has chosen nothing. Not mail: nobody has an address before giving one. */
  default: z.enum(['messenger', 'sms', 'none'], { error: 'default 只能是 messenger、sms 或 none' }).default('none'),
  messenger: z.strictObject({ url: endpoint, secret }).optional(),
  mail: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65535),
      /** TLS from the first byte; otherwise STARTTLS, which is demanded anywhere but on this machine. */
      secure: z.boolean().default(true),
      user: z.string().optional(),
      password: z.string().optional(),
      from: z.string().min(3),
      /** Addresses may be given under these domains alone. */
      domains: z.array(z.string().regex(/^[a-z0-9.-]+$/)).min(1),
    })
    .optional(),
  sms: z
    .strictObject({
      url: endpoint,
      secret,
      as: z.enum(['json', 'form']).default('json'),
      /** What the gateway wants to read, with {phone}, {text} and {key} where these belong. */
      body: z.record(z.string(), z.string()),
    })
    .optional(),
})

export type Connectors = z.infer<typeof shape>
export type Webhook = NonNullable<Connectors['messenger']>
export type MailServer = NonNullable<Connectors['mail']>
export type SmsGateway = NonNullable<Connectors['sms']>

/**
 * What the operator has set up, from the file CONNECTORS or `connectors.json` of the data folder; null where there is none, and then nothing ever leaves.
 * No address comes from anywhere else (R-AP-04). Throws CannotStart for a file that others can read, or that says something it may not.
 */
export function readConnectors(dataDir: string, path = process.env.CONNECTORS || join(dataDir, 'connectors.json')): Connectors | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !process.env.CONNECTORS) return null
    throw new CannotStart(`不能读取对外发送的配置 ${path}（${(error as NodeJS.ErrnoException).code}）。`)
  }
  if ((statSync(path).mode & 0o077) !== 0) throw new CannotStart(`${path} 中有密钥，只能由运行本系统的用户读取：chmod 600 ${path}`)
  return connectorsIn(text, path)
}

function connectorsIn(text: string, path: string): Connectors {
  const read = shape.safeParse(jsonIn(text, path))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new CannotStart(`${path} 的 ${issue!.path.join('.') || '内容'} 有误：${sentence(issue!)}。`)
  }
  const { hosts, messenger, mail, sms } = read.data
  const named = [...[messenger, sms].flatMap((each) => (each ? [new URL(each.url).hostname] : [])), ...(mail ? [mail.host] : [])]
  const unlisted = named.find((host) => !hosts.includes(host))
  if (unlisted !== undefined) throw new CannotStart(`${path}：${unlisted} 不在 hosts 列出的主机中，不会向其发送任何内容。`)
  if (read.data.default !== 'none' && !read.data[read.data.default])
    throw new CannotStart(`${path}：default 所指的 ${read.data.default} 没有配置。`)
  return read.data
}

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CannotStart(`${path} 不是有效的 JSON。`)
  }
}

function isSafe({ protocol, hostname, username, password }: URL): boolean {
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')))
}

/** The ways out that are set up. */
export const openChannels = (connectors: Connectors | null): Channel[] => channels.filter((channel) => connectors?.[channel] !== undefined)
