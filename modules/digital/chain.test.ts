import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { State } from '#kernel/act.ts'
import { lapseOne } from '#kernel/store/lapse.ts'
import { keepLinkRules, requireLinks } from '#kernel/store/link-rules.ts'
import { lapseAll } from '#server/clock/lapses.ts'
import { digitalModules, digitalOffice } from '#server/testing/digital-office.ts'
import { application } from './application.ts'
import { matter } from './matter.ts'
import { shared } from './shared.ts'
import { threeLists } from './three-lists.ts'

/* 逐级包含：一地创新、全市共享 ⊂ 特色应用 ⊂ “三张清单” ⊂ 一件事, in the application and in the database. */
const office = await digitalOffice()
const { db, as, create, act, done, filed, listed, proceeded, waiting, confirmed, wants, linkTo, upload, decide } = office

type Stored = Awaited<ReturnType<typeof listed>>
let [mine, theirs, dropped, fresh]: Stored[] = []
let [lists, drafting, theirLists]: Stored[] = []
let app: Stored

beforeAll(async () => {
  mine = await proceeded('渝中', '企业开办“一件事”')
  theirs = await proceeded('九龙坡', '新生儿出生“一件事”')
  dropped = await done(decide(await waiting('渝中', '企业注销“一件事”'), 'repeated'))
  fresh = await waiting('渝中', '企业搬迁“一件事”')
  lists = await confirmed('渝中', threeLists, await wants.threeLists('渝中', mine))
  drafting = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', mine, '编制中')), name: '企业服务应用' })
  theirLists = await confirmed('九龙坡', threeLists, await wants.threeLists('九龙坡', theirs))
  app = await confirmed('渝中', application, await wants.application('渝中', lists))
})

/** The sentence a filing of 渝中 is refused with. */
async function refusal(module: typeof threeLists | typeof application | typeof shared, values: object) {
  const answer = await create('渝中 entry', module as never, values)
  expect(answer.statusCode, answer.body).toBe(422)
  return answer.json().message as string
}

