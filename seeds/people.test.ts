import { expect, test } from 'vitest'
import { isAdmin, type Role } from '#kernel/org.ts'
import { demonstrationPeople } from './people.ts'
import { departments, districts } from './tables.ts'

const orgs = [...departments(), ...districts()]
const people = demonstrationPeople(orgs)
const at = (org: string) => people.filter((person) => person.posts.some((post) => post.org === org)).map((person) => person.posts[0]!.role)

test('every district has an entry clerk, a reviewer and a leader; every department an entry clerk and a reviewer', () => {
  for (const org of districts()) expect(at(org.id)).toEqual(['entry', 'reviewer', 'leader'])
  for (const org of departments().filter((each) => each.kind === 'department')) expect(at(org.id)).toEqual(['entry', 'reviewer'])
  expect(at('office')).toEqual(['entry', 'entry', 'reviewer', 'reviewer', 'leader', 'module-admin'])
})

test('the three administrators are separate people, and a second security administrator can confirm the first', () => {
  const admins = people.filter((person) => person.posts.some((post) => isAdmin(post.role)))
  expect(admins.map((person) => person.posts.map((post) => post.role))).toEqual([
    ['system-admin'],
    ['security-admin'],
    ['security-admin'],
    ['audit-admin'],
  ] satisfies Role[][])
})

test('names say that they are invented, and nobody shares a name or a number', () => {
  for (const person of people) expect(person.name).toMatch(/^演示·/)
  expect(new Set(people.map((person) => person.name)).size).toBe(people.length)
  expect(new Set(people.map((person) => person.phone)).size).toBe(people.length)
  expect(people.find((person) => person.name === '演示·渝中录入员')?.phone).toBe('10050010301')
})

test('no number could be a subscriber: mobile numbers begin with 13 to 19', () => {
  for (const person of people) expect(person.phone).toMatch(/^100\d{8}$/)
})

test('the same people come out every time', () => {
  expect(demonstrationPeople(orgs)).toEqual(people)
})
