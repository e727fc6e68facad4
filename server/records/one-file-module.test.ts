import { beforeAll, describe, expect, test } from 'vitest'
import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

/* An invented business of one file and its name in the collection: form, ledger, flow, to-dos, Excel and API come of themselves. */
const { app, db, asPerson } = await testServer([tournament, match])
let town: Town
let as: (name: string) => ReturnType<typeof asPerson>

beforeAll(async () => {
  town = await buildTown(db, [tournament, match])
  as = (name) => asPerson(town.as(name).id)
})

async function file(code: string, more = {}) {
  const clerk = await as('north entry')
  const draft = (
    await clerk('POST', '/api/tennis/tournament', { body: { values: filled(code, { startsOn: '2199-01-01', ...more }) } })
  ).json()
  return (await clerk('POST', `/api/tennis/tournament/${draft.id}/acts`, { body: { verb: 'submit', version: 1 } })).json()
}

describe('a module of one file', () => {
  test('is filed, reviewed, decided and reported on through the API', async () => {
    const filed = await file('API-1')
    expect(filed).toMatchObject({ stage: 'review', stageLabel: '俱乐部审核', version: 2, holders: [{ org: 'north', role: 'reviewer' }] })
    const reviewer = await as('north reviewer')
    expect((await reviewer('GET', '/api/todos')).json().rows).toMatchObject([
      { recordId: filed.id, moduleName: '网球赛事', kindName: '待办理' },
    ])
    const passed = (await reviewer('POST', `/api/tennis/tournament/${filed.id}/acts`, { body: { verb: 'pass', version: 2 } })).json()
    const host = await as('hall entry')
    expect((await host('GET', `/api/tennis/tournament/${filed.id}`)).json().abilities.map((able: { label: string }) => able.label)).toEqual(
      ['确认开赛', '驳回'],
    )
    const done = (await host('POST', `/api/tennis/tournament/${filed.id}/acts`, { body: { verb: 'pass', version: passed.version } })).json()
    expect(done).toMatchObject({ stage: 'approved', stageLabel: '已办结' })
    expect(done.children.map((child: { owner: string }) => child.owner).sort()).toEqual(['north', 'south'])
    expect((await (await as('south entry'))('GET', '/api/todos/summary')).json()).toMatchObject({
      total: 1,
      modules: [{ module: 'tennis/match', name: '比赛成绩', count: 1, handle: 1, returned: 0, renew: 0, ask: 0, draft: 0 }],
    })
  })

  test('has a ledger that filters, sorts, searches, counts and pages', async () => {
    const clerk = await as('north entry')
    for (let at = 0; at < 5; at++)
      await clerk('POST', '/api/tennis/tournament', {
        body: {
          values: filled(`L-${at}`, { title: `第${at}届红土锦标赛`, surface: at % 2 ? '红土' : '草地', startsOn: `2199-0${at + 1}-01` }),
        },
      })
    const list = async (query: Record<string, string>) => (await clerk('GET', '/api/tennis/tournament', { query })).json()
    expect((await list({ q: '红土锦标', surface: '红土', sort: '-startsOn' })).rows.map((row: { title: string }) => row.title)).toEqual([
      '第3届红土锦标赛',
      '第1届红土锦标赛',
    ])
    expect((await list({ 'startsOn.from': '2199-02-01', 'startsOn.to': '2199-03-01', q: '锦标' })).rows).toHaveLength(2)
    expect((await clerk('GET', '/api/tennis/tournament/count', { query: { q: '锦标赛' } })).json()).toEqual({ count: 5, more: false })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list({ q: '锦标', sort: 'startsOn', limit: '2', ...(after ? { after } : {}) })
      seen.push(...page.rows.map((row: { title: string }) => row.title))
      after = page.next
    } while (after)
    expect(seen).toEqual([0, 1, 2, 3, 4].map((at) => `第${at}届红土锦标赛`))
  })

  test('compares exact decimals as numbers, in filters and in its order', async () => {
    const clerk = await as('north entry')
    for (const fee of ['90', '１００.５', '1,200', '9.05'])
      await clerk('POST', '/api/tennis/tournament', { body: { values: filled(`F-${fee}`, { title: '收费赛', fee }) } })
    const fees = async (query: Record<string, string>) =>
      (await clerk('GET', '/api/tennis/tournament', { query: { q: '收费赛', ...query } }))
        .json()
        .rows.map((row: { values: { fee: string } }) => row.values.fee)
    expect(await fees({ sort: 'fee' })).toEqual(['9.05', '90.00', '100.50', '1200.00'])
    expect(await fees({ sort: '-fee', 'fee.from': '9.05', 'fee.to': '100.5' })).toEqual(['100.50', '90.00', '9.05'])
    expect((await clerk('GET', '/api/tennis/tournament', { query: { 'fee.from': '贵' } })).json()).toMatchObject({
      code: 'INVALID',
      problems: [{ field: 'fee.from', message: '《报名费》的起止应形如 92.5' }],
    })
  })

  test('R-XL-05 is exported as Excel, formulas made inert', async () => {
    const clerk = await as('north entry')
    await clerk('POST', '/api/tennis/tournament', {
      body: {
        values: filled('X-1', {
          title: '=HYPERLINK("http://x","赛")',
          startsOn: '2199-01-01',
          rules: '规程'.repeat(1000),
          prizes: [{ name: '冠军', note: '奖杯' }, { name: '亚军' }],
        }),
      },
    })
    const answer = await clerk('GET', '/api/tennis/tournament/export', { query: { q: 'HYPERLINK' } })
    expect(answer.headers['content-type']).toContain('spreadsheetml')
    const sheet = (await readXlsx(answer.rawPayload)).sheets[0]!
    expect(sheet.rows[0]!.slice(0, 3)).toEqual(['赛事名称', '赛事编号', '场地'])
    expect(sheet.rows[1]!.slice(0, 3)).toEqual([`'=HYPERLINK("http://x","赛")`, 'X-1', '硬地'])
    expect(sheet.rows).toHaveLength(3)
    // A list shows these in brief, a workbook whole.
    const cells = (label: string) => sheet.rows.slice(1).map((row) => row[sheet.rows[0]!.indexOf(label)])
    expect([cells('规程'), cells('奖项·奖项名称'), cells('奖项·说明')]).toEqual([
      ['规程'.repeat(1000), null],
      ['冠军', '亚军'],
      ['奖杯', null],
    ])
  })

  test('R-AP-03 an export gives its turn and its snapshot back, refused or finished', async () => {
    const clerk = await as('south entry')
    const snapshots = async () => {
      const { rows } = await sql<{
        open: number
      }>`select count(*)::int as open from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()`.execute(
        db,
      )
      return rows[0]!.open
    }
    for (let at = 0; at < 5; at++) expect((await clerk('GET', '/api/tennis/tournament/export?sort=rules')).json().code).toBe('UNKNOWN_SORT')
    for (let at = 0; at < 5; at++) {
      expect((await clerk('GET', `/api/tennis/${at % 2 ? 'match' : 'tournament'}/export`)).statusCode).toBe(200)
      await expect.poll(snapshots).toBe(0)
    }
  })

  test('is described in OpenAPI 3.1 from its declaration', async () => {
    const document = (await app.inject('/api/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    const body = document.paths['/api/tennis/tournament'].post.requestBody.content['application/json'].schema
    expect(body.properties.values.properties.title).toMatchObject({ title: '赛事名称', description: '写全称' })
    expect(body.properties.values.additionalProperties).toBe(false)
  })

  test('keeps its history with versions side by side', async () => {
    const filed = await file('H-1')
    const clerk = await as('north entry')
    const acts = (await clerk('GET', `/api/tennis/tournament/${filed.id}/acts`)).json()
    expect(acts.map((act: { label: string; byName: string }) => [act.label, act.byName])).toEqual([
      ['新建', 'north entry'],
      ['提交', 'north entry'],
    ])
    expect((await clerk('GET', `/api/tennis/tournament/${filed.id}/versions/1`)).json().values.code).toBe('H-1')
  })

  test('is checked before submission, and tells of a rival with the same identity', async () => {
    await file('K-1')
    const rival = await as('south entry')
    const check = (await rival('POST', '/api/tennis/tournament/check', { body: { values: { code: ' ｋ-１', title: '某某杯' } } })).json()
    expect(check.problems.map((problem: { field: string }) => problem.field)).toContain('host')
    expect(check.hints).toEqual([{ check: 'name', field: 'title', message: '名称一般以“赛”结尾', clause: '章程二' }])
    expect(check.taken).toMatchObject({ owner: 'north', stageLabel: '俱乐部审核', asked: false })
    expect(check.taken.listed).toBe(true)
    const third = await as('east entry')
    expect((await third('POST', '/api/tennis/tournament/asks', { body: { key: 'K-1', words: '我区也参加' } })).json()).toMatchObject({
      asked: true,
      listed: false,
    })
  })
})

describe('what is refused, and how', () => {
  const refusal = async (who: string, method: 'GET' | 'POST' | 'PATCH', url: string, sent = {}) => {
    const answer = await (await as(who))(method, url, sent)
    return [answer.statusCode, answer.json().code]
  }

  test('R-AC-04 fields nobody knows or may set, and R-IV-03 texts that cannot be shown', async () => {
    const post = (values: object, more = {}) => refusal('north entry', 'POST', '/api/tennis/tournament', { body: { values, ...more } })
    expect(await post({ title: '赛', owner: 'south' })).toEqual([422, 'INVALID'])
    expect(await post({ title: '赛' }, { stage: 'approved' })).toEqual([422, 'INVALID'])
    expect(await post({ title: 'a\u0000b' })).toEqual([422, 'INVALID'])
    expect(await post({ title: '\ud800' })).toEqual([422, 'INVALID'])
    expect(await post({ title: 'x\u202egnp' })).toEqual([422, 'INVALID'])
    expect(await post({ title: 7 })).toEqual([422, 'INVALID'])
    expect(await post({ surface: '水面' })).toEqual([422, 'INVALID'])
    expect(await post({ startsOn: '2026-02-30' })).toEqual([422, 'INVALID'])
    expect(await post({ host: 'nowhere' })).toEqual([422, 'INVALID'])
    expect(await post({ host: 'north' })).toEqual([422, 'INVALID'])
    expect(await post({ poster: [{ id: crypto.randomUUID() }] })).toEqual([422, 'INVALID'])
    expect(await post({ title: '（机密★五年）赛事' })).toEqual([422, 'TEXT_CLASSIFIED'])
  })

  test('R-AC-05 filters and sorts that the declaration does not offer', async () => {
    expect(await refusal('north entry', 'GET', '/api/tennis/tournament?hands=1')).toEqual([422, 'UNKNOWN_FILTER'])
    expect(await refusal('north entry', 'GET', '/api/tennis/tournament?constructor=1')).toEqual([422, 'UNKNOWN_FILTER'])
    expect(await refusal('north entry', 'GET', '/api/tennis/tournament?sort=rules')).toEqual([422, 'UNKNOWN_SORT'])
    expect(await refusal('north entry', 'GET', '/api/tennis/tournament?after=zzz')).toEqual([422, 'BAD_CURSOR'])
    expect(await refusal('north entry', 'GET', '/api/tennis/tournament?limit=201')).toEqual([422, 'INVALID'])
    expect(await refusal('north entry', 'GET', "/api/tennis/tournament?startsOn.from=' or 1=1")).toEqual([422, 'INVALID'])
  })

  test('R-AC-05 a reader learns nothing of hidden records by checking, whatever number is asked for', async () => {
    await file('O-1')
    const own = await as('south entry')
    const { id } = (await own('POST', '/api/tennis/tournament', { body: { values: filled('O-2', { startsOn: '2199-01-01' }) } })).json()
    const check = async (who: string, more: object) =>
      (await (await as(who))('POST', '/api/tennis/tournament/check', { body: { id, values: { code: 'O-1' }, ...more } })).json().taken
    expect(await check('south entry', {})).toMatchObject({ owner: 'north' })
    for (const reader of ['south leader', 'south reviewer']) expect(await check(reader, {}), reader).toBeNull()
    await own('POST', `/api/tennis/tournament/${id}/acts`, { body: { verb: 'submit', version: 1 } })
    for (const reader of ['south entry', 'south leader', 'south reviewer', 'federation leader'])
      expect(await check(reader, {}), reader).toBeNull()
    // Without a record of one's own only whoever files is answered at all.
    for (const stranger of ['south leader', 'hall entry', 'federation reviewer'])
      expect(await refusal(stranger, 'POST', '/api/tennis/tournament/check', { body: { values: { code: 'O-1' } } })).toEqual([
        403,
        'NOT_ALLOWED',
      ])
  })

  test('R-AC-05 what is hidden changes no list, no count, no search, no order and no export', async () => {
    const stranger = await as('east leader')
    const asked = [
      '',
      '?q=秘不示人',
      '?surface=红土',
      '?sort=code',
      '?sort=-startsOn',
      '?owner=north',
      '?stage=review',
      '?startsOn.from=2199-01-01',
    ]
    const answers = async () => {
      const lists = await Promise.all(
        ['', '/count'].flatMap((part) =>
          asked
            .filter((query) => part === '' || !query.includes('sort'))
            .map(async (query) => (await stranger('GET', `/api/tennis/tournament${part}${query}`)).body),
        ),
      )
      const sheet = (await readXlsx((await stranger('GET', '/api/tennis/tournament/export')).rawPayload)).sheets[0]!
      return [...lists, JSON.stringify(sheet.rows), (await stranger('GET', '/api/todos/summary')).body]
    }
    const before = await answers()
    await file('H-9', { title: '秘不示人赛', surface: '红土' })
    expect(await answers()).toEqual(before)
  })

  test('R-AC-03 an id that is hidden, foreign or nonsense: one answer', async () => {
    const filed = await file('N-1')
    const answers = await Promise.all(
      [filed.id, crypto.randomUUID(), 'x', '..%2f', '1'].map(
        async (id) => (await (await as('south leader'))('GET', `/api/tennis/tournament/${id}`)).body,
      ),
    )
    expect(new Set(answers).size).toBe(1)
    expect(await refusal('south leader', 'GET', `/api/tennis/tournament/${filed.id}/acts`)).toEqual([404, 'NOT_FOUND'])
    expect(
      await refusal('south entry', 'POST', `/api/tennis/tournament/${filed.id}/acts`, { body: { verb: 'withdraw', version: 2 } }),
    ).toEqual([404, 'NOT_FOUND'])
  })

  test('R-AP-01 a repeated key gives the same answer once; another body under it is refused', async () => {
    const clerk = await as('north entry')
    const send = (title: string) => clerk('POST', '/api/tennis/tournament', { key: 'repeated-key-1', body: { values: { title } } })
    const [first, second] = [await send('甲赛'), await send('甲赛')]
    expect(second.json().id).toBe(first.json().id)
    expect((await send('乙赛')).json().code).toBe('KEY_REUSED')
    const bare = await app.inject({ method: 'POST', url: '/api/tennis/tournament', headers: { 'x-luoshi': '1' }, payload: {} })
    expect([bare.statusCode, bare.json().code]).toEqual([401, 'SIGNED_OUT'])
  })

  test('R-AP-02 INV-11 an update names the version it saw; of many from one version one is kept, and versions rise by one', async () => {
    const clerk = await as('north entry')
    const { id } = (await clerk('POST', '/api/tennis/tournament', { body: { values: { title: '甲赛' } } })).json()
    const save = (version: unknown, title: string) =>
      clerk('PATCH', `/api/tennis/tournament/${id}`, { body: { version, values: { title } } })
    for (const version of [undefined, null, '1', 1.5, 2 ** 60])
      expect((await save(version, '无版本')).statusCode, String(version)).toBe(422)
    for (const version of [0, 2, -1]) expect((await save(version, '旧版本')).json(), String(version)).toMatchObject({ code: 'STALE' })
    for (let round = 1; round <= 5; round++) {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => save(round, `第${round}轮${at}赛`)))
      const done = answers.filter((answer) => answer.statusCode === 200)
      expect(done).toHaveLength(1)
      expect(answers.filter((answer) => answer.json().code === 'STALE')).toHaveLength(7)
      const now = (await clerk('GET', `/api/tennis/tournament/${id}`)).json()
      expect([now.version, now.values.title]).toEqual([round + 1, done[0]!.json().values.title])
    }
    const acts = (await clerk('GET', `/api/tennis/tournament/${id}/acts`)).json() as { seq: number }[]
    expect(acts.map((act) => act.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect((await clerk('POST', `/api/tennis/tournament/${id}/acts`, { body: { verb: 'submit', version: 1 } })).json().code).toBe('STALE')
  })

  test('INV-05 R-AP-01 a key belongs to its person, its route and its body; what was refused under it may be tried again', async () => {
    const [one, other] = [await as('north entry'), await as('south entry')]
    const key = 'one-key-for-all'
    const create = (call: typeof one, title: string) => call('POST', '/api/tennis/tournament', { key, body: { values: { title } } })
    expect((await create(one, 'x\u202e')).statusCode).toBe(422)
    const [first, second] = [(await create(one, '甲赛')).json(), (await create(other, '甲赛')).json()]
    expect(first.id).not.toBe(second.id)
    const save = await one('PATCH', `/api/tennis/tournament/${first.id}`, { key, body: { version: 1, values: { title: '乙赛' } } })
    expect(save.json()).toMatchObject({ version: 2 })
    // The same key on the same route for another record is another deed.
    const { id } = (await one('POST', '/api/tennis/tournament', { body: { values: { title: '丙赛' } } })).json()
    expect((await one('PATCH', `/api/tennis/tournament/${id}`, { key, body: { version: 1, values: { title: '乙赛' } } })).json().code).toBe(
      'KEY_REUSED',
    )
    for (const odd of ['short', 'x'.repeat(101), 'with blank 1', '键键键键键键键键', "' or 1=1 --"])
      expect(
        (await one('POST', '/api/tennis/tournament', { key: odd, body: { values: {} } }).catch(() => ({ statusCode: 428 }))).statusCode,
        odd,
      ).toBe(428)
  })

  test('R-WB-02 a write from another site', async () => {
    const clerk = await as('north entry')
    expect(
      (await clerk('POST', '/api/tennis/tournament', { headers: { origin: 'http://evil.example' }, body: { values: {} } })).json().code,
    ).toBe('FOREIGN_SITE')
  })

  test('R-IV-02 bodies that are not JSON, or not named as what they are', async () => {
    const clerk = await as('north entry')
    const send = async (payload: string, type: string, url = '/api/tennis/tournament/check') =>
      (await clerk('POST', url, { headers: { 'content-type': type }, body: payload as never })).statusCode
    for (const named of ['application/json', 'Application/JSON', 'application/json;charset=utf-8', 'application/json; charset="UTF-8" '])
      expect(await send('{"values":{}}', named), named).toBe(200)
    for (const named of [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
      'application/vnd.api+json',
      'application/json, text/plain',
      'application/json\t; a',
      'application/json; charset=gbk',
      'application/json; charset=utf-16',
      'application/json; boundary=x',
      'application/offset+octet-stream',
      '*/*',
    ])
      expect(await send('{"values":{}}', named), named).toBe(415)
    expect(await send('{"values":', 'application/json')).toBe(400)
    for (const odd of ['[]', '"x"', '7', 'null']) expect(await send(odd, 'application/json'), odd).toBe(422)
    for (const poison of ['{"values":{"__proto__":{"x":1}}}', '{"values":{"constructor":{"prototype":{"x":1}}}}'])
      expect(await send(poison, 'application/json', '/api/tennis/tournament'), poison).toBeGreaterThanOrEqual(400)
    expect(({} as { x?: number }).x).toBeUndefined()
  })
})
