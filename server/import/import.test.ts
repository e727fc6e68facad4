import { readXlsx, type CellValue } from 'hucre'
import { sql, type RawBuilder } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clubModules } from '#kernel/testing/club.ts'
import { buildTown, filled, type Town } from '#kernel/testing/town.ts'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { runJobs } from '../jobs/run.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import { uploaded } from '../testing/upload.ts'

const { app, db, asPerson } = await testServer(clubModules)
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
const { ask, read, decide, look, result } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db)
})
// Jobs that a test leaves undecided are not the next one's.
beforeEach(() => sql`delete from job`.execute(db))

const HEAD = ['赛事名称', '赛事编号', '场地', '承办单位', '参赛俱乐部', '用球', '开赛日期', '规程', '奖项·奖项名称', '奖项·说明']
const plain = (code: string): Record<string, CellValue> => ({
  ...{
    赛事名称: `${code}公开赛`,
    赛事编号: code,
    场地: '硬地',
    承办单位: 'hall',
    参赛俱乐部: 'north、south',
    用球: '绿球',
    开赛日期: '2199-06-01',
  },
})
const row = (cells: Record<string, CellValue>, head = HEAD) => head.map((label) => cells[label] ?? null)
const line = (code: string, more: Record<string, CellValue> = {}, head = HEAD) => row({ ...plain(code), ...more }, head)

const records = async (who = 'north entry') =>
  (await (await as(who))('GET', '/api/tennis/tournament', { query: { limit: '200' } })).json().rows as {
    id: string
    title: string
    stage: string
    values: any
  }[]
const titled = async (part: string, who?: string) => (await records(who)).filter(({ title }) => title.includes(part))
/** What the product itself may not do. */
const owning = (...statements: RawBuilder<unknown>[]) =>
  db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx)
    for (const each of statements) await each.execute(tx)
  })
const audited = async (part: string) =>
  (await sql<{ entry: string }>`select entry from audit where entry like ${`%${part}%`} order by at, seq`.execute(db)).rows.map(
    ({ entry }) => JSON.parse(entry),
  )

