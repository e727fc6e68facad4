import { describe, expect, test } from 'vitest'
import { date } from '#kernel/fields/date.ts'
import { org } from '#kernel/fields/org.ts'
import { filterOf, isFiltered, readLedgerSearch, sizeOf, withFilter, withWord } from './search.ts'

describe('a ledger as its address says', () => {
  test('keeps words of the API and drops what cannot be meant', () => {
    expect(readLedgerSearch({ q: '更新', 'dueOn.from': '2023-01-01', limit: '37', after: '', odd: 3 })).toEqual({
      q: '更新',
      'dueOn.from': '2023-01-01',
    })
    expect(sizeOf(readLedgerSearch({ limit: '200' }))).toBe(200)
    expect(sizeOf({})).toBe(50)
  })

  test('a filter written is read back, and changing it begins at the first page', () => {
    const lead = org('主管')
    const due = date('完成时间')
    const start = { q: '更新', after: 'cursor', lead: 'a' }
    const listed = withFilter(start, 'lead', ['a', 'b'])
    expect(listed).toEqual({ q: '更新', lead: 'a,b' })
    expect(filterOf(listed, 'lead', lead)).toEqual(['a', 'b'])
    const ranged = withFilter(listed, 'dueOn', { to: '2024-12-31' })
    expect(ranged).toEqual({ q: '更新', lead: 'a,b', 'dueOn.to': '2024-12-31' })
    expect(filterOf(ranged, 'dueOn', due)).toEqual({ to: '2024-12-31' })
    expect(withFilter(withFilter(ranged, 'dueOn', undefined), 'lead', [])).toEqual({ q: '更新' })
  })

  test('order and page size are no filters', () => {
    expect(isFiltered(withWord({ limit: '20' }, 'sort', '-dueOn'))).toBe(false)
    expect(isFiltered({ stage: 'review' })).toBe(true)
  })
})
