import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { verbNames, type Verb } from '../act.ts'
import type { Module } from '../module.ts'
import { adminRoles, isBusiness, type Actor } from '../org.ts'
import { Refusal } from '../refusal.ts'
import { clubModules, match, naming, tournament } from '../testing/club.ts'
import { buildTown, filled, inTown, settle, TODAY, type Town } from '../testing/town.ts'
import type { Deed } from './deed.ts'
import { ask } from './identity.ts'
import { load } from './load.ts'
import { create, perform } from './perform.ts'

/*
 * Everybody, every verb, every stage: what is written down here by hand is what the product does, and nothing else. Each deed is well said and done on
 * the real database, in a transaction that is then rolled back.
 */
const { db, pool } = connect(await freshDatabase())
let town: Town
let go: ReturnType<typeof inTown>
let people: [name: string, who: Actor][]
const records: Record<string, { module: Module; id: string; version: number }> = {}

/** Who sees a record at a stage, by organisation; and who does what, by person. The author is clerk and reviewer of north in one. */
const expected: Record<string, { sees: string; may: Record<string, string[]> }> = {
  'tournament draft': {
    sees: 'north',
    may: { 'north entry': ['save', 'submit', 'discard'], author: ['save', 'submit', 'discard'] },
  },
  'tournament review': {
    sees: 'north federation',
    may: { 'north reviewer': ['pass', 'return'], 'north entry': ['withdraw'], author: ['withdraw'] },
  },
  'tournament host': {
    sees: 'north federation hall',
    may: { 'hall entry': ['pass', 'return'], 'north reviewer': ['withdraw'], author: ['withdraw'] },
  },
  'tournament asked': {
    sees: 'north federation hall',
    may: { 'hall entry': ['pass', 'return', 'admit', 'decline'], 'north reviewer': ['withdraw'], author: ['withdraw'] },
  },
  'tournament returned': {
    sees: 'north federation hall',
    may: { 'north entry': ['save', 'submit'], author: ['save', 'submit'] },
  },
  'tournament approved': { sees: 'north federation hall south', may: { 'hall entry': ['amend'] } },
  'tournament void': { sees: '', may: {} },
  'match entry': { sees: 'south hall federation', may: { 'south entry': ['save', 'submit'] } },
  'match review': { sees: 'south hall federation', may: { 'south reviewer': ['pass', 'return'], 'south entry': ['withdraw'] } },
  'match confirm': {
    sees: 'south hall federation',
    may: { 'federation reviewer': ['pass', 'return'], 'south reviewer': ['withdraw'] },
  },
  'match approved': { sees: 'south hall federation', may: { 'south entry': ['renew', 'unchanged'] } },
  'naming verdict': {
    sees: 'north federation',
    may: {
      'federation reviewer': ['decide revise', 'decide repeated', 'decide listed'],
      'north reviewer': ['withdraw'],
      author: ['withdraw'],
    },
  },
  'naming drawing': {
    sees: 'north federation',
    may: {
      'north entry': ['save', 'submit', 'extend'],
      author: ['save', 'submit', 'extend'],
      'federation reviewer': ['withdraw'],
    },
  },
  'naming extension': {
    sees: 'north federation',
    may: {
      'north entry': ['save', 'submit'],
      author: ['save', 'submit'],
      'federation reviewer': ['withdraw', 'grant', 'deny'],
    },
  },
  'naming permit': {
    sees: 'north federation',
    may: { 'federation reviewer': ['decide improve', 'decide permitted'], 'north reviewer': ['withdraw'], author: ['withdraw'] },
  },
  'naming closed': { sees: 'north federation', may: { 'federation reviewer': ['withdraw'] } },
}

/** A verb's name, or a person's, and what is said with it. */
type Told = [string, Omit<Deed, 'version'>]

const reason = { code: 'name', words: '理由', pins: [] }
const deeds: Told[] = [
  ...(Object.keys(verbNames) as Verb[]).flatMap((verb): Told[] =>
    verb === 'decide'
      ? ['revise', 'repeated', 'listed', 'improve', 'permitted', 'removed', 'toString'].map((outcome) => [
          `decide ${outcome}`,
          { verb, outcome, reason },
        ])
      : [[verb, { verb }]],
  ),
]

/** Said as it has to be, so that nothing but a right is missing. */
function said(module: Module, { verb, ...rest }: Omit<Deed, 'version'>, stage: string): Omit<Deed, 'version'> {
  const more: Partial<Record<Verb, object>> = {
    return: { reason },
    decline: { about: 'east', reason },
    admit: { about: 'east' },
    extend: { about: '2199-12-01', reason },
    amend: { values: { startsOn: '2026-07-01' } },
  }
  const writes = verb === 'save' || verb === 'submit'
  const values = module === tournament ? filled('M-1') : module === match ? { status: '进行中', score: '1:0' } : writing(stage)
  return { verb, ...rest, ...(writes ? { values } : {}), ...more[verb] }
}

const writing = (stage: string) => (['drawing', 'extension'].includes(stage) ? { drawing: '图' } : { title: '白云', plan: '方案' })

