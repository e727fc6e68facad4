import { createHash } from 'node:crypto'

/** One row of a chain, as kept and as exported; `hash` in hexadecimal. */
export type Link = { chain: string; seq: number; at: string; entry: string; hash: string }

/** What a chain of this name begins with, before its first entry. */
export const genesis = (chain: string) => createHash('sha256').update(chain).digest()

/** The hash of an entry: of the one before it, the chain's name, the entry's number and the entry itself, as the database's audit_append makes it. */
export function linkHash(previous: Buffer, chain: string, seq: number, entry: string): Buffer {
  return createHash('sha256').update(previous).update(`${chain}\n${seq}\n${entry}`).digest()
}

export type Broken = { chain: string; seq: number; why: string }

export type Head = { seq: number; hash: string }

/** Follows any number of chains entry by entry. Entries of one chain come in their order; chains may be mixed. */
export class Verification {
  readonly #chains = new Map<string, { seq: number; hash: Buffer }>()
  readonly #anchored: Map<string, Map<number, string>>
  readonly broken: Broken[] = []
  entries = 0

  /** `anchors`: for each chain the hashes it once had, by number. */
  constructor(anchors: Map<string, Map<number, string>>) {
    this.#anchored = anchors
  }

  follow({ chain, seq, at, entry, hash }: Link) {
    this.entries++
    const before = this.#chains.get(chain) ?? { seq: 0, hash: genesis(chain) }
    const computed = linkHash(before.hash, chain, seq, entry)
    if (seq !== before.seq + 1) this.#find(chain, seq, `序号不连续：第 ${before.seq} 条之后是第 ${seq} 条`)
    else if (computed.toString('hex') !== hash) this.#find(chain, seq, '内容或顺序与校验值不符')
    else if (happened(entry) !== at) this.#find(chain, seq, '记录时间与内容不符')
    const anchor = this.#anchored.get(chain)?.get(seq)
    if (anchor !== undefined && anchor !== computed.toString('hex'))
      this.#find(chain, seq, '与数据库之外保存的锚点不符，此前的内容被改写过')
    this.#chains.set(chain, { seq, hash: computed })
  }

  /** After the last entry: nothing that was anchored, or that `heads` tells of, may be missing at the end. */
  finish(heads: Map<string, Head>) {
    for (const [chain, { seq, hash }] of heads) {
      const last = this.#chains.get(chain)
      if (seq > (last?.seq ?? 0)) this.#find(chain, (last?.seq ?? 0) + 1, `缺少第 ${(last?.seq ?? 0) + 1} 至 ${seq} 条`)
      else if (last && (last.seq !== seq || last.hash.toString('hex') !== hash)) this.#find(chain, last.seq, '与链首记录不符')
    }
    for (const [chain, anchors] of this.#anchored) {
      const last = this.#chains.get(chain)?.seq ?? 0
      const furthest = anchors.keys().reduce((most, seq) => Math.max(most, seq), 0)
      if (furthest > last) this.#find(chain, last + 1, `锚点记到第 ${furthest} 条，现只有 ${last} 条，末尾被截去`)
    }
  }

  get chains() {
    return this.#chains.size
  }

  /** The first place of each chain is enough: what follows it cannot be judged. */
  #find(chain: string, seq: number, why: string) {
    if (!this.broken.some((each) => each.chain === chain)) this.broken.push({ chain, seq, why })
  }
}

function happened(entry: string): unknown {
  try {
    return (JSON.parse(entry) as { at?: unknown }).at
  } catch {
    return undefined
  }
}
