import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { anchorFile, anchorsIn, endsWhole } from './anchor-file.ts'
import type { Head } from './chain.ts'

const EVERY = 60_000

/**
 * Keeps the chains' heads where the database cannot reach: every minute the heads that moved become one flushed line of a file, which belongs on
 * another disk or machine as well (R-AU-03). A chain that contradicts its anchor is reported loudly. Answers the way to
 * stop, which anchors once more.
 */
export function startAnchor(app: FastifyInstance): () => Promise<void> {
  const path = anchorFile(app.settings.dataDir)
  let known: Map<string, Head> | undefined
  let busy = false
  const turn = async () => {
    if (busy) return
    busy = true
    try {
      known ??= await newestAnchors(path)
      for (const chain of await anchor(app.db, path, known))
        app.log.error(`审计链 ${chain} 与已保存的锚点不符：审计记录可能被截去或改写，或数据库被换成了旧的备份`)
    } catch (error) {
      app.log.error({ err: error }, '审计锚点未能写入')
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void turn(), EVERY)
  void turn()
  return async () => {
    clearInterval(timer)
    await turn()
  }
}

/** Appends the heads that moved since `known`, and notes them there. Answers the chains that have become shorter or other than they were. */
export async function anchor(db: Kysely<DB>, path: string, known: Map<string, Head>): Promise<string[]> {
  const { rows } = await sql<{
    chain: string
    seq: string
    hash: Buffer
  }>`select chain, seq::text, hash from audit_head order by chain`.execute(db)
  const heads = rows.map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash: hash.toString('hex') }))
  const now = new Map(heads.map((head) => [head.chain, head]))
  const wrong = [...known].filter(([chain, { seq, hash }]) => {
    const head = now.get(chain)
    return !head || head.seq < seq || (head.seq === seq && head.hash !== hash)
  })
  const moved = heads.filter(({ chain, seq }) => seq > (known.get(chain)?.seq ?? 0))
  if (moved.length > 0) {
    await mkdir(dirname(path), { recursive: true })
    const line = `${JSON.stringify({ at: new Date().toISOString(), heads: moved })}\n`
    await appendFile(path, (await endsWhole(path)) ? line : `\n${line}`, { mode: 0o600, flush: true })
    for (const { chain, ...head } of moved) known.set(chain, head)
  }
  return wrong.map(([chain]) => chain)
}

/** The furthest head of each chain that the file tells of. */
export async function newestAnchors(path: string): Promise<Map<string, Head>> {
  const newest = new Map<string, Head>()
  for await (const { chain, seq, hash } of anchorsIn(path)) if (seq > (newest.get(chain)?.seq ?? 0)) newest.set(chain, { seq, hash })
  return newest
}
