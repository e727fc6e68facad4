import { describe, expect, test } from 'vitest'
import { hintsOn } from './hints.ts'
import { hintsOf } from './values.ts'
import { naming, tournament } from './testing/club.ts'
import { AS_DECLARED, fieldsOf, trimmed, tuned, type Tuning } from './tuned.ts'
import type { Field } from './field.ts'
import { shownForm } from './shown-form.ts'

const with_ = (part: Partial<Tuning>) => ({ ...AS_DECLARED, ...part })

describe('a tuned business', () => {
  test('is as declared where the office has said nothing', () => {
    expect(shownForm(tuned(tournament, AS_DECLARED))).toEqual(shownForm(tournament))
    expect(tuned(naming, AS_DECLARED)).toEqual(naming)
  })

  test('asks in the office’s words, inside rows too, and leaves every other field as it is', () => {
    const module = tuned(
      tournament,
      with_({
        scope: '只报公开赛',
        fields: { title: { hint: '写全称，含年份' }, code: { example: 'T-2026-01' }, 'prizes.name': { hint: '一等奖、二等奖' } },
      }),
    )
    expect(module.scope).toBe('只报公开赛')
    expect(module.fields.title).toMatchObject({ label: '赛事名称', hint: '写全称，含年份' })
    expect(module.fields.code).toMatchObject({ label: '赛事编号', example: 'T-2026-01' })
    const parts = module.fields.prizes!.options.fields as Record<string, Field>
    expect(parts.name!.hint).toBe('一等奖、二等奖')
    expect(parts.note).toEqual((tournament.fields.prizes.options.fields as Record<string, Field>).note)
    expect(module.fields.host).toEqual(tournament.fields.host)
    expect(tournament.fields.title.hint).toBe('写全称')
  })

  test('an empty text takes the declared words away', () => {
    expect(tuned(tournament, with_({ fields: { title: { hint: '' } } })).fields.title!.hint).toBeUndefined()
  })

  test('a check that is switched off finds nothing; the others go on', () => {
    const wrong = { title: '春季公开' }
    expect(hintsOf(tournament, wrong, '2026-05-04').map(({ check }) => check)).toEqual(['name'])
    expect(hintsOf(tuned(tournament, with_({ off: ['name'] })), wrong, '2026-05-04')).toEqual([])
    expect(hintsOf(tuned(tournament, with_({ off: ['other'] })), wrong, '2026-05-04')).toHaveLength(1)
    expect(hintsOf(tuned(tournament, with_({ off: ['similar'] })), wrong, '2026-05-04')).toHaveLength(1)
    expect(hintsOn(tuned(tournament, with_({ off: ['similar'] }))).map(([name]) => name)).toEqual(['name'])
  })

  test('a step has the office’s days, or none; rules and the order of the flow stay code', () => {
    const module = tuned(tournament, with_({ within: { entry: 3, review: null } }))
    expect(module.flow.entry!.within).toBe(3)
    expect(module.flow.review).not.toHaveProperty('within')
    expect(Object.keys(module.flow)).toEqual(Object.keys(tournament.flow))
    expect([module.refuse, module.identity, module.opens]).toEqual([tournament.refuse, tournament.identity, tournament.opens])
  })

  test('what the declaration no longer has counts for nothing', () => {
    expect(
      tuned(tournament, with_({ fields: { gone: { hint: '旧' }, 'title.x': { hint: '旧' } }, within: { gone: 3 }, off: ['gone'] })),
    ).toEqual(tournament)
    // Names that every object answers to are no fields of this one.
    expect(tuned(tournament, with_({ fields: {}, within: {} })).fields.constructor).toBe(Object.prototype.constructor)
  })
})

describe('what is kept of a tuning', () => {
  test('is only what differs from the declaration, so that a later release still changes the rest', () => {
    const typed = with_({
      scope: tournament.scope,
      fields: { title: { hint: '写全称', example: '' }, code: { hint: '按年编号', example: '' } },
      within: { entry: 10, review: 7, host: null },
      off: ['similar', 'name', 'name', 'alike'],
      window: { from: null, to: null },
    })
    expect(trimmed(tournament, typed)).toEqual(
      with_({ fields: { code: { hint: '按年编号' } }, within: { review: 7 }, off: ['name', 'similar'] }),
    )
    expect(trimmed(tournament, with_({ fields: { title: { hint: '' } } })).fields).toEqual({ title: { hint: '' } })
  })

  test('is nothing that the declaration no longer has', () => {
    expect(trimmed(tournament, with_({ fields: { gone: { hint: '旧' } }, within: { gone: 3 }, off: ['gone'] }))).toEqual(AS_DECLARED)
  })

  test('tunes to the same business as what was typed', () => {
    const typed = with_({
      scope: tournament.scope,
      fields: { title: { hint: '写全称', example: '春季赛' } },
      within: { entry: 10, review: 9 },
    })
    expect(shownForm(tuned(tournament, trimmed(tournament, typed)))).toEqual(shownForm(tuned(tournament, typed)))
  })
})

test('every field has a place of its own, parts of rows after their rows', () => {
  const places = fieldsOf(tournament.fields).map(([at]) => at)
  expect(places.slice(-3)).toEqual(['prizes', 'prizes.name', 'prizes.note'])
  expect(new Set(places).size).toBe(places.length)
})
