import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { State } from '#kernel/act.ts'
import type { LinkRule } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { createAll } from '#kernel/store/create-all.ts'
import { lapseOne } from '#kernel/store/lapse.ts'
import { requireLinks } from '#kernel/store/link-rules.ts'
import { lapseAll } from '#server/clock/lapses.ts'
import { wordsOf } from '#server/excel/words.ts'
import { digitalModules, digitalOffice } from '#server/testing/digital-office.ts'
import { application } from './application.ts'
import { matter } from './matter.ts'
import { shared } from './shared.ts'
import { threeLists } from './three-lists.ts'

/* “移除名录库”指……不得开展后续应用策划、“三张清单”编制、应用开发等工作 (3.0版四（二）一): the chain holds to its end, however many ledgers lie between. */
const office = await digitalOffice()
const { db, as, create, act, done, filed, listed, proceeded, confirmed, wants, linkTo } = office

type Stored = Awaited<ReturnType<typeof listed>>
const DAY = 24 * 60 * 60 * 1000
const later = new Date(Date.now() + 40 * DAY)
const BELOW = '所依据的事项已不符合要求'

const page = async (module: Module, { id }: Pick<Stored, 'id'>) => (await as('渝中 entry')('GET', `/api/${module.path}/${id}`)).json()
/** What a district has on a 一件事 that is only listed yet: 三张清单 that passed, and an application on them. */
async function builtOn(title: string) {
  const ground = await listed('渝中', title)
  const lists = await confirmed('渝中', threeLists, await wants.threeLists('渝中', ground))
  return { ground, lists, app: await confirmed('渝中', application, await wants.application('渝中', lists)) }
}
const removeListed = () => lapseAll(db, digitalModules, later)

/** Everything on a 一件事 that has been removed since, and the same on one that stands. */
let gone: Awaited<ReturnType<typeof builtOn>> & { spare: Stored; draft: Stored; underway: Stored; sharing: Stored; given: Stored }
let kept: { ground: Stored; lists: Stored; app: Stored }
let empty: Stored

beforeAll(async () => {
  const built = await builtOn('校外培训监管“一件事”')
  const spare = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', built.ground)), name: '校外培训应用' })
  const another = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', built.ground)), name: '托管应用' })
  const third = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', built.ground)), name: '研学应用' })
  const draft = await done(create('渝中 entry', application, await wants.application('渝中', another)))
  const underway = await filed('渝中', application, await wants.application('渝中', third))
  const next = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', built.ground)), name: '接送应用' })
  const app = await confirmed('渝中', application, await wants.application('渝中', next))
  const given = await confirmed('渝中', shared, await wants.shared('渝中', app))
  const sharing = await filed('渝中', shared, await wants.shared('渝中', built.app))
  await removeListed()
  gone = { ...built, spare, draft, underway, sharing, given }
  const ground = await proceeded('渝中', '企业开办“一件事”')
  const lists = await confirmed('渝中', threeLists, await wants.threeLists('渝中', ground))
  kept = { ground, lists, app: await confirmed('渝中', application, await wants.application('渝中', lists)) }
  empty = await done(create('渝中 entry', application, { name: '空白应用' }))
})

