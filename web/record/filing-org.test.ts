import { expect, test } from 'vitest'
import type { RecordAnswer } from '#web/api/types.ts'
import { filingOrg } from './filing-org.ts'
import type { Kept } from './kept.ts'

const kept = (org: string | null): Kept => ({ version: null, base: {}, values: { title: '一' }, org, at: '', attempt: null })
const posts = [{ org: 'north' }, { org: 'south' }]

test('a new form that is restored is still for the unit it was begun for', () => {
  expect(filingOrg(null, kept('south'), posts)).toBe('south')
  expect(filingOrg(null, null, posts)).toBe('north')
})

test('but not for a unit this person no longer files for', () => {
  expect(filingOrg(null, kept('east'), posts)).toBe('north')
  expect(filingOrg(null, kept('east'), [])).toBeNull()
})

test('a record is the one of its owner, whatever was kept', () => {
  expect(filingOrg({ owner: 'west' } as RecordAnswer, kept('south'), posts)).toBe('west')
})