describe('whoever files is refused what does not hold', () => {
  test('the chain from 一件事 to 一地创新、全市共享 is walked', async () => {
    const done = await confirmed('渝中', shared, await wants.shared('渝中', app))
    expect(done).toMatchObject({ stage: 'approved' })
    const onlyListed = await listed('渝中', '养老服务“一件事”')
    expect(await confirmed('渝中', threeLists, await wants.threeLists('渝中', onlyListed, '编制中'))).toMatchObject({ stage: 'approved' })
  })

  test('三张清单 rest on own 一件事 that stand in the directory', async () => {
    for (const other of [dropped!, theirs!, { id: crypto.randomUUID() }])
      expect(await refusal(threeLists, await wants.threeLists('渝中', other))).toBe('《所依据的“一件事”》中有找不到的事项，请从列表中选择')
    expect(await refusal(threeLists, await wants.threeLists('渝中', fresh!))).toBe(
      '《所依据的“一件事”》中的“企业搬迁“一件事””不符合要求：须为本区县已纳入名录库的“一件事”',
    )
    const several = { ...(await wants.threeLists('渝中', mine!)), matters: [linkTo(mine!), linkTo(fresh!)] }
    expect(await refusal(threeLists, several)).toContain('企业搬迁')
  })

  test('特色应用 rest on own 三张清单 that are confirmed and 查重通过', async () => {
    expect(await refusal(application, await wants.application('渝中', theirLists!))).toContain('找不到')
    expect(await refusal(application, await wants.application('渝中', mine!))).toContain('找不到')
    expect(await refusal(application, await wants.application('渝中', drafting!))).toContain(
      '须为本区县已审核的、市大数据发展局查重通过的“三张清单”',
    )
    const unconfirmed = await filed('渝中', threeLists, await wants.threeLists('渝中', mine!))
    expect(await refusal(application, await wants.application('渝中', unconfirmed))).toContain('须为本区县已审核的')
    // An update that says 查重通过 counts when it has been confirmed, not before.
    const begun = await done(act('渝中 entry', threeLists, drafting!, { verb: 'renew' }))
    const claimed = { ...(await wants.threeLists('渝中', mine!)), name: '企业服务应用' }
    const sent = await done(act('渝中 entry', threeLists, begun, { verb: 'submit', values: claimed }))
    expect(await refusal(application, await wants.application('渝中', drafting!))).toContain('须为本区县已审核的')
    const passed = await done(act('渝中 reviewer', threeLists, sent, { verb: 'pass' }))
    await done(act('office reviewer', threeLists, passed, { verb: 'pass' }))
    expect((await create('渝中 entry', application, await wants.application('渝中', drafting!))).statusCode).toBe(201)
    expect((await act('渝中 entry', threeLists, { ...drafting!, version: 8 }, { verb: 'renew' })).json().message).toBe(
      '已经完成，不再需要更新。',
    )
  })

  test('共享 is of an own confirmed application, and once', async () => {
    expect(await refusal(shared, await wants.shared('渝中', lists!))).toContain('找不到')
    const twice = await done(create('渝中 entry', shared, await wants.shared('渝中', app)))
    expect((await act('渝中 entry', shared, twice, { verb: 'submit' })).json()).toMatchObject({ code: 'TAKEN' })
  })

  test('what stopped holding while it was under way stops at the next desk, and may be sent back', async () => {
    const leaving = await listed('渝中', '校外培训监管“一件事”')
    const underway = await filed('渝中', threeLists, await wants.threeLists('渝中', leaving, '编制中'))
    const decided = await confirmed('渝中', threeLists, { ...(await wants.threeLists('渝中', leaving, '编制中')), name: '校外培训应用' })
    await lapseAll(db, digitalModules, new Date(Date.now() + 40 * 24 * 60 * 60 * 1000))
    const stopped = await act('office reviewer', threeLists, underway, { verb: 'pass' })
    expect([stopped.statusCode, stopped.json().code, stopped.json().message]).toEqual([
      422,
      'LINK_BROKEN',
      '《所依据的“一件事”》中的“校外培训监管“一件事””不符合要求：须为本区县已纳入名录库的“一件事”',
    ])
    const reason = { code: 'scope-duplicate', words: '所依据的事项已移除名录库', pins: ['matters'] }
    expect(await done(act('office reviewer', threeLists, underway, { verb: 'return', reason }))).toMatchObject({ stage: 'entry' })
    // What was decided before says of itself that its ground is gone.
    const answer = (await as('渝中 entry')('GET', `/api/digital/three-lists/${decided.id}`)).json()
    expect(answer.broken).toEqual([{ field: 'matters', id: leaving.id, title: '校外培训监管“一件事”', below: false }])
    expect((await as('渝中 entry')('GET', `/api/digital/three-lists/${lists!.id}`)).json().broken).toEqual([])
  })
})

