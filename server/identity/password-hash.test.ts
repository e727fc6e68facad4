import { createHook } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './password-hash.ts'

test('a hash is argon2id of 19 MiB, two passes, one lane, with a salt of its own', async () => {
  const [one, other] = await Promise.all([hashPassword('Xk7#qpLm-93v'), hashPassword('Xk7#qpLm-93v')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(one).not.toBe(other)
  expect(await isPassword('Xk7#qpLm-93v', one)).toBe(true)
  expect(await isPassword('Ｘk７#qpLm-93v', one)).toBe(true)
  expect(await isPassword('Xk7#qpLm-93w', one)).toBe(false)
})

test('verifies a hash made elsewhere with other costs', async () => {
  // The reference program: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await isPassword('password', hash)).toBe(true)
  expect(await isPassword('Password', hash)).toBe(false)
})

test('R-ID-04: without a hash the same derivation runs and nothing is right', async () => {
  const ran: string[] = []
  const hook = createHook({ init: (_id, type) => void ran.push(type) }).enable()
  const answer = await isPassword('anything at all', null)
  hook.disable()
  expect(answer).toBe(false)
  expect(ran.filter((type) => type.startsWith('ARGON2'))).toHaveLength(1)
})
