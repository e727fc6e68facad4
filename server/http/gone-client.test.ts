import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { testServer } from '../testing/server.ts'

const { app } = await testServer([])

test('a client that has no address any more is counted like another, and is no fault', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  // As a socket answers that was closed at the other end before its request is looked at.
  app.server.on('connection', (socket) => Object.defineProperty(socket, 'remoteAddress', { value: undefined }))
  const answer = await fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/session`)
  expect(answer.status).toBe(401)
})
