import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALIKE, essence, groupsOfAlike, likeness, likenessTo } from './similar.ts'

const COMMON = ['一件事', '一次办']
const same = (title: string) => title

describe('titles', () => {
  test.each([
    ['建立健全企业开办机制', '探索推进企业开办制度'],
    ['企业开办一件事', '企业开办“一件事”改革'],
    ['完善城市内涝防治体系', '城市内涝联防联治'],
    ['开展老旧小区加装电梯改革', '加装电梯（老旧小区）'],
    ['ＰＭ２.５ 治理 一件事', 'PM2.5治理'],
    ['新生儿出生一件事', '新生儿出生一次办'],
    ['企业开办改革', '探索建立开办企业机制'],
  ])('%s and %s are alike', (one, other) => {
    expect(likeness(one, other, COMMON)).toBeGreaterThanOrEqual(ALIKE)
  })

  test.each([
    ['企业开办一件事', '企业注销一件事'],
    ['建立健全养老服务体系', '建立健全托育服务体系'],
    ['防汛抗旱应急指挥一件事', '森林防火应急处置一件事'],
    ['探索建立职业教育改革机制', '探索建立医药卫生改革机制'],
    ['残疾人证办理', '不动产登记'],
  ])('%s and %s are not', (one, other) => {
    expect(likeness(one, other, COMMON)).toBeLessThan(ALIKE)
  })

  test('what is only form is left out, and a title of nothing else is kept', () => {
    expect(essence('探索建立“企业开办”一件事的工作机制', COMMON)).toBe('企业开办')
    expect(essence('改革试点工作')).toBe('改革试点工作')
    expect(likeness('', '企业开办')).toBe(0)
  })

  test('likeness is the same both ways, from 0 to 1, and 1 for a title and itself', () => {
    const title = fc.string({ unit: fc.constantFrom(...'企业开办登记建立机制的改革 一件事'), minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(title, title, (one, other) => {
        const found = likeness(one, other, COMMON)
        expect(found).toBe(likeness(other, one, COMMON))
        expect(found >= 0 && found <= 1).toBe(true)
        if (essence(one) !== '') expect(likeness(one, one)).toBe(1)
      }),
    )
  })
})

describe('groups', () => {
  const titles = ['企业开办一件事', '不动产登记一件事', '建立企业开办机制', '新生儿出生一件事', '不动产登记改革', '企业开办登记一件事']

  test('what is alike stands together, in the order it came', () => {
    expect(groupsOfAlike(titles, same, COMMON)).toEqual([
      ['企业开办一件事', '建立企业开办机制', '企业开办登记一件事'],
      ['不动产登记一件事', '不动产登记改革'],
      ['新生儿出生一件事'],
    ])
  })

  test('every item is in exactly one group, and two that are alike are in the same', () => {
    const list = fc.array(fc.string({ unit: fc.constantFrom(...'企业开办登记一件事'), maxLength: 8 }), { maxLength: 25 })
    fc.assert(
      fc.property(list, (words) => {
        const items = words.map((word, at) => ({ word, at }))
        const groups = groupsOfAlike(items, ({ word }) => word)
        expect(
          groups
            .flat()
            .map(({ at }) => at)
            .sort((a, b) => a - b),
        ).toEqual(items.map(({ at }) => at))
        const groupOf = new Map(groups.flatMap((group, number) => group.map(({ at }) => [at, number])))
        for (const a of items)
          for (const b of items) if (likeness(a.word, b.word) >= ALIKE) expect(groupOf.get(a.at)).toBe(groupOf.get(b.at))
      }),
    )
  })

  test('asked of many, the most alike comes first', () => {
    const found = likenessTo(titles, same, COMMON)('企业开办登记改革')
    expect(found.map(({ item }) => item)).toEqual(['企业开办登记一件事', '企业开办一件事', '建立企业开办机制'])
    for (const { item, likeness: degree } of found) expect(degree).toBe(likeness('企业开办登记改革', item, COMMON))
  })
})