describe('on a 一件事 that was removed since nothing more is built, whatever stood between them passed before', () => {
  test('a filing is refused, one link below and two', async () => {
    expect(await page(matter, gone.ground)).toMatchObject({ stage: 'closed', values: { verdict: '移除名录库' } })
    const onLists = await create('渝中 entry', application, await wants.application('渝中', gone.spare))
    expect([onLists.statusCode, onLists.json().message]).toEqual([
      422,
      '《所依据的“三张清单”》中的“校外培训应用”不能选择：其所依据的事项已不符合要求',
    ])
    const onApp = await create('渝中 entry', shared, await wants.shared('渝中', gone.app))
    expect([onApp.statusCode, onApp.json().message]).toEqual([
      422,
      '《获共享的特色应用》中的“企业开办应用”不能选择：其所依据的事项已不符合要求',
    ])
  })

  test('what was drafted or under way before stops where it is, and may be sent back', async () => {
    const sent = await act('渝中 entry', application, gone.draft, { verb: 'submit' })
    expect([sent.statusCode, sent.json().code]).toEqual([422, 'LINK_BROKEN'])
    for (const [module, record] of [
      [application, gone.underway],
      [shared, gone.sharing],
    ] as const) {
      const stopped = await act('office reviewer', module, record, { verb: 'pass' })
      expect([stopped.statusCode, stopped.json().code]).toEqual([422, 'LINK_BROKEN'])
      expect(stopped.json().message).toContain(BELOW)
    }
    const reason = { code: 'scope-duplicate', words: '所依据的事项已移除名录库', pins: ['threeLists'] }
    expect(await done(act('office reviewer', application, gone.underway, { verb: 'return', reason }))).toMatchObject({ stage: 'entry' })
  })

  test('what was decided before stays decided, and each page names the link that leads down to what is gone', async () => {
    expect(await page(threeLists, gone.lists)).toMatchObject({
      stage: 'approved',
      broken: [{ field: 'matters', id: gone.ground.id, title: '校外培训监管“一件事”', below: false }],
    })
    expect(await page(application, gone.app)).toMatchObject({
      stage: 'approved',
      broken: [{ field: 'threeLists', id: gone.lists.id, title: '企业开办应用', below: true }],
    })
    expect((await page(shared, gone.given)).broken).toMatchObject([{ field: 'application', below: true }])
    for (const [module, record] of [
      [threeLists, kept.lists],
      [application, kept.app],
    ] as const)
      expect((await page(module, record)).broken).toEqual([])
  })

  test('it is offered by no picker and found by no workbook', async () => {
    const offered = async (module: Module) => {
      const { rows } = (await as('渝中 entry')('GET', `/api/${module.path}`, { query: { decided: 'yes', stands: 'yes' } })).json()
      return (rows as { id: string }[]).map(({ id }) => id)
    }
    expect(await offered(threeLists)).toEqual([kept.lists.id])
    expect(await offered(application)).toEqual([kept.app.id])
    expect(await offered(matter)).toEqual([kept.ground.id])
    const all = (await as('渝中 entry')('GET', `/api/${threeLists.path}`, { query: { decided: 'yes' } })).json()
    expect(all.rows).toHaveLength(6)

    const seat = {
      actor: { id: crypto.randomUUID(), name: '录入员', posts: [{ org: '500103', role: 'entry' as const }] },
      org: '500103',
      now: new Date('2026-11-20T04:00:00Z'),
    }
    const { codes, offers } = await wordsOf(db, application, seat)
    const rule = application.fields.threeLists.options as LinkRule
    expect(codes.records(rule, '校外培训应用')).toEqual([])
    expect(offers.records(rule)).toEqual(['企业开办应用'])
  })
})

describe('R-IN-04 the database lets nothing become approved on what has lost its ground, whoever writes', () => {
  const approve = ({ id }: Pick<Stored, 'id'>, values: object) =>
    sql`update record set stage = 'approved', approved = ${JSON.stringify(values)}::jsonb, approved_at = now(), record_values = ${JSON.stringify(values)}::jsonb where id = ${id}`
      .execute(db)
      .then(
        () => 'done',
        (error: { constraint?: string }) => error.constraint,
      )

  test('特色应用 on such 三张清单, 共享 on such an application', async () => {
    const values = await wants.application('渝中', kept.lists)
    expect(await approve(empty, { ...values, threeLists: linkTo(gone.spare) })).toBe('record_links_hold')
    const shares = await done(create('渝中 entry', shared, { introduction: '简介' }))
    const wanted = await wants.shared('渝中', kept.app)
    expect(await approve(shares, { ...wanted, application: linkTo(gone.app) })).toBe('record_links_hold')
    expect(await approve(shares, wanted)).toBe('done')
    // Decided already, another link is one more decision.
    expect(await approve(shares, { ...wanted, application: linkTo(gone.app) })).toBe('record_links_hold')
  })

  test('links that lead round in a circle are looked at once each', async () => {
    const round = await done(create('渝中 entry', shared, await wants.shared('渝中', kept.app)))
    await db
      .transaction()
      .execute(async (tx) => {
        await sql`set local role none`.execute(tx)
        // Two applications, each said to rest on the other; the rules are as they would be were that allowed.
        await sql`update link_rule set target = 'digital/application', where_field = null, among = null where module = 'digital/application'`.execute(
          tx,
        )
        await sql`update record set approved = jsonb_set(approved, '{threeLists}', ${JSON.stringify(linkTo(gone.app))}::jsonb) where id = ${kept.app.id}`.execute(
          tx,
        )
        await sql`update record set approved = jsonb_set(approved, '{threeLists}', ${JSON.stringify(linkTo(kept.app))}::jsonb) where id = ${gone.app.id}`.execute(
          tx,
        )
        await requireLinks(tx, shared, { id: round.id, owner: '500103', state: { values: round.values } as State })
        throw new Error('not to stay')
      })
      .catch((error: Error) => expect(error.message).toBe('not to stay'))
  })
})

