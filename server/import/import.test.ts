import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { filled } from '#kernel/testing/town.ts'
import { runJobs } from '../jobs/run.ts'
import { bookOf, importing } from '../testing/import.ts'
import { HEAD, importingTown, line, row } from '../testing/importing-town.ts'

const { app, db, asPerson, town, as, ask, read, decide, look, result, titled, audited } = await importingTown()

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
