import { textKey } from './text-key.ts'

/**
 * How alike titles are. What is only form (建立健全、探索推进、机制、体系) is left out, and of the rest pairs of neighbouring characters are compared
 * whatever their order: 企业开办改革 and “探索建立开办企业机制” are about one thing.
 */

/** From this likeness on two titles are worth being looked at side by side. */
export const ALIKE = 0.5

export type Alike<T> = { item: T; likeness: number }

/** What a title is about, in its own order: without verbs and nouns of form, marks and blanks, and without the words a business has in all its titles. */
export function essence(title: string, common: readonly string[] = []): string {
  const plain = textKey(title).replace(/[^\p{L}\p{N}]+/gu, '')
  const bare = [...common, ...FORMS].reduce((left, word) => left.replaceAll(textKey(word), ''), plain)
  // A title that is nothing but form is compared as it stands.
  return [...bare].length > 1 ? bare : plain
}

/** The pairs a title is compared by, each once, in one order for everybody. */
export function similarKey(title: string, common: readonly string[] = []): string[] {
  return [...pairs(essence(title, common))].sort()
}

/** From 0, nothing in common, to 1, the same: twice the common pairs over all pairs. */
export const dice = (shared: number, one: number, other: number): number => (one + other === 0 ? 0 : (2 * shared) / (one + other))

/** How alike two titles are, by the pairs they have in common. */
export function likeness(one: string, other: string, common: readonly string[] = []): number {
  const [first, second] = [pairs(essence(one, common)), pairs(essence(other, common))]
  const shared = [...first].filter((pair) => second.has(pair)).length
  return dice(shared, first.size, second.size)
}

/** Makes titles ready to be asked many times: answers the items whose titles are alike, the most alike first. */
export function likenessTo<T>(items: readonly T[], titleOf: (item: T) => string, common: readonly string[] = []) {
  const holders = new Map<string, number[]>()
  const sizes = items.map((item, at) => {
    const own = pairs(essence(titleOf(item), common))
    for (const pair of own) holders.set(pair, [...(holders.get(pair) ?? []), at])
    return own.size
  })
  return (title: string, least = ALIKE): Alike<T>[] => {
    const sought = pairs(essence(title, common))
    const shared = new Map<number, number>()
    for (const pair of sought) for (const at of holders.get(pair) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1)
    return [...shared]
      .map(([at, count]) => ({ item: items[at]!, likeness: dice(count, sought.size, sizes[at]!) }))
      .filter((found) => found.likeness >= least)
      .sort((a, b) => b.likeness - a.likeness)
  }
}

/** Puts together what is alike, directly or through others; groups and their items in the order given. Whoever is like nobody is a group alone. */
export function groupsOfAlike<T>(items: readonly T[], titleOf: (item: T) => string, common: readonly string[] = [], least = ALIKE): T[][] {
  const alike = likenessTo(items, titleOf, common)
  const groups = new Map(items.map((item) => [item, [item]]))
  for (const item of items) {
    for (const { item: other } of alike(titleOf(item), least)) {
      const [mine, theirs] = [groups.get(item)!, groups.get(other)!]
      if (mine === theirs) continue
      mine.push(...theirs)
      for (const each of theirs) groups.set(each, mine)
    }
  }
  const places = new Map(items.map((item, at) => [item, at]))
  return [...new Set(items.map((item) => groups.get(item)!))].map((group) => group.sort((a, b) => places.get(a)! - places.get(b)!))
}

/** A title of one character is its own only pair. */
function pairs(text: string): Set<string> {
  const chars = [...text]
  return new Set(chars.length === 1 ? chars : chars.slice(1).map((char, at) => chars[at]! + char))
}

/** Longer words first, so that none is cut into by a shorter one. */
const FORMS = [
  ...[
    '建立',
    '建立健全',
    '建成',
    '健全',
    '健全完善',
    '完善',
    '优化',
    '优化完善',
    '构建',
    '搭建',
    '打造',
    '创建',
    '创新',
    '探索',
    '探索建立',
    '试行',
  ],
  ...[
    '推进',
    '推动',
    '推行',
    '深化',
    '深入',
    '开展',
    '实施',
    '实行',
    '落实',
    '加强',
    '加快',
    '强化',
    '规范',
    '提升',
    '促进',
    '全面',
    '进一步',
    '持续',
  ],
  ...[
    '体制机制',
    '机制',
    '体系',
    '制度',
    '体制',
    '模式',
    '方式',
    '办法',
    '方案',
    '试点',
    '改革',
    '建设',
    '工作',
    '事项',
    '关于',
    '有关',
    '相关',
  ],
  ...['的', '和', '与', '及', '以及'],
].sort((a, b) => b.length - a.length)