describe('of two at one instant the later waits for the earlier, two links below as well', () => {
  test('what an application rests on does not run out while it is passed, nor while a workbook files it', async () => {
    const { lists, ground } = await builtOn('物业维修资金“一件事”')
    const other = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', ground)), name: '维修应用' })
    await db.transaction().execute(async (tx) => {
      const values = { threeLists: linkTo(lists) }
      await requireLinks(tx, application, { id: empty.id, owner: '500103', state: { values } as unknown as State })
      expect(await db.transaction().execute((sweep) => lapseOne(sweep, digitalModules, later))).toBeNull()
    })
    const { rows } = await sql<{ id: string; name: string }>`select id, name from person where name = '渝中 entry'`.execute(db)
    const actor = { ...rows[0]!, posts: [{ org: '500103', role: 'entry' as const }] }
    const on = { actor, now: new Date(), modules: digitalModules }
    await db.transaction().execute(async (tx) => {
      const values = await wants.application('渝中', other)
      await createAll({ tx, ...on }, application, { id: '500103', kind: 'district' }, [values], 'submit')
      expect(await db.transaction().execute((sweep) => lapseOne(sweep, digitalModules, later))).toBeNull()
    })
    expect(await removeListed()).toBe(1)
  })

  test('what runs out first is seen by whoever waited for it', async () => {
    const { lists, ground } = await builtOn('工程招投标监管“一件事”')
    const other = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', ground)), name: '招投标应用' })
    const underway = await filed('渝中', application, await wants.application('渝中', other))
    expect(lists.stage).toBe('approved')
    const pass = await db.transaction().execute(async (tx) => {
      for (let lapsed = ''; lapsed !== ground.id;) lapsed = (await lapseOne(tx, digitalModules, later))!.id
      const asked = act('office reviewer', application, underway, { verb: 'pass' })
      await expect.poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(db)).rows.length).toBeGreaterThan(0)
      return { asked }
    })
    expect((await pass.asked).json().code).toBe('LINK_BROKEN')
  })
})

test('built anew from below: the update of the application names 三张清单 that stand, and what rests on it stands again', async () => {
  const { app } = await builtOn('企业注销“一件事”')
  const sharing = await confirmed('渝中', shared, await wants.shared('渝中', app))
  await removeListed()
  expect((await page(shared, sharing)).broken).toMatchObject([{ below: true }])

  const begun = await done(act('渝中 entry', application, app, { verb: 'renew' }))
  const asItWas = await act('渝中 entry', application, begun, { verb: 'submit' })
  expect([asItWas.statusCode, asItWas.json().code]).toEqual([422, 'LINK_BROKEN'])
  const lists = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', kept.ground)), name: '企业注销应用' })
  const sent = await done(act('渝中 entry', application, begun, { verb: 'submit', values: await wants.application('渝中', lists) }))
  // Until it is passed again, what was decided before is what counts.
  expect((await page(shared, sharing)).broken).toMatchObject([{ below: true }])
  await done(act('office reviewer', application, await done(act('渝中 reviewer', application, sent, { verb: 'pass' })), { verb: 'pass' }))
  expect((await page(application, app)).broken).toEqual([])
  expect((await page(shared, sharing)).broken).toEqual([])
})