describe('an import', () => {
  test('is read and shown, and nothing is written until its person decides; then every row with its act and its audit row', async () => {
    const book = await bookOf([
      HEAD,
      line('A-1', { 奖项·奖项名称: '冠军', 规程: '一、二' }),
      row({ 奖项·奖项名称: '亚军', 奖项·说明: '银杯' }),
      line('A-2'),
    ])
    const { job, rows } = await read('north entry', book)
    expect(job).toMatchObject({
      state: 'ready',
      moduleName: '网球赛事',
      outcome: { file: '赛事.xlsx', counts: { rows: 2, bad: 0, lacking: 0 } },
    })
    expect(rows.map((each: { line: number }) => each.line)).toEqual([2, 4])
    expect(rows[0].values).toEqual({
      ...filled('A-1', { title: 'A-1公开赛', startsOn: '2199-06-01' }),
      rules: '一、二',
      prizes: [{ name: '冠军' }, { name: '亚军', note: '银杯' }],
    })
    expect(await titled('A-')).toEqual([])

    expect(await decide('north entry', job, 'all')).toMatchObject({ state: 'done', outcome: { imported: 2, left: 0 } })
    const found = await titled('A-')
    expect(found.map(({ title, stage }) => [title, stage]).sort()).toEqual([
      ['A-1公开赛', 'entry'],
      ['A-2公开赛', 'entry'],
    ])
    for (const { id } of found)
      expect(await audited(id)).toMatchObject([
        { action: 'tennis/tournament:create', result: 'done', person: town.as('north entry').id, org: 'north' },
      ])
    expect((await audited('tennis/tournament:import"')).at(-1)).toMatchObject({ object: job.id, facts: { rows: 2 } })
  })

  test('is submitted in one go where its person chooses so, and then lies with the reviewer', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('B-1'), line('B-2')]))
    await decide('north entry', job, 'all', 'submit')
    expect((await titled('B-')).map(({ stage }) => stage)).toEqual(['review', 'review'])
    const todos = (await (await as('north reviewer'))('GET', '/api/todos', { query: { module: 'tennis/tournament' } })).json().rows as {
      title: string
    }[]
    expect(todos.filter(({ title }) => title.startsWith('B-'))).toHaveLength(2)
    const { id } = (await titled('B-1'))[0]!
    expect((await audited(id)).map(({ action }) => action)).toEqual(['tennis/tournament:create', 'tennis/tournament:submit'])
  })

  test('names every cell that cannot be taken, with its line, its column and what was typed', async () => {
    const bad = {
      场地: '水面',
      承办单位: '不存在的单位',
      开赛日期: '2023年2月30日',
      参赛俱乐部: 'north、火星',
      用球: '红球',
      赛事名称: '长'.repeat(201),
    }
    const { job, rows } = await read('north entry', await bookOf([HEAD, line('C-1', bad), line('C-3', { 奖项·奖项名称: 'x'.repeat(201) })]))
    expect(job.outcome.counts).toMatchObject({ rows: 2, bad: 2 })
    const errors = rows[0].found.filter((each: { level: string }) => each.level === 'error')
    expect(Object.fromEntries(errors.map((each: any) => [HEAD[each.at], [each.line, each.typed, each.message]]))).toEqual({
      场地: [1, '水面', '《场地》只能是：硬地、草地、红土'],
      承办单位: [1, '不存在的单位', '《承办单位》中没有找到名为“不存在的单位”的单位'],
      开赛日期: [1, '2023年2月30日', '《开赛日期》不是有效的日期，应形如 2023-03-31'],
      参赛俱乐部: [1, 'north、火星', '《参赛俱乐部》中没有找到名为“火星”的单位'],
      用球: [1, '红球', '《用球》中没有找到名为“红球”的选项'],
      赛事名称: [1, '长'.repeat(200), '《赛事名称》不能超过 200 个字'],
    })
    expect(rows[1].found).toMatchObject([{ line: 2, at: 8, message: '《奖项》第 1 条的《奖项名称》不能超过 200 个字' }])
    expect(rows[1].values.prizes).toEqual([{}])
  })

  test('tells blanks and rules that only stop a submission from errors, and hints from both', async () => {
    const { job, rows } = await read(
      'north entry',
      await bookOf([HEAD, line('D-1', { 承办单位: null, 赛事名称: 'D-1网球' }), line('D-2', { 开赛日期: '2020-01-01' }), line('D-3')]),
    )
    expect(job.outcome.counts).toMatchObject({ rows: 3, bad: 0, lacking: 2 })
    expect(rows.map(({ found }: any) => found.map(({ level, message }: any) => [level, message]))).toEqual([
      [
        ['lack', '《承办单位》没有填写'],
        ['hint', '名称一般以“赛”结尾'],
      ],
      [['lack', '《开赛日期》不能早于今天']],
      [],
    ])
    expect((await decide('north entry', job, 'all', 'submit')).code).toBe('NOT_ALL')
    expect(await titled('D-')).toEqual([])
    const { job: before } = await look('north entry', job.id)
    expect(await decide('north entry', before, 'good', 'submit')).toMatchObject({ state: 'done', outcome: { imported: 1, left: 2 } })
    expect((await titled('D-')).map(({ title }) => title)).toEqual(['D-3公开赛'])
  })
})

describe('R-XL-02 all or nothing, good rows alone only when chosen', () => {
  test('with one bad row nothing is imported; the good ones on explicit choice, and the workbook comes back marked', async () => {
    const { job } = await read(
      'north entry',
      await bookOf([HEAD, line('E-1'), line('E-2', { 场地: '水面' }), line('E-3', { 承办单位: '不存在' })]),
    )
    expect((await decide('north entry', job, 'all')).code).toBe('NOT_ALL')
    expect(await titled('E-')).toEqual([])

    const marked = await result('north entry', job.id)
    expect(decodeURIComponent(String(marked.headers['content-disposition']))).toContain('赛事（已标注问题）.xlsx')
    const [sheet] = (await readXlsx(marked.rawPayload, { readStyles: true })).sheets
    expect(sheet!.rows[1]!.slice(0, 3)).toEqual(['E-1公开赛', 'E-1', '硬地'])
    expect(sheet!.cells!.get('2,2')).toMatchObject({
      value: '水面',
      comment: { text: '《场地》只能是：硬地、草地、红土' },
      style: { fill: { fgColor: { rgb: expect.stringContaining('FFC7CE') } } },
    })
    expect(sheet!.cells!.get('3,3')!.comment!.text).toContain('不存在')
    expect(sheet!.cells!.get('1,2')?.comment).toBeUndefined()

    const { job: still } = await look('north entry', job.id)
    expect(await decide('north entry', still, 'good')).toMatchObject({ outcome: { imported: 1, left: 2 } })
    expect((await titled('E-')).map(({ title }) => title)).toEqual(['E-1公开赛'])
  })

  test('a workbook of another kind comes back as a plain one with its marks', async () => {
    const { job } = await read(
      'north entry',
      Buffer.from(`\ufeff${HEAD.join(',')}\r\n${line('E-9', { 场地: '水面', 参赛俱乐部: '"north,south"' }).join(',')}\r\n`),
      '赛事.csv',
    )
    const [sheet] = (await readXlsx((await result('north entry', job.id)).rawPayload, { readStyles: true })).sheets
    expect(sheet!.cells!.get('1,2')).toMatchObject({ value: '水面', comment: { text: '《场地》只能是：硬地、草地、红土' } })
  })
})