beforeAll(async () => {
  town = await buildTown(db)
  go = inTown(town)
  const author = await settle(db, 'author', [
    { org: 'north', role: 'entry' },
    { org: 'north', role: 'reviewer' },
  ])
  people = [
    ...['north', 'south', 'east', 'hall', 'park', 'federation'].flatMap((org) =>
      ['entry', 'reviewer', 'leader'].map((role): [string, Actor] => [`${org} ${role}`, town.as(`${org} ${role}`)]),
    ),
    ['author', author],
    ['keeper', await settle(db, 'keeper', [{ org: 'north', role: 'module-admin' }])],
    ['nobody', await settle(db, 'nobody', [])],
    ...(await Promise.all(
      adminRoles.map(async (role): Promise<[string, Actor]> => [role, await settle(db, role, [{ org: 'north', role }])]),
    )),
  ]
  const act = (who: string, module: Module, id: string, version: number, deed: Omit<Deed, 'version'>) =>
    go.act(people.find(([name]) => name === who)![1], module, id, { ...deed, version })

  const begin = (module: Module, values: unknown) =>
    db
      .transaction()
      .execute((tx) => create({ tx, actor: author, now: TODAY, modules: town.modules }, module, { id: 'north', kind: 'district' }, values))

  const tournamentAt = async (name: string, ...steps: Told[]) => {
    const begun = await begin(tournament, filled(name))
    for (const [at, [who, deed]] of steps.entries()) await act(who, tournament, begun.id, at + 1, deed)
    records[`tournament ${name}`] = { module: tournament, id: begun.id, version: steps.length + 1 }
    return begun.id
  }
  const submitted: Told = ['author', { verb: 'submit' }]
  const passed: Told = ['north reviewer', { verb: 'pass' }]
  await tournamentAt('draft')
  await tournamentAt('review', submitted)
  await tournamentAt('host', submitted, passed)
  await tournamentAt('asked', submitted, passed)
  await db
    .transaction()
    .execute((tx) =>
      ask({ tx, actor: town.as('east entry'), now: TODAY }, tournament, { id: 'east', kind: 'district' }, { code: 'asked' }, '申请'),
    )
  records['tournament asked']!.version++
  await tournamentAt('returned', submitted, passed, ['hall entry', { verb: 'return', reason }])
  await tournamentAt('void', ['author', { verb: 'discard' }])
  for (const [at, stage] of ['approved', 'entry', 'review', 'confirm', 'done'].entries()) {
    const id = await tournamentAt(stage === 'approved' ? 'approved' : `of ${stage}`, submitted, passed, ['hall entry', { verb: 'pass' }])
    if (stage === 'approved') continue
    const { rows } = await sql<{ id: string }>`
      select record.id from facet join record on record.id = facet.record_id where facet.value = ${id} and record.owner = 'south'`.execute(
      db,
    )
    const child = rows[0]!.id
    const steps: Told[] = [
      ['south entry', { verb: 'submit', values: { status: '进行中', score: '0:0' } }],
      ['south reviewer', { verb: 'pass' }],
      ['federation reviewer', { verb: 'pass' }],
    ]
    for (const [step, [who, deed]] of steps.slice(0, at - 1).entries()) await act(who, match, child, step + 1, deed)
    records[`match ${stage === 'done' ? 'approved' : stage}`] = { module: match, id: child, version: at }
    delete records[`tournament of ${stage}`]
  }
  const course: Told[] = [
    ['author', { verb: 'submit' }],
    ['north reviewer', { verb: 'pass' }],
    ['federation reviewer', { verb: 'decide', outcome: 'listed' }],
    ['author', { verb: 'submit', values: { drawing: '图' } }],
    ['north reviewer', { verb: 'pass' }],
  ]
  for (const [stage, steps] of Object.entries({
    verdict: course.slice(0, 2),
    drawing: course.slice(0, 3),
    extension: [...course.slice(0, 3), ['north entry', { verb: 'extend', about: '2199-01-01', reason: { ...reason, code: '' } }] as Told],
    permit: course,
    closed: [...course.slice(0, 2), ['federation reviewer', { verb: 'decide', outcome: 'repeated' }] as Told],
  })) {
    const begun = await begin(naming, writing('entry'))
    for (const [at, [who, deed]] of steps.entries()) await act(who, naming, begun.id, at + 1, deed)
    records[`naming ${stage}`] = { module: naming, id: begun.id, version: steps.length + 1 }
  }
})
afterAll(() => pool.end())

class Undone extends Error {}

/** 'done', or the status of the refusal. */
async function outcome(work: (tx: Parameters<typeof perform>[0]['tx']) => Promise<unknown>): Promise<number | 'done'> {
  try {
    await db.transaction().execute(async (tx) => {
      await work(tx)
      throw new Undone()
    })
  } catch (error) {
    if (error instanceof Undone) return 'done'
    if (error instanceof Refusal) return error.status
    throw error
  }
  throw new Error('Nothing was rolled back')
}

test('R-AC-02 the stages are those that are told of', () => {
  expect(Object.keys(records).sort()).toEqual(Object.keys(expected).sort())
})

test.each(Object.keys(expected))('R-AC-02 %s: everybody and every verb', { timeout: 60_000 }, async (name) => {
  const { module, id, version } = records[name]!
  const { sees, may } = expected[name]!
  const [, stage] = name.split(' ') as [string, string]
  const surprises: string[] = []
  for (const [who, actor] of people) {
    const inSight = actor.posts.some(({ org, role }) => isBusiness(role) && sees.split(' ').includes(org))
    const seen = await outcome((tx) => load(tx, module, id, actor))
    if ((seen === 'done') !== inSight || (seen !== 'done' && seen !== 404)) surprises.push(`${who} looks: ${seen}`)
    for (const [verb, deed] of deeds) {
      const got = await outcome((tx) =>
        perform({ tx, actor, now: TODAY, modules: clubModules }, module, id, { ...said(module, deed, stage), version }),
      )
      const right = (may[who] ?? []).includes(verb)
      const fits = right ? got === 'done' : inSight ? got === 403 || got === 409 : got === 404
      if (!fits) surprises.push(`${who} ${verb}: ${got}`)
    }
  }
  expect(surprises).toEqual([])
})
