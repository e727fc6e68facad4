import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { factorOffer } from './factor-offer.ts'

test('a key that is being scanned stays when all that is on screen is asked for anew, and is another one the next time', async () => {
  const client = new QueryClient()
  let asked = 0
  const options = factorOffer(async () => ({ key: `key ${++asked}`, uri: '' }))
  const scanning = new QueryObserver(client, options)
  const stop = scanning.subscribe(() => {})
  await expect.poll(() => scanning.getCurrentResult().data?.key).toBe('key 1')
  await client.invalidateQueries()
  await client.refetchQueries()
  expect(scanning.getCurrentResult().data?.key).toBe('key 1')
  stop()
  await expect.poll(() => client.getQueryCache().getAll()).toEqual([])
  const later = new QueryObserver(client, options)
  later.subscribe(() => {})
  await expect.poll(() => later.getCurrentResult().data?.key).toBe('key 2')
  client.clear()
})