describe('R-IN-04 the database lets nothing become approved against the chain, whoever writes', () => {
  /** What the product's own database rights come to: refused by the constraint, or by the rights themselves. */
  const attempt = (work: (tx: typeof db) => Promise<unknown>) =>
    db
      .transaction()
      .execute(async (tx) => {
        expect((await sql<{ role: string }>`select current_user as role`.execute(tx)).rows).toEqual([{ role: 'luoshi_app' }])
        return work(tx)
      })
      .then(
        () => 'done',
        (error: { constraint?: string; code?: string }) => error.constraint ?? error.code,
      )

  const approve = (record: Pick<Stored, 'id'>, values: object) =>
    attempt((tx) =>
      sql`update record set stage = 'approved', approved = ${JSON.stringify(values)}::jsonb, approved_at = now(), record_values = ${JSON.stringify(values)}::jsonb where id = ${record.id}`.execute(
        tx,
      ),
    )

  const draft = async (module: typeof threeLists | typeof application | typeof shared, values: object) =>
    done(create('渝中 entry', module as never, values))

  test.each([
    ['no link at all', () => ({ matters: undefined })],
    ['an empty list', () => ({ matters: [] })],
    ['something that is no link', () => ({ matters: '企业开办' })],
    ['a record that never was', () => ({ matters: [{ id: crypto.randomUUID(), title: '' }] })],
    ['another district’s 一件事', () => ({ matters: [linkTo(theirs!)] })],
    ['one called a repetition', () => ({ matters: [linkTo(dropped!)] })],
    ['one that waits for its decision', () => ({ matters: [linkTo(fresh!)] })],
    ['one good and one bad', () => ({ matters: [linkTo(mine!), linkTo(fresh!)] })],
    ['a record of another ledger', () => ({ matters: [linkTo(app)] })],
  ])('三张清单 on %s', async (_what, change) => {
    const values = await wants.threeLists('渝中', mine!)
    const record = await draft(threeLists, values)
    expect(await approve(record, { ...values, ...change() })).toBe('record_links_hold')
    expect(await approve(record, values)).toBe('done')
  })

  test('特色应用 on 三张清单 of others, not confirmed, not 查重通过', async () => {
    const values = await wants.application('渝中', lists!)
    const record = await draft(application, { name: '应用' })
    const waitingLists = await filed('渝中', threeLists, await wants.threeLists('渝中', mine!))
    const arguing = await confirmed('渝中', threeLists, await wants.threeLists('渝中', mine!, '编制中'))
    for (const bad of [theirLists!, waitingLists, arguing, mine!])
      expect(await approve(record, { ...values, threeLists: linkTo(bad) })).toBe('record_links_hold')
    // Half way through an update only what was confirmed before counts, whatever the draft says.
    await attempt((tx) =>
      sql`update record set record_values = record_values || '{"state": "市大数据发展局查重通过"}' where id = ${arguing.id}`.execute(tx),
    )
    expect(await approve(record, { ...values, threeLists: linkTo(arguing) })).toBe('record_links_hold')
    expect(await approve(record, { ...values, threeLists: undefined })).toBe('record_links_hold')
    expect(await approve(record, values)).toBe('done')
  })

  test('共享 on an application of others or one that is no more than filed', async () => {
    const values = await wants.shared('渝中', app)
    const record = await draft(shared, { introduction: '简介' })
    const theirApp = await confirmed('九龙坡', application, await wants.application('九龙坡', theirLists!))
    const proof = await confirmed('渝中', threeLists, await wants.threeLists('渝中', mine!))
    const underway = await filed('渝中', application, await wants.application('渝中', proof))
    for (const bad of [theirApp, underway, lists!])
      expect(await approve(record, { ...values, application: linkTo(bad) })).toBe('record_links_hold')
    expect(await approve(record, values)).toBe('done')
  })

  test('by other ways: only the stage, only what counts, a new row, other links or another owner afterwards', async () => {
    const values = await wants.threeLists('渝中', mine!)
    const bad = JSON.stringify({ ...values, matters: [linkTo(fresh!)] })
    const record = await draft(threeLists, { name: '应用' })
    const set = (what: ReturnType<typeof sql>) => attempt((tx) => sql`update record set ${what} where id = ${record.id}`.execute(tx))
    expect(await set(sql`stage = 'approved'`)).toBe('record_links_hold')
    expect(await set(sql`approved = '{}'`)).toBe('record_links_hold')
    expect(await set(sql`approved = ${bad}::jsonb`)).toBe('record_links_hold')
    expect(
      await attempt((tx) =>
        sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, approved, approved_at, hands, since, created_at, changed_at, grams, found_in)
      select gen_random_uuid(), module, owner, 'approved', 1, 1, 3, title, ${bad}::jsonb, ${bad}::jsonb, now(), '{}', now(), now(), now(), '{}', '' from record where id = ${record.id}`.execute(
          tx,
        ),
      ),
    ).toBe('record_links_hold')
    expect(await approve(record, values)).toBe('done')
    expect(await set(sql`record_values = ${bad}::jsonb`)).toBe('record_links_hold')
    expect(await set(sql`approved = ${bad}::jsonb`)).toBe('record_links_hold')
    expect(await set(sql`approved = approved - 'matters'`)).toBe('record_links_hold')
    expect(await set(sql`owner = '500107'`)).toBe('record_links_hold')
    expect(await set(sql`module = 'digital/shared'`)).toBe('record_links_hold')
    expect(await set(sql`title = '另一名称'`)).toBe('done')
  })

  test('the rules themselves are not the product’s to change', async () => {
    expect(await attempt((tx) => sql`delete from link_rule`.execute(tx))).toBe('42501')
    expect(await attempt((tx) => sql`update link_rule set own = false`.execute(tx))).toBe('42501')
    expect(await attempt((tx) => sql`insert into link_rule values ('x/y', 'f', 'x/z', false, false, false, null, null)`.execute(tx))).toBe(
      '42501',
    )
    expect(await attempt((tx) => sql`alter table record disable trigger record_links_hold`.execute(tx))).toBe('42501')
    expect(await attempt((tx) => sql`drop function record_links_hold cascade`.execute(tx))).toBe('42501')
  })

  test('they are written anew at every start, by several nodes at once too', async () => {
    const rules = async () => (await sql`select * from link_rule order by module, field`.execute(db)).rows
    const before = await rules()
    expect(before).toMatchObject([
      {
        module: 'digital/application',
        field: 'threeLists',
        target: 'digital/three-lists',
        own: true,
        decided: true,
        required: true,
        where_field: 'state',
        among: ['市大数据发展局查重通过'],
      },
      {
        module: 'digital/shared',
        field: 'application',
        target: 'digital/application',
        own: true,
        decided: true,
        required: true,
        where_field: null,
      },
      {
        module: 'digital/three-lists',
        field: 'matters',
        target: 'digital/matter',
        own: true,
        decided: false,
        required: true,
        where_field: 'verdict',
      },
    ])
    await Promise.all([1, 2, 3, 4].map(() => keepLinkRules(db, digitalModules)))
    expect(await rules()).toEqual(before)
  })

  test('of two at one instant, a 一件事 that runs out and 三张清单 that rest on it, the later waits for the earlier', async () => {
    const leaving = await listed('渝中', '工程招投标监管“一件事”')
    const underway = await filed('渝中', threeLists, await wants.threeLists('渝中', leaving, '编制中'))
    const later = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000)
    const pass = await db.transaction().execute(async (tx) => {
      for (let lapsed = ''; lapsed !== leaving.id;) lapsed = (await lapseOne(tx, digitalModules, later))!.id
      const asked = act('office reviewer', threeLists, underway, { verb: 'pass' })
      await expect.poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(db)).rows.length).toBeGreaterThan(0)
      return { asked }
    })
    expect((await pass.asked).json().code).toBe('LINK_BROKEN')

    // The other way round: what is being approved is not pulled away from under it, and runs out at the next sweep.
    const staying = await listed('渝中', '物业维修资金“一件事”')
    const approving = await filed('渝中', threeLists, await wants.threeLists('渝中', staying, '编制中'))
    await db.transaction().execute(async (tx) => {
      await requireLinks(tx, threeLists, { id: approving.id, owner: '500103', state: { values: approving.values } as State })
      expect(await db.transaction().execute((other) => lapseOne(other, digitalModules, later))).toBeNull()
    })
    expect(await done(act('office reviewer', threeLists, approving, { verb: 'pass' }))).toMatchObject({ stage: 'approved' })
    expect(await lapseAll(db, digitalModules, later)).toBe(1)
  })

  test('an upload of the wrong kind is no screenshot', async () => {
    const values = { ...(await wants.application('渝中', lists!)), screenshots: await upload('渝中 entry', '截图.pdf') }
    expect(await refusal(application, values)).toBe('《主要功能界面截图》只接受 png、jpg、jpeg 格式的附件')
  })

  test('a matter is given no verdict by whoever files it', async () => {
    const values = { title: '偷渡“一件事”', track: 'economy.private', papersBefore: await upload('渝中 entry') }
    for (const more of [{ verdict: '纳入名录库并晾晒' }, { listedOn: '2026-01-01' }, { papersAfter: await upload('渝中 entry') }])
      expect((await create('渝中 entry', matter, { ...values, ...more })).statusCode).toBe(422)
  })
})
