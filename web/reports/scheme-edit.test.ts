import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brief } from '#indicators/exact.ts'
import { readScheme } from '#indicators/read-files.ts'
import { dotted, freshId, problemsIn, shareOf, shifted, withCounts, withMethod } from './scheme-edit.ts'
import { methodNames, type Method } from '#indicators/scheme-words.ts'

const printed = readScheme(readFileSync(new URL('../../indicators/schemes/district-3.0.json', import.meta.url), 'utf8'), 'scheme')
const [pilots] = printed.indicators as [(typeof printed.indicators)[number]]

test('weights are added up exactly; what is no number yet counts nothing', () => {
  const { given, left } = shareOf('0.6', [{ weight: '0.1' }, { weight: '0.2' }, { weight: '0.3' }])
  expect([brief(given), brief(left!)]).toEqual(['0.6', '0'])
  expect(brief(shareOf('30', [{ weight: '20' }, { weight: '' }, {}]).left!)).toBe('10')
  expect(shareOf('三十', [{ weight: '20' }]).left).toBeNull()
})

test('the printed scheme has no problem; each one is told in Chinese at its place', () => {
  expect(problemsIn(printed)).toEqual([])
  const indicators = printed.indicators.with(0, { ...pilots, weight: '25' })
  expect(problemsIn({ ...printed, indicators }).map(({ at }) => at)).toEqual(['dimensions.0.weight', 'full'])
  for (const wrong of [{ name: ' ' }, { weight: 'x' }, { clause: '长'.repeat(2001) }]) {
    const [problem] = problemsIn({ ...printed, indicators: printed.indicators.with(0, { ...pilots, ...wrong }) })
    expect(problem).toMatchObject({ at: `indicators.0.${Object.keys(wrong)[0]}`, message: expect.stringMatching(/[\u4e00-\u9fff]/u) })
  }
  const { full: _total, ...bare } = printed
  expect(problemsIn(bare)).toEqual([{ at: 'full', message: '应填写总分，各项权重合计须与总分相等' }])
  expect(dotted('content.indicators[6].rates')).toBe('indicators.6.rates')
})

test('whatever method is chosen, nothing is wrong but the weight that it no longer has', () => {
  for (const method of Object.keys(methodNames) as Method[]) {
    const changed = withMethod(pilots, method)
    const problems = problemsIn({ ...printed, indicators: printed.indicators.with(0, changed) }).map(({ at }) => at)
    const counted = method === 'deduction' ? ['indicators.0.counts'] : []
    expect(problems, method).toEqual(changed.weight === undefined ? ['dimensions.0.weight', 'full', ...counted] : [])
    expect(changed).toMatchObject({ id: pilots.id, name: pilots.name, clause: pilots.clause })
    // There and back is as it was, but for the numbers of the method.
    expect(withMethod({ ...changed, weight: pilots.weight }, pilots.method)).toEqual(pilots)
  }
})

test('what is counted brings the kind of its figure, and a rate for each kind', () => {
  expect(withCounts(pilots, 'accepted')).toMatchObject({ counts: 'accepted', measure: 'ratio' })
  expect(withCounts(pilots, 'survey')).not.toHaveProperty('measure')
  expect(withCounts(pilots, undefined)).not.toHaveProperty('counts')
  const { counts: _none, measure: _kind, ...risk } = printed.indicators.find(({ id }) => id === 'risk')!
  const bare = { ...risk, rates: { opinion: '0.2', other: '1' } } as typeof pilots
  expect(withCounts(bare, 'risk')).toMatchObject({ rates: { opinion: '0.2', larger: '0', major: '0', extreme: '0' } })
})

test('a new part has a name of its own; a part moves among its neighbours', () => {
  const added = { ...printed, indicators: [...printed.indicators, { ...pilots, id: 'indicator-1' }] }
  expect(freshId(added, 'indicator')).toBe('indicator-2')
  const list = [
    { id: 'a', of: 1 },
    { id: 'b', of: 2 },
    { id: 'c', of: 1 },
  ]
  expect(shifted(list, 'a', 1, ({ of }) => of === 1).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  expect(shifted(list, 'a', -1)).toEqual(list)
})
