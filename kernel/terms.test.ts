import { expect, test } from 'vitest'
import { labelAt, wordsOverTime } from './terms.ts'

const plain = { code: 'a', parent: null, label: '党建统领', labels: [] }
const renamed = {
  code: 'a.1',
  parent: 'a',
  label: '纪检监察',
  labels: [
    { label: '纪检', from: null },
    { label: '纪检监察', from: '2026-03-01T01:00:00.000Z' },
    { label: '纪检监察体制', from: '2026-04-30T16:00:00.000Z' },
  ],
}
const at = (text: string) => new Date(text)

test('a term is called as it was at that instant, to the millisecond', () => {
  expect(labelAt(renamed, at('2020-01-01T00:00:00Z'))).toBe('纪检')
  expect(labelAt(renamed, at('2026-03-01T00:59:59.999Z'))).toBe('纪检')
  expect(labelAt(renamed, at('2026-03-01T01:00:00Z'))).toBe('纪检监察')
  expect(labelAt(renamed, at('2026-05-01T00:00:00+08:00'))).toBe('纪检监察体制')
  expect(labelAt(plain, at('2020-01-01T00:00:00Z'))).toBe('党建统领')
})

test('a lower term is read with the one above it, as both were called then; an unknown code stays itself', () => {
  const above = {
    ...plain,
    labels: [
      { label: '党建统领', from: null },
      { label: '党建引领', from: '2026-04-01T00:00:00.000Z' },
    ],
  }
  const words = wordsOverTime(new Map([['track', [above, renamed]]]))
  expect(words(at('2026-03-31T00:00:00Z'))('track', 'a.1')).toBe('党建统领 / 纪检监察')
  expect(words(at('2026-06-01T00:00:00Z'))('track', 'a.1')).toBe('党建引领 / 纪检监察体制')
  expect(words(at('2020-01-01T00:00:00Z'))('track', 'a.1')).toBe('党建统领 / 纪检')
  expect([words(at('2020-01-01T00:00:00Z'))('track', 'x'), words(at('2020-01-01T00:00:00Z'))('none', 'a')]).toEqual(['x', 'a'])
})

test('words are made once for each time that a name began, however often they are asked for', () => {
  const words = wordsOverTime(new Map([['track', [plain, renamed]]]))
  expect(words(at('2026-03-02T00:00:00Z'))).toBe(words(at('2026-04-02T00:00:00Z')))
  expect(words(at('2026-03-02T00:00:00Z'))).not.toBe(words(at('2026-05-02T00:00:00Z')))
})
