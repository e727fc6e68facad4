import { sql, type Kysely } from 'kysely'
import { messageNames, type MessageKind } from '#kernel/message.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { deskCounts } from '#kernel/store/desk.ts'
import type { DB } from '#kernel/store/schema.ts'
import { readableBy } from '#kernel/store/tell.ts'

/** `text` names what it is about, `short` does not: text messages cross networks that are not the office's. */
export type Contents = { title: string; text: string; short: string; link: string }

const LISTED = 10

/**
 * What a delivery says, made at the moment of sending: of what its person still sees and has not read meanwhile. Null when that is nothing, and nothing
 * is sent.
 */
export async function contentsOf(
  db: Kysely<DB>,
  { modules, address }: { modules: readonly Module[]; address: string },
  actor: Actor,
  delivery: { id: string; kind: string },
): Promise<Contents | null> {
  const { rows } = await sql<{ kind: MessageKind; words: string; module: string | null; recordId: string | null }>`
    select kind, words, module, record_id as "recordId" from message where delivery_id = ${delivery.id} and read_at is null and ${readableBy(actor)} order by at desc`.execute(
    db,
  )
  if (delivery.kind === 'digest') return digest(db, actor, rows, address)
  const [only] = rows
  if (!only) return null
  const kind = messageNames[only.kind]
  const business = modules.find(({ path }) => path === only.module)?.name
  return {
    title: `${kind}：${business ?? '落实'}`,
    text: only.words,
    short: `您有一条${kind}${business ? `（${business}）` : ''}，请登录办理。`,
    link: only.recordId === null ? `${address}/messages` : `${address}/m/${only.module}/${only.recordId}`,
  }
}

async function digest(db: Kysely<DB>, actor: Actor, told: readonly { words: string }[], address: string): Promise<Contents | null> {
  const counts = await deskCounts(db, actor)
  const sum = (pick: 'count' | 'overdue' | 'dueSoon') => counts.reduce((total, each) => total + each[pick], 0)
  const [todos, overdue, soon] = [sum('count'), sum('overdue'), sum('dueSoon')]
  if (todos === 0 && told.length === 0) return null
  const pressing = [...(overdue > 0 ? [`已超期${overdue}项`] : []), ...(soon > 0 ? [`3天内到期${soon}项`] : [])]
  const waiting = `待办${todos}项${pressing.length > 0 ? `（${pressing.join('，')}）` : ''}`
  const news = told.length > 0 ? `，新消息${told.length}条` : ''
  const lines = told.slice(0, LISTED).map(({ words }, at) => `${at + 1}. ${words}`)
  const more = told.length > LISTED ? [`……另有${told.length - LISTED}条，请登录查看。`] : []
  return {
    title: `${waiting}${news}`,
    text: [`${actor.name}，您有${waiting}${news}。`, ...lines, ...more].join('\n'),
    short: `您有${waiting}${news}，请登录办理。`,
    link: todos > 0 ? `${address}/` : `${address}/messages`,
  }
}
