import { sql, type Kysely } from 'kysely'
import { messageNames, type MessageKind } from '#kernel/message.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { deskCounts } from '#kernel/store/desk.ts'
import type { DB } from '#kernel/store/schema.ts'
import { readableBy } from '#kernel/store/tell.ts'

/** `text` names what it is about, `short` does not: it goes where others may read along. */
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
  const told = await untold(db, actor, delivery.id)
  if (delivery.kind === 'digest') return digest(db, actor, told, address)
  const [first] = told.rows
  if (!first) return null
  if (told.count > 1) {
    const title = `新消息${told.count}条`
    return {
      title,
      text: [`${actor.name}，您有${title}。`, ...lines(told)].join('\n'),
      short: `您有${title}，请登录办理。`,
      link: `${address}/messages`,
    }
  }
  const kind = messageNames[first.kind]
  const business = modules.find(({ path }) => path === first.module)?.name
  return {
    title: business ? `${kind}：${business}` : kind,
    text: first.words,
    short: `您有一条${kind}${business ? `（${business}）` : ''}，请登录办理。`,
    link: first.recordId === null ? `${address}/messages` : `${address}/m/${first.module}/${first.recordId}`,
  }
}

type Told = { rows: { kind: MessageKind; words: string; module: string | null; recordId: string | null }[]; count: number }

/** What a delivery is to tell and its person has not read, the newest first: as many as are listed, and the number of all. */
async function untold(db: Kysely<DB>, actor: Actor, delivery: string): Promise<Told> {
  const { rows } = await sql<Told['rows'][number] & { all: number }>`
    select kind, words, module, record_id as "recordId", (count(*) over ())::int as all from message
    where delivery_id = ${delivery} and read_at is null and ${readableBy(actor)} order by at desc limit ${LISTED}`.execute(db)
  return { rows, count: rows[0]?.all ?? 0 }
}

function lines({ rows, count }: Told): string[] {
  const more = count - rows.length
  return [...rows.map(({ words }, at) => `${at + 1}. ${words}`), ...(more > 0 ? [`……另有${more}条，请登录查看。`] : [])]
}

async function digest(db: Kysely<DB>, actor: Actor, told: Told, address: string): Promise<Contents | null> {
  const counts = await deskCounts(db, actor)
  const sum = (pick: 'count' | 'overdue' | 'dueSoon') => counts.reduce((total, each) => total + each[pick], 0)
  const [todos, overdue, soon] = [sum('count'), sum('overdue'), sum('dueSoon')]
  if (todos === 0 && told.count === 0) return null
  const pressing = [...(overdue > 0 ? [`已超期${overdue}项`] : []), ...(soon > 0 ? [`3天内到期${soon}项`] : [])]
  const waiting = todos > 0 ? [`待办${todos}项${pressing.length > 0 ? `（${pressing.join('，')}）` : ''}`] : []
  const title = [...waiting, ...(told.count > 0 ? [`新消息${told.count}条`] : [])].join('，')
  return {
    title,
    text: [`${actor.name}，您有${title}。`, ...lines(told)].join('\n'),
    short: `您有${title}，请登录办理。`,
    link: todos > 0 ? `${address}/` : `${address}/messages`,
  }
}
