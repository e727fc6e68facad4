import { describe, expect, test } from 'vitest'
import { added, changed, type Term } from './dictionary-edits.ts'

const NOW = new Date('2026-05-04T02:00:00Z')
const TODAY = '2026-05-04'
const term = (code: string, parent: string | null, label: string, part: Partial<Term> = {}): Term => ({
  code,
  parent,
  label,
  labels: [],
  detail: {},
  validFrom: '2023-01-01',
  validUntil: null,
  ...part,
})
const terms = [
  term('a', null, '党建统领'),
  term('a.1', 'a', '党的建设'),
  term('a.2', 'a', '纪检监察'),
  term('b', null, '经济体制'),
  term('b.1', 'b', '国资国企'),
]
const codes = (list: readonly Term[]) => list.map(({ code }) => code).join(' ')
const of = (list: readonly Term[], code: string) => list.find((each) => each.code === code)!
const rename = (label: string, from: string, list: readonly Term[] = terms) => changed(list, 'a.1', { rename: { label, from } }, NOW)

describe('a new term', () => {
  test('stands last among those of its parent, from today on', () => {
    expect(codes(added(terms, 'a.3', { parent: 'a', label: '干部人才' }, NOW, 2))).toBe('a a.1 a.2 a.3 b b.1')
    expect(codes(added(terms, 'c', { parent: null, label: '民主法治' }, NOW, 2))).toBe('a a.1 a.2 b b.1 c')
    expect(of(added(terms, 'c', { parent: null, label: '民主法治' }, NOW, 2), 'c')).toMatchObject({
      validFrom: TODAY,
      validUntil: null,
      labels: [],
    })
  })

  test('has a name that no term beside it is offered under; a retired one does not count', () => {
    expect(() => added(terms, 'x', { parent: 'a', label: ' 党的 建设'.replaceAll(' ', '') }, NOW, 2)).toThrow('同级已有')
    expect(codes(added(terms, 'x', { parent: 'b', label: '党的建设' }, NOW, 2))).toContain('x')
    const retired = changed(terms, 'a.1', { validUntil: '2026-05-03' }, NOW)
    expect(codes(added(retired, 'x', { parent: 'a', label: '党的建设' }, NOW, 2))).toContain('x')
  })

  test('has a parent of the first level, where there are two', () => {
    for (const [parent, levels] of [
      ['a.1', 2],
      ['none', 2],
      ['a', 1],
    ] as const)
      expect(() => added(terms, 'x', { parent, label: '新' }, NOW, levels), parent).toThrow('没有这个上级选项')
  })
})

describe('a new name', () => {
  test('begins now or on a day to come; the names before it stay, each from its moment', () => {
    const today = of(rename('党的建设制度', TODAY), 'a.1')
    expect(today).toMatchObject({
      label: '党的建设制度',
      labels: [
        { label: '党的建设', from: null },
        { label: '党的建设制度', from: NOW.toISOString() },
      ],
    })
    const later = of(rename('党的建设制度', '2026-06-01'), 'a.1')
    expect(later).toMatchObject({
      label: '党的建设',
      labels: [
        { label: '党的建设', from: null },
        { label: '党的建设制度', from: '2026-05-31T16:00:00.000Z' },
      ],
    })
    expect(() => rename('党的建设制度', '2026-05-03')).toThrow('不能从过去的日期起')
  })

  test('replaces one that has not begun; the present name takes it back', () => {
    const later = rename('党的建设制度', '2026-06-01')
    expect(of(rename('党建制度', '2026-07-01', later), 'a.1').labels.map(({ label }) => label)).toEqual(['党的建设', '党建制度'])
    expect(of(rename('党的建设', TODAY, later), 'a.1').labels).toEqual([])
  })

  test('is not that of a term beside it, nor one that such a term is about to have', () => {
    expect(() => rename('纪检监察', TODAY)).toThrow('同级已有')
    const coming = changed(terms, 'a.2', { rename: { label: '纪检监察体制', from: '2026-06-01' } }, NOW)
    expect(() => rename('纪检监察体制', TODAY, coming)).toThrow('同级已有')
  })
})

describe('validity', () => {
  test('what is retired takes what stands below it along, and comes back alone', () => {
    const retired = changed(terms, 'a', { validUntil: '2026-06-30' }, NOW)
    expect(retired.map(({ validUntil }) => validUntil)).toEqual(['2026-06-30', '2026-06-30', '2026-06-30', null, null])
    expect(changed(retired, 'a', { validUntil: null }, NOW).map(({ validUntil }) => validUntil)).toEqual([
      null,
      '2026-06-30',
      '2026-06-30',
      null,
      null,
    ])
    expect(() => changed(retired, 'a.1', { validUntil: null }, NOW)).toThrow('下级不能晚于上级')
    expect(() => added(retired, 'x', { parent: 'a', label: '新', validUntil: '2026-07-01' }, NOW, 2)).toThrow('下级不能晚于上级')
    expect(of(added(retired, 'x', { parent: 'a', label: '新' }, NOW, 2), 'x').validUntil).toBe('2026-06-30')
  })

  test('ends today at the earliest, and not before it began', () => {
    expect(of(changed(terms, 'b', { validUntil: '2026-05-03' }, NOW), 'b').validUntil).toBe('2026-05-03')
    expect(() => changed(terms, 'b', { validUntil: '2026-05-02' }, NOW)).toThrow('不能早于今天')
    expect(() => changed(terms, 'b', { validFrom: '2026-07-01', validUntil: '2026-06-01' }, NOW)).toThrow('不能早于启用日期')
    const fresh = added(terms, 'c', { parent: null, label: '新' }, NOW, 2)
    expect(of(changed(fresh, 'c', { validUntil: '2026-05-03' }, NOW), 'c').validUntil).toBe('2026-05-03')
  })
})

describe('order', () => {
  test('changes among the terms of one parent only', () => {
    expect(codes(changed(terms, 'a.2', { before: 'a.1' }, NOW))).toBe('a a.2 a.1 b b.1')
    expect(codes(changed(terms, 'a.1', { before: null }, NOW))).toBe('a a.2 a.1 b b.1')
    expect(codes(changed(terms, 'b', { before: 'a' }, NOW))).toBe('b a.1 a.2 a b.1')
    for (const before of ['b', 'b.1', 'none', 'a.1']) expect(() => changed(terms, 'a.1', { before }, NOW), before).toThrow('不在同一级')
  })

  test('a change of what there is not is a 404', () => {
    expect(() => changed(terms, 'x', { before: null }, NOW)).toThrow(expect.objectContaining({ status: 404 }))
  })
})