describe('what repeats is shown before anything is written', () => {
  test('the same row twice in the file, a draft of one’s own, and what another unit holds', async () => {
    await (
      await as('north entry')
    )('POST', '/api/tennis/tournament', { body: { values: filled('F-1', { title: '手填的赛', startsOn: '2199-06-01' }) } })
    const { job: theirs } = await read('south entry', await bookOf([HEAD, line('F-2')]))
    await decide('south entry', theirs, 'all', 'submit')
    const { job, rows } = await read(
      'north entry',
      await bookOf([HEAD, line('Ｆ-1'), line('f-2'), line('F-3'), line('F-3', { 赛事名称: '另一场' })]),
    )
    expect(job.outcome.counts).toMatchObject({ rows: 4, bad: 3, twins: 3 })
    expect(rows.map(({ twin }: any) => twin)).toMatchObject([
      { of: 'ledger', title: '手填的赛', ownerName: 'north', stageLabel: '俱乐部登记' },
      { of: 'ledger', title: 'F-2公开赛', ownerName: 'south', stageLabel: '俱乐部审核', record: null },
      null,
      { of: 'file', line: 4 },
    ])
    expect(await decide('north entry', job, 'good')).toMatchObject({ outcome: { imported: 1 } })
  })

  test('R-XL-02 the same file twice adds nothing, also after its drafts were changed; a draft thrown away may come again', async () => {
    const book = await bookOf([HEAD, line('G-1'), line('G-2')])
    await decide('north entry', (await read('north entry', book)).job, 'all')
    const [draft] = await titled('G-1')
    await (
      await as('north entry')
    )('PATCH', `/api/tennis/tournament/${draft!.id}`, { body: { version: 1, values: filled('G-1-改', { title: 'G-1改名的赛' }) } })
    const second = await read('north entry', book)
    expect(second.rows.map(({ twin }: any) => [twin.of, twin.title])).toEqual([
      ['imported', 'G-1改名的赛'],
      ['imported', 'G-2公开赛'],
    ])
    expect((await decide('north entry', second.job, 'good')).code).toBe('NOTHING')
    expect(await titled('G-')).toHaveLength(2)

    await (
      await as('north entry')
    )('POST', `/api/tennis/tournament/${draft!.id}/acts`, { body: { verb: 'discard', version: 2 } })
    const third = await read('north entry', await bookOf([HEAD, line('G-1'), line('G-2'), line('G-4')]))
    expect(third.rows.map(({ twin }: any) => twin?.of ?? null)).toEqual([null, 'imported', null])
    expect(await decide('north entry', third.job, 'good')).toMatchObject({ outcome: { imported: 2 } })
  })

  test('a business without an identity goes by what its rows say', async () => {
    const head = ['拟用名称', '设计方案']
    const book = await bookOf([head, ['北场', '方案甲'], ['北场', '方案乙'], ['北场', '方案甲 ']])
    const first = await read('north entry', book, '命名.xlsx', 'tennis/naming')
    expect(first.rows.map(({ twin }: any) => twin)).toEqual([null, null, { of: 'file', line: 2 }])
    await decide('north entry', first.job, 'good')
    const second = await read('north entry', await bookOf([head, ['北场', '方案乙'], ['南场', '方案甲']]), '命名.xlsx', 'tennis/naming')
    expect(second.rows.map(({ twin }: any) => twin?.of ?? null)).toEqual(['imported', null])
  })
})

