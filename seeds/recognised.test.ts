import { expect, test } from 'vitest'
import { hasMeasureShape, hasReformWording } from '#modules/reform/wording.ts'
import { recognisedIn } from './recognised.ts'
import { districts, experienceRows, fieldTracks } from './tables.ts'
import { reforms } from './texts/reforms.ts'

const all = reforms.flatMap((text, place) => (['early', 'recent'] as const).flatMap((time) => recognisedIn(text, time, place)))

test('a reform is worded as the manual asks, of a district and a track that exist', () => {
  const tracks = new Set(fieldTracks().map(({ code }) => code))
  expect(new Set(reforms.map(({ owner }) => owner)).size).toBe(reforms.length)
  for (const { owner, matter, track, problem } of all) {
    expect(districts().map(({ id }) => id)).toContain(owner)
    expect(tracks).toContain(track)
    expect(hasReformWording(matter), matter).toBe(true)
    expect(hasMeasureShape(problem), matter).toBe(true)
  }
})

test('what is invented says so where it is read, and a published case is one of the data', () => {
  const known = new Set(experienceRows().map(({ id }) => id))
  for (const each of all) {
    expect(each.problem).toContain('（演示）')
    expect(each.occasion).toContain('（演示')
    if (each.published === undefined) expect(each.outcome).toContain('（演示）')
    else expect(known).toContain(each.published)
  }
  expect(all.filter(({ published }) => published !== undefined)).toHaveLength(2)
})

test('no paper, meeting or report is told twice', () => {
  expect(new Set(all.map(({ owner, occasion }) => `${owner} ${occasion}`)).size).toBe(all.length)
})
