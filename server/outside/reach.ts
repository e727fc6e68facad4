import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { invalid } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { read, write } from '../http/route.ts'
import { requireFresh } from '../identity/fresh.ts'
import type { Caller } from '../identity/identify.ts'
import { channelNames, channels, openChannels, type Channel } from './connectors.ts'
import { isUnder, openMail, sealMail } from './reach-mail.ts'

const scope = 'reach'

const reachShape = z.object({
  channel: z.enum([...channels, 'none']),
  rhythm: z.enum(['daily', 'at-once']),
  mail: z.string().nullable(),
  open: z.array(z.object({ channel: z.enum(channels), name: z.string() })).meta({ description: '已开通的方式' }),
  mailDomains: z.array(z.string()),
  sending: z.boolean().meta({ description: '系统管理员已启用对外发送' }),
})

/** 消息接收: how a person wants to be reached outside the system, and where. */
export function reachRoutes(app: FastifyInstance) {
  const { connectors } = app.settings

  read(app, {
    url: '/api/reach',
    scope,
    allow: 'signed-in',
    summary: '本人的消息接收方式',
    answer: reachShape,
    handle: ({ caller }) => reachOf(app.db, caller),
  })

  write(app, {
    method: 'PUT',
    url: '/api/reach',
    scope,
    allow: 'signed-in',
    summary: '设置本人的消息接收方式',
    action: 'reach:set',
    body: z.strictObject({
      channel: z.enum([...channels, 'none'], { error: '请选择接收方式' }),
      rhythm: z.enum(['daily', 'at-once'], { error: '请选择接收频次' }),
      mail: z.string().trim().max(200).nullable().optional(),
    }),
    handle: async ({ tx, caller, body }) => {
      const { channel, rhythm } = body
      if (channel !== 'none' && !connectors?.[channel]) throw invalid([{ field: 'channel', message: `${channelNames[channel]}没有开通` }])
      // An address is kept only while it is used, and set by nobody who merely found the screen open.
      const mail = channel === 'mail' ? mailIn(body.mail ?? '') : null
      if (mail !== null) requireFresh(caller)
      const sealed = mail === null ? null : sealMail(app.keys, mail, caller.id)
      await sql`
        insert into reach (person_id, channel, rhythm, mail_sealed) values (${caller.id}, ${channel}, ${rhythm}, ${sealed})
        on conflict (person_id) do update set channel = excluded.channel, rhythm = excluded.rhythm, mail_sealed = excluded.mail_sealed`.execute(
        tx,
      )
      return { body: await reachOf(tx, caller), audit: { action: 'reach:set', object: caller.id, facts: { channel, rhythm } } }
    },
  })

  async function reachOf(db: Kysely<DB>, { id }: Caller) {
    const { rows } = await sql<{
      channel: Channel | 'none' | null
      rhythm: 'daily' | 'at-once' | null
      mail_sealed: Buffer | null
      sending: boolean
    }>`
      select channel, rhythm, mail_sealed, exists (select 1 from sending) as sending from (values (1)) always left join reach on person_id = ${id}`.execute(
      db,
    )
    const { channel, rhythm, mail_sealed, sending } = rows[0]!
    return {
      channel: channel ?? connectors?.default ?? 'none',
      rhythm: rhythm ?? 'daily',
      mail: mail_sealed && openMail(app.keys, mail_sealed, id),
      open: openChannels(connectors).map((each) => ({ channel: each, name: channelNames[each] })),
      mailDomains: connectors?.mail?.domains ?? [],
      sending,
    }
  }

  /** Under a domain of the office's own: nothing is sent to addresses elsewhere. */
  function mailIn(text: string): string {
    const address = text.toLowerCase()
    const domains = connectors?.mail?.domains ?? []
    if (text === '') throw invalid([{ field: 'mail', message: '请填写电子邮件地址' }])
    if (!/^[a-z0-9._+-]{1,64}@[a-z0-9.-]+$/.test(address)) throw invalid([{ field: 'mail', message: '电子邮件地址的格式有误' }])
    if (!isUnder(domains, address))
      throw invalid([{ field: 'mail', message: `只能使用工作邮箱（${domains.map((each) => `@${each}`).join('、') || '未开通'}）` }])
    return address
  }
}
