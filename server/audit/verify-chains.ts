import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Anchor } from './anchor-file.ts'
import { type Head, type Link, Verification } from './chain.ts'
import { headsIn, linksOf } from './links.ts'

/** Recomputes every chain of an export (see the export route) against its own heads and the anchors. */
export async function verifyExport(path: string, anchors: AsyncIterable<Anchor>): Promise<Verification> {
  const verification = new Verification(await byChain(anchors))
  const heads = new Map<string, Head>()
  let at = 0
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    at++
    const read = parsed(line)
    if (read === null) verification.broken.push({ chain: '?', seq: at, why: `第 ${at} 行不是审计记录` })
    else if ('heads' in read) for (const { chain, ...head } of read.heads) heads.set(chain, head)
    else verification.follow(read)
  }
  if (heads.size === 0) verification.broken.push({ chain: '?', seq: 1, why: '文件开头缺少各链链首' })
  verification.finish(heads)
  return verification
}

/** Recomputes every chain of a database against its heads and the anchors. */
export async function verifyDatabase(db: Kysely<DB>, anchors: AsyncIterable<Anchor>): Promise<Verification> {
  const verification = new Verification(await byChain(anchors))
  const heads = await headsIn(db)
  for (const { chain, entries } of heads) for await (const link of linksOf(db, chain, entries)) verification.follow(link)
  verification.finish(new Map(heads.map(({ chain, seq, hash }) => [chain, { seq, hash }])))
  return verification
}

async function byChain(anchors: AsyncIterable<Anchor>): Promise<Map<string, Map<number, string>>> {
  const chains = new Map<string, Map<number, string>>()
  for await (const { chain, seq, hash } of anchors) chains.set(chain, (chains.get(chain) ?? new Map<number, string>()).set(seq, hash))
  return chains
}

function parsed(line: string): Link | { heads: Anchor[] } | null {
  try {
    const read = JSON.parse(line) as Partial<Link> & { heads?: Anchor[] }
    if (Array.isArray(read.heads)) return { heads: read.heads }
    const { chain, seq, at, entry, hash } = read
    return typeof chain === 'string' &&
      Number.isSafeInteger(seq) &&
      typeof at === 'string' &&
      typeof entry === 'string' &&
      typeof hash === 'string'
      ? (read as Link)
      : null
  } catch {
    return null
  }
}