describe('what comes in between', () => {
  test('INV-14 a key that somebody takes after the check: nothing is written, and its person sees what is new', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('H-1'), line('H-2')]))
    await decide('south entry', (await read('south entry', await bookOf([HEAD, line('H-2')]))).job, 'all', 'submit')
    const answer = await decide('north entry', job, 'all', 'submit')
    expect(answer).toMatchObject({ state: 'ready', outcome: { counts: { bad: 1 }, reason: expect.stringContaining('没有写入任何内容') } })
    expect(await titled('H-')).toEqual([])
    const { rows } = await look('north entry', job.id)
    expect(rows.map(({ twin }: any) => twin?.ownerName ?? null)).toEqual([null, 'south'])
    expect(await decide('north entry', answer, 'good', 'submit')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
  })

  test('a worker that dies while it compares the rows anew loses none of them, and nothing is said to be done', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('V-1'), line('V-2'), line('V-3')]))
    await decide('south entry', (await read('south entry', await bookOf([HEAD, line('V-2')]))).job, 'all', 'submit')
    // The last row cannot be kept: as if the power had gone there.
    await owning(
      sql`create function dies() returns trigger language plpgsql as 'begin if new.at = 2 then raise exception ''gone''; end if; return new; end'`,
      sql`create trigger dies before insert on import_row for each row execute function dies()`,
    )
    await decide('north entry', job, 'all', 'submit')
    await owning(sql`drop trigger dies on import_row`)
    const dead = await look('north entry', job.id)
    expect(dead.job).toMatchObject({ state: 'waiting', outcome: { counts: { bad: 0 } } })
    expect(dead.rows).toHaveLength(3)
    await sql`update job set leased_until = now()`.execute(db)
    await runJobs(app)
    const { job: after, rows } = await look('north entry', job.id)
    expect(after).toMatchObject({ state: 'ready', outcome: { counts: { rows: 3, bad: 1 } } })
    expect(rows).toHaveLength(3)
    expect(await titled('V-', 'north entry')).toEqual([])
  })

  test('rows that are not all there are never taken for all', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('W-1'), line('W-2')]))
    await sql`delete from import_row where job_id = ${job.id} and at = 1`.execute(db)
    expect(await decide('north entry', job, 'all')).toMatchObject({
      state: 'failed',
      outcome: { reason: expect.stringContaining('不完整') },
    })
    expect(await titled('W-')).toEqual([])
  })

  test('the workbook handed back is marked anew', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('X-1'), line('X-2', { 场地: '水面' })]))
    await decide('south entry', (await read('south entry', await bookOf([HEAD, line('X-1')]))).job, 'all', 'submit')
    await decide('north entry', job, 'good', 'submit')
    const [sheet] = (await readXlsx((await result('north entry', job.id)).rawPayload)).sheets
    expect(sheet!.cells!.get('1,0')!.comment!.text).toContain('台账中已有：X-1公开赛')
    expect(sheet!.cells!.get('2,2')!.comment!.text).toContain('只能是')
  })

  test('an organisation that is retired after the check', async () => {
    await sql`insert into org (id, name, short, kind, pinyin) values ('gone', 'gone', 'gone', 'department', 'gone')`.execute(db)
    const { job } = await read('north entry', await bookOf([HEAD, line('I-1', { 承办单位: 'gone' }), line('I-2')]))
    await sql`update org set retired_on = current_date - 1 where id = 'gone'`.execute(db)
    const answer = await decide('north entry', job, 'all')
    expect(answer).toMatchObject({ state: 'ready', outcome: { counts: { bad: 1 } } })
    expect((await look('north entry', job.id)).rows[0].found.at(-1)).toMatchObject({
      level: 'error',
      message: '《承办单位》中有不存在或已撤销的单位',
    })
    expect(await titled('I-')).toEqual([])
  })

  test('R-AC-08 a post that is withdrawn after the check writes nothing', async () => {
    const { job } = await read('east entry', await bookOf([HEAD, line('J-1')]))
    const withdraw = (at: string | null) =>
      sql`update post set revoked_at = ${at} where person_id = ${town.as('east entry').id}`.execute(db)
    const call = await as('east entry')
    await call('POST', `/api/jobs/${job.id}/decision`, { body: { version: job.version, rows: 'all', as: 'draft' } })
    await withdraw('2026-01-01')
    await runJobs(app)
    await withdraw(null)
    expect((await look('east entry', job.id)).job).toMatchObject({ state: 'failed', outcome: { reason: '您的岗位不能填报网球赛事。' } })
    expect(await titled('J-', 'east entry')).toEqual([])
  })

  test('a decision on what one no longer sees is stale; so is a second one', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('K-1')]))
    expect((await decide('north entry', { ...job, version: job.version - 1 }, 'all')).code).toBe('STALE')
    await decide('north entry', job, 'all')
    expect((await decide('north entry', job, 'all')).code).toBe('STALE')
    expect(await titled('K-1')).toHaveLength(1)
  })
})

