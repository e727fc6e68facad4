import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { unattended, watchForPeople } from './attended.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('R-ID-07 a page that nobody has touched for a minute says so, until somebody does', () => {
  const page = new EventTarget()
  watchForPeople(page)
  page.dispatchEvent(new Event('keydown'))
  expect(unattended()).toEqual({})
  vi.advanceTimersByTime(59_000)
  expect(unattended()).toEqual({})
  vi.advanceTimersByTime(2_000)
  expect(unattended()).toEqual({ 'X-Luoshi-Unattended': '1' })
  page.dispatchEvent(new Event('pointermove'))
  expect(unattended()).toEqual({})
})
