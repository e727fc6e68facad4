import { expect, test } from 'vitest'
import { sourceOf } from './source.ts'

test('an IPv4 address is itself, an IPv6 address the network of its subscriber', () => {
  expect(sourceOf('10.1.2.3')).toBe('10.1.2.3')
  expect(sourceOf('::ffff:10.1.2.3')).toBe('10.1.2.3')
  expect(sourceOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64')
  expect(sourceOf('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff')).toBe('2001:db8:1:2::/64')
  expect(sourceOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(sourceOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(sourceOf('::1')).toBe('0:0:0:0::/64')
})