test('what keeps the whole table out ends the import with its reasons', async () => {
  const { job } = await read(
    'north entry',
    await bookOf([
      [...HEAD, '赛事名称'],
      [...line('Y-1'), '又一个'],
    ]),
  )
  expect(job).toMatchObject({ state: 'failed', outcome: { reason: '表中有两个“赛事名称”列，请只保留一个。' } })
  const many = Array.from({ length: 10_001 }, (_, at) => [`${at}赛`, `Z-${at}`])
  const { job: large } = await read('north entry', await bookOf([['赛事名称', '赛事编号'], ...many]))
  expect(large).toMatchObject({ state: 'failed', outcome: { reason: expect.stringContaining('表中有 10001 条') } })
})

describe('R-XL-03 what an import refers to is its person’s own', () => {
  test('the file, the job, its rows and its result', async () => {
    const { job } = await read('south entry', await bookOf([HEAD, line('L-1', { 场地: '水面' })]))
    const other = await as('north entry')
    const { rows } = await sql<{ file: string }>`select file_id as file from job where id = ${job.id}`.execute(db)
    expect((await other('POST', '/api/tennis/tournament/imports', { body: { file: rows[0]!.file } })).statusCode).toBe(404)
    const never = crypto.randomUUID()
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/rows', undefined],
      ['GET', '/result', undefined],
      ['POST', '/decision', { version: job.version, rows: 'all', as: 'draft' }],
      ['DELETE', '', undefined],
    ] as const) {
      const [theirs, none] = await Promise.all([job.id, never].map((id) => other(method, `/api/jobs/${id}${path}`, { body })))
      expect([theirs!.statusCode, theirs!.body], path).toEqual([404, none!.body])
    }
    expect((await other('GET', '/api/jobs')).json().map(({ id }: { id: string }) => id)).not.toContain(job.id)
    expect((await (await as('south entry'))('GET', '/api/jobs')).json().map(({ id }: { id: string }) => id)).toContain(job.id)
  })

  test('and its rows are shown no more once they have left the unit through which they saw it', async () => {
    const { job } = await read('south entry', await bookOf([HEAD, line('L-3')]))
    const revoke = (at: string | null) => sql`update post set revoked_at = ${at} where person_id = ${town.as('south entry').id}`.execute(db)
    await revoke('2026-01-01')
    const call = await as('south entry')
    expect((await call('GET', `/api/jobs/${job.id}/rows`)).json().code).toBe('POSTS_CHANGED')
    const { rows } = await sql<{ file: string }>`select file_id as file from job where id = ${job.id}`.execute(db)
    const again = await call('POST', '/api/tennis/tournament/imports', { body: { file: rows[0]!.file } })
    expect([again.statusCode, again.json().code]).toEqual([403, 'NOT_ALLOWED'])
    await revoke(null)
    expect((await call('GET', `/api/jobs/${job.id}/rows`)).statusCode).toBe(200)
  })

  test('a program sees of them what its token opens', async () => {
    const { job } = await read('south entry', await bookOf([HEAD, line('L-2')]))
    const made = async (...scopes: string[]) =>
      (await (await as('south entry'))('POST', '/api/tokens', { body: { name: 'x', scopes, days: 1 } })).json().token as string
    const [blind, seeing] = [await made('jobs:read', 'tennis/match:read'), await made('jobs:read', 'tennis/tournament:read')]
    const status = async (token: string, path: string) =>
      (await app.inject({ url: path, headers: { authorization: `Bearer ${token}` } })).statusCode
    expect([await status(blind, `/api/jobs/${job.id}`), await status(blind, `/api/jobs/${job.id}/rows`)]).toEqual([404, 404])
    expect([await status(seeing, `/api/jobs/${job.id}`), await status(seeing, `/api/jobs/${job.id}/rows`)]).toEqual([200, 200])
  })

  test('and the unit: rows of another one, people without a post, files that are no tables', async () => {
    const head = [...HEAD, '填报单位']
    const { rows } = await read(
      'north entry',
      await bookOf([head, [...line('M-1'), 'south'], [...line('M-2'), 'north'], [...line('M-3'), null]]),
    )
    expect(rows.map(({ found }: any) => found[0]?.message ?? null)).toEqual(['填报单位是“south”，只能为本单位导入', null, null])
    expect((await ask('north leader', await bookOf([HEAD]))).json()).toMatchObject({ code: 'NOT_ALLOWED' })
    const poster = await ask('north entry', makePng(), '赛事.png')
    expect([poster.statusCode, poster.json().code]).toEqual([422, 'NOT_A_TABLE'])
    const small = await uploaded(await as('north entry'), await bookOf([HEAD, line('M-4')]), '大.xlsx')
    await owning(sql`update file set size = ${20 * 1024 * 1024 + 1} where id = ${small}`)
    const large = await (await as('north entry'))('POST', '/api/tennis/tournament/imports', { body: { file: small } })
    expect([large.statusCode, large.json().code]).toEqual([422, 'TABLE_TOO_LARGE'])
    const hall = await read('hall entry', await bookOf([HEAD, line('M-9')]))
    expect(hall.rows[0].found[0].message).toBe('您的岗位不能新建网球赛事，只能填报待办中的事项')
  })
})

