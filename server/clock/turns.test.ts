import { expect, test } from 'vitest'
import { logged, startTurns } from './turns.ts'

/** Work that lasts until it is told to end. */
function work() {
  const ends: ((error?: Error) => void)[] = []
  const begun: (() => boolean)[] = []
  const run = (goesOn: () => boolean) => {
    begun.push(goesOn)
    return new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())))
  }
  return { begun, ends, run }
}

test('is done at once and again and again, never twice at a time; what fails is told, and the next turn comes all the same', async () => {
  const { begun, ends, run } = work()
  const failed: unknown[] = []
  const stop = startTurns(1, run, (error) => failed.push(error))
  expect(begun).toHaveLength(1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(begun).toHaveLength(1)
  ends[0]!(new Error('broken'))
  await expect.poll(() => begun.length).toBe(2)
  expect(failed).toMatchObject([{ message: 'broken' }])
  ends[1]!()
  await expect.poll(() => begun.length).toBe(3)
  const stopped = stop()
  ends[2]!()
  await stopped
})

test('stopping tells the turn under way and waits for it; there is none after it', async () => {
  const { begun, ends, run } = work()
  const stop = startTurns(1, run, () => {})
  let over = false
  expect(begun[0]!()).toBe(true)
  const stopped = stop().then(() => (over = true))
  expect(begun[0]!()).toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(over).toBe(false)
  ends[0]!()
  await stopped
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(begun).toHaveLength(1)
})

test('what is logged is what somebody must mend, not a database that is away', () => {
  const said: unknown[] = []
  const tell = logged({ error: (...words: unknown[]) => void said.push(words) }, '没有办成')
  tell(Object.assign(new Error('shutting down'), { code: '57P01' }))
  tell(new Error('timeout exceeded when trying to connect'))
  expect(said).toEqual([])
  const error = Object.assign(new Error('statement cut short'), { code: '57014' })
  tell(error)
  expect(said).toEqual([[{ err: error }, '没有办成']])
})
