import { expect, test } from 'vitest'
import { modules } from '#modules/all.ts'
import { faultsOf } from './collection.ts'
import type { Module } from './module.ts'
import { clubModules, match, naming, tournament } from './testing/club.ts'
import { links } from './fields/links.ts'

const broken = (change: Partial<Module>): string[] => faultsOf([{ ...tournament, ...change } as Module, match])

test('the collection of the product, and the invented one, are without fault', () => {
  expect(faultsOf(modules)).toEqual([])
  expect(faultsOf(clubModules)).toEqual([])
})

test('what no field, step or module answers to is named in a sentence', () => {
  expect(broken({ title: 'titel' })).toEqual(['tennis/tournament: title names the field titel, which it does not have.'])
  expect(broken({ ledger: ['code', 'colour'] })[0]).toContain('ledger names the field colour')
  expect(broken({ flow: { ...tournament.flow, host: { label: '确认', by: 'entry', at: 'title' } } })[0]).toContain(
    'names title, which holds no organisation',
  )
  expect(broken({ flow: { entry: { label: '录入', by: 'entry', at: 'host' } }, seenBy: {} })[0]).toContain(
    'first step is not at the owner’s desk',
  )
  expect(broken({ seenBy: { later: [] } })[0]).toContain('seenBy names the stage later')
  expect(broken({ path: 'Tennis' }).join()).toContain('not of the form area/name')
  expect(broken({ amends: { at: 'host', by: 'entry', label: '改', fields: ['code'] } })[0]).toContain('identity is read from')
  expect(broken({ filedBy: 'opened' })).toContainEqual(expect.stringContaining('amended where it was opened'))
  const name = (change: Partial<Module>): string[] => faultsOf([...clubModules.slice(0, 2), { ...naming, ...change } as Module])
  const basedOn = links('依据赛事', { module: 'tennis/tournament', where: { field: 'surface', among: ['草地', '水面'] } })
  expect(name({ fields: { ...naming.fields, basedOn } }).join()).toContain('asks for 水面 in surface of tennis/tournament')
  expect(name({ directory: { ...naming.directory!, by: 'title' } }).join()).toContain('directory.by names title, which has no order')
  expect(name({ round: { ...naming.round!, step: 'entry' } }).join()).toContain('round is held at a desk that is not the same')
  const permit = naming.flow.permit!
  const decided = (outcomes: typeof permit.outcomes) =>
    name({ flow: { ...naming.flow, permit: { ...permit, outcomes: outcomes! } } }).join()
  const { auto: _auto, ...chosen } = permit.outcomes!.removed!
  expect(decided({ ...permit.outcomes, removed: chosen })).toContain('improve comes to removed, which is also decided without returning')
  const twice = { ...permit.outcomes!.permitted!, times: 1, beyond: 'removed' }
  expect(decided({ ...permit.outcomes, permitted: twice })).toContain('improve comes to removed, which is also decided without returning')
  expect(broken({ seenBy: { review: ['prizes.name'] } })[0]).toContain('names prizes.name, which holds no organisation')
  expect(broken({ seenBy: { review: ['prizes.giver'] } })[0]).toContain('names prizes.giver, which holds no organisation')
  expect(broken({ seenBy: { review: ['gifts.giver'] } })[0]).toContain('names the field gifts')
  expect(broken({ checks: { similar: tournament.checks!.name! } })).toEqual([
    'tennis/tournament: a check may not be called similar: a hint of the system is.',
  ])
  const alike = { key: () => null, about: '', field: 'colour', message: '', clause: '' }
  expect(broken({ alike })[0]).toContain('alike names the field colour')
  expect(faultsOf([match])).toEqual(['tennis/match: the field tournament links to tennis/tournament, which is not in the collection.'])
  expect(faultsOf([tournament, tournament, match])[0]).toBe('Two modules share the path tennis/tournament.')
})