describe('R-XL-02 F-14 at once', () => {
  test('the same file by one person twice is one import', async () => {
    const book = await bookOf([HEAD, line('N-1')])
    const [one, two] = await Promise.all([ask('north entry', book), ask('north entry', book)])
    expect(one.json().id).toBe(two.json().id)
  })

  test('the same file again, while nothing is decided, is looked at anew: nobody decides on old findings', async () => {
    const book = await bookOf([HEAD, line('N-2', { 承办单位: '新单位' })])
    const { job, rows } = await read('north entry', book)
    expect(rows[0].found[0].message).toContain('新单位')
    await sql`insert into org (id, name, short, kind, pinyin) values ('fresh', '新单位', '新单位', 'department', 'xin')`.execute(db)
    const second = await read('north entry', book)
    expect(second.job.id).not.toBe(job.id)
    expect(second.job.outcome.counts.bad).toBe(0)
    expect((await (await as('north entry'))('GET', `/api/jobs/${job.id}`)).statusCode).toBe(404)
    expect((await (await as('north entry'))('GET', '/api/jobs')).json()).toHaveLength(1)
  })

  test('the same file by two people of a unit: the rows are there once', { timeout: 120_000 }, async () => {
    const { settle } = await import('#kernel/testing/town.ts')
    const colleague = await settle(db, 'north colleague', [{ org: 'north', role: 'entry' }])
    const call = await asPerson(colleague.id)
    const both = importing(app, async (who) => (who === 'colleague' ? call : as(who)))
    for (let round = 0; round < 6; round++) {
      const book = await bookOf([HEAD, ...Array.from({ length: 20 }, (_, at) => line(`O${round}-${at}`))])
      const jobs = { 'north entry': (await both.read('north entry', book)).job, colleague: (await both.read('colleague', book)).job }
      for (const [who, job] of Object.entries(jobs))
        await (
          await (who === 'colleague' ? call : as(who))
        )('POST', `/api/jobs/${job.id}/decision`, { body: { version: job.version, rows: 'all', as: round % 2 ? 'draft' : 'submit' } })
      await Promise.all([runJobs(app), runJobs(app)])
      const states = [await both.look('north entry', jobs['north entry'].id), await both.look('colleague', jobs.colleague.id)].map(
        ({ job }) => job.state,
      )
      expect(states.sort()).toEqual(['done', 'ready'])
      expect(await titled(`O${round}-`)).toHaveLength(20)
    }
  })
})
