import { readXlsx, saveXlsx, openXlsx, type CellValue } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { dayOf } from '#kernel/day.ts'
import { files } from '#kernel/fields/files.ts'
import { quarter, quarterOf, quarterWords } from '#kernel/fields/quarter.ts'
import { rows } from '#kernel/fields/rows.ts'
import { scores } from '#kernel/fields/scores.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { clubModules, federation, match, repair, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, settle, type Town } from '#kernel/testing/town.ts'
import { AS_DECLARED } from '#kernel/tuned.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import { uploaded } from '../testing/upload.ts'

/** Rows that carry attachments, which no sheet can hold. */
const album = defineModule({
  name: '赛事相册',
  path: 'tennis/album',
  manual: '俱乐部章程九',
  scope: '相册',
  unit: '册',
  filedBy: ['district'],
  fields: { title: text('册名'), photos: rows('照片', { fields: { name: text('题名'), shot: files('原片', { optional: true }) } }) },
  title: 'title',
  ledger: ['title'],
  flow: { entry: { label: '登记', by: 'entry', at: 'owner' }, review: { label: '审核', by: 'reviewer', at: 'owner' } },
  seenBy: {},
})
/** A number for each of many organisations, and the quarter they are of. */
const survey = defineModule({
  name: '会员满意度',
  path: 'tennis/survey',
  manual: '俱乐部章程十',
  scope: '会员满意度调查',
  unit: '期',
  filedBy: [federation],
  fields: {
    title: text('名称'),
    quarter: quarter('季度'),
    scores: scores('得分', { among: ['district'] }),
  },
  title: 'title',
  ledger: ['title', 'quarter'],
  alike: {
    key: (it) => it.quarter ?? null,
    about: '一个季度只填报一期',
    field: 'quarter',
    message: '本季度已经填报过',
    clause: '章程十',
  },
  flow: { entry: { label: '协会填报', by: 'entry', at: 'owner' }, review: { label: '协会审核', by: 'reviewer', at: 'owner' } },
  seenBy: {},
})
const modules = [...clubModules, album, survey]
const { app, db, asPerson } = await testServer(modules)
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
const { read, decide } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db, modules)
})
beforeEach(() => sql`delete from job`.execute(db))

const template = async (who: string, path = 'tennis/tournament', of = 'new') =>
  (await as(who))('GET', `/api/${path}/template`, { query: { of } })
/** A downloaded workbook with cells typed into it, by the header of their column. */
async function typedInto(bytes: Buffer, line: number, cells: Record<string, CellValue>): Promise<Buffer> {
  const book = await openXlsx(bytes, { readStyles: true })
  const sheet = book.sheets[0]!
  for (const [label, value] of Object.entries(cells)) {
    const at = sheet.rows[0]!.findIndex((header) => String(header).replace('*', '') === label)
    if (at < 0) throw new Error(`No column ${label}`)
    while (sheet.rows.length <= line) sheet.rows.push([])
    sheet.rows[line]![at] = value
    const cell = sheet.cells?.get(`${line},${at}`)
    if (cell) sheet.cells!.set(`${line},${at}`, { ...cell, value, type: 'string' })
  }
  return Buffer.from(await saveXlsx(book))
}

describe('the template of a business', () => {
  test('is made from its declaration: columns, marks, guidance, an example, lists, dates', async () => {
    const answer = await template('north entry')
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('网球赛事导入模板.xlsx')
    const book = await readXlsx(answer.rawPayload, { readStyles: true })
    expect(book.sheets.map(({ name, hidden }) => [name, hidden ?? false])).toEqual([
      ['网球赛事', false],
      ['填写说明', false],
      ['选项', true],
    ])
    const [sheet, help, lists] = book.sheets
    expect(sheet!.rows[0]!.slice(0, 8)).toEqual([
      '序号',
      '赛事名称*',
      '赛事编号*',
      '场地*',
      '承办单位*',
      '参赛俱乐部*',
      '用球*',
      '开赛日期*',
    ])
    expect(sheet!.rows[0]!.slice(-3)).toEqual(['规程', '奖项·奖项名称*', '奖项·说明'])
    expect(sheet!.rows[1]!.slice(0, 4)).toEqual(['说明', '必填', '必填', '必填；从下拉列表选择'])
    expect(sheet!.rows[2]!.slice(0, 8)).toEqual(['范例', '', '', '硬地', 'hall', 'east、north', '绿球', '2026-03-31'])
    expect(sheet!.cells!.get('0,1')!.comment!.text).toBe('必填\n写全称')
    const validations = new Map(sheet!.dataValidations!.map((each) => [each.range.split(':')[0], each]))
    expect(validations.get('D4')).toMatchObject({ type: 'list', formula1: expect.stringContaining('选项') })
    expect(validations.get('F4')!.showErrorMessage).not.toBe(true)
    expect(validations.get('H4')).toMatchObject({ type: 'date' })
    expect(sheet!.cells!.get('3,7')!.style!.numFmt).toBe('yyyy-mm-dd')
    expect(lists!.rows.slice(0, 4)).toEqual([
      ['场地', '承办单位', '参赛俱乐部', '用球'],
      ['硬地', 'hall', 'east', '绿球'],
      ['草地', 'park', 'north', '黄球'],
      ['红土', null, 'south', null],
    ])
    expect(help!.rows.flat().join('\n')).toContain('“海报”为附件，不能在表格中填写')
  })

  test('filled in, it is what an import takes; as it was downloaded, there is nothing in it', async () => {
    const empty = (await template('north entry')).rawPayload
    expect((await read('north entry', empty)).job).toMatchObject({
      state: 'failed',
      outcome: { reason: expect.stringContaining('没有可以导入的内容') },
    })
    const typed = {
      赛事名称: '公开赛',
      赛事编号: 'T-1',
      场地: '硬地',
      承办单位: 'hall',
      参赛俱乐部: 'south',
      用球: '黄球',
      开赛日期: '2199-06-01',
      奖项·奖项名称: '冠军',
    }
    const { job, rows: told } = await read('north entry', await typedInto(empty, 3, typed))
    expect(job.outcome.notes).toEqual(['第 2、3 行标为“说明”或“范例”，没有导入。'])
    expect(told.map(({ found, values }: any) => [found, values.prizes])).toEqual([[[], [{ name: '冠军' }]]])
    expect(await decide('north entry', job, 'all')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
  })

  test('every module has one, for whoever fills in something of it, and for nobody without a post', async () => {
    for (const { path } of modules) expect((await template('north entry', path)).statusCode, path).toBe(200)
    expect((await (await as('north entry'))('GET', '/api/tennis/tournament/template', { query: { of: 'x' } })).statusCode).toBe(422)
    const { settle } = await import('#kernel/testing/town.ts')
    const nobody = await settle(db, 'nobody', [])
    expect((await (await asPerson(nobody.id))('GET', '/api/tennis/tournament/template')).statusCode).toBe(403)
  })
})

describe('a quarter, and numbers of many organisations', () => {
  const running = quarterOf(dayOf(new Date()))

  test('are a list to choose from, and a line for each organisation; what the unit has filed alike already is a warning', async () => {
    const bytes = (await template('federation entry', survey.path)).rawPayload
    const [sheet, , lists] = (await readXlsx(bytes)).sheets
    expect(sheet!.rows[0]).toEqual(['序号', '名称*', '季度*', '得分·单位*', '得分·得分*'])
    expect(lists!.rows.slice(0, 4).map((row) => row.slice(0, 2))).toEqual([
      ['季度', '得分·单位'],
      [quarterWords(running), 'east'],
      [expect.stringMatching(/年第.季度$/), 'north'],
      [expect.stringMatching(/年第.季度$/), 'south'],
    ])
    const cells = ['名称', '季度', '得分·单位', '得分·得分']
    const book = await bookOf([
      cells,
      ['一期', quarterWords(running), 'north', 92.3],
      [null, null, 'south', '８8.5'],
      ['二期', '2025年四季度', 'north', 101],
      ['三期', quarterWords(running), '火星', 9],
    ])
    const { job, rows: told } = await read('federation entry', book, '满意度.xlsx', survey.path)
    expect(told.map(({ found, line }: any) => [line, found.map(({ level, line: at, message }: any) => [level, at, message])])).toEqual([
      [2, []],
      [4, [['error', 3, '《得分》应在 0 至 100 之间']]],
      [
        5,
        [
          ['error', 4, '《得分·单位》中没有找到名为“火星”的单位'],
          ['hint', 4, '本季度已经填报过'],
        ],
      ],
    ])
    expect(told[0].values).toEqual({
      title: '一期',
      quarter: running,
      scores: [
        { org: 'north', score: '92.30' },
        { org: 'south', score: '88.50' },
      ],
    })
    expect(told[1].values).toMatchObject({ quarter: '2025-Q4' })
    await decide('federation entry', job, 'good')
    const later = await read('federation entry', await bookOf([cells, ['补报', running, 'north', 60]]), '满意度.xlsx', survey.path)
    expect(later.rows[0].found).toMatchObject([{ level: 'hint', key: 'quarter', message: '本季度已经填报过', clause: '章程十' }])

    // The office has switched the hint off: a sheet is as silent as the form.
    const keeper = await asPerson((await settle(db, '调查模块管理员', [{ org: 'federation', role: 'module-admin' }])).id)
    const off = { version: 0, tuning: { ...AS_DECLARED, off: ['alike'] } }
    expect((await keeper('PUT', `/api/${survey.path}/tuning`, { body: off })).statusCode).toBe(200)
    await expect.poll(async () => (await app.inForce.now()).find(({ path }) => path === survey.path)!.silenced).toEqual(['alike'])
    const silent = await read('federation entry', await bookOf([cells, ['再补', running, 'north', 70]]), '满意度.xlsx', survey.path)
    expect(silent.rows[0].found).toEqual([])
  })
})

describe('what waits on a desk is reported on from a sheet', { timeout: 120_000 }, () => {
  async function opened(code: string) {
    const go = inTown(town, new Date())
    const { id } = await go.create(
      'east entry',
      tournament,
      filled(code, { title: `${code}公开赛`, startsOn: '2199-06-01', clubs: ['south', 'north'] }),
    )
    await go.act('east entry', tournament, id, { verb: 'submit', version: 1 })
    await go.act('east reviewer', tournament, id, { verb: 'pass', version: 2 })
    await go.act('hall entry', tournament, id, { verb: 'pass', version: 3 })
  }
  const lineOf = (sheet: { rows: CellValue[][] }, words: string) =>
    sheet.rows.findIndex((row) => row.some((cell) => String(cell).includes(words)))

  test('a business that only others open: its reports saved and submitted, by the rules of the form', { timeout: 120_000 }, async () => {
    await opened('W-1')
    await opened('W-2')
    const bytes = (await template('south entry', match.path, 'desk')).rawPayload
    const [sheet] = (await readXlsx(bytes)).sheets
    expect(sheet!.rows[0]).toEqual(['序号', '记录编号', '所属赛事', '进度*', '结束日期*', '比分*'])
    const [first, second] = [lineOf(sheet!, 'W-1'), lineOf(sheet!, 'W-2')]
    const typed = await typedInto(await typedInto(bytes, first, { 进度: '已结束', 结束日期: '2026年5月1日', 比分: '6:4' }), second, {
      进度: '进行中',
      结束日期: '2026-05-01',
      比分: '',
    })
    const { job, rows: told } = await read('south entry', typed, '成绩.xlsx', match.path)
    expect(job.outcome.counts).toMatchObject({ rows: 2, bad: 0, lacking: 1, updates: 2 })
    expect(told.map(({ found }: any) => found.map(({ message }: any) => message))).toEqual([
      [],
      ['《结束日期》在此情况下不用填写，不会导入', '《比分》没有填写'],
    ])
    expect(await decide('south entry', job, 'good', 'submit')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
    const found = (await (await as('south entry'))('GET', `/api/${match.path}`)).json().rows as {
      title: string
      stage: string
      values: object
    }[]
    expect(found.map(({ title, stage, values }) => [title, stage, values]).sort()).toMatchObject([
      ['W-1公开赛', 'review', { status: '已结束', score: '6:4' }],
      ['W-2公开赛', 'entry', {}],
    ])

    // What was downloaded before is stale now; what is another's or nobody's is not there.
    const again = await read('south entry', typed, '成绩.xlsx', match.path)
    expect(again.rows[0].found.at(-1).message).toBe('下载之后此事项又有变动，请重新下载待填报表')
    const theirs = await read('north entry', typed, '成绩.xlsx', match.path)
    expect(theirs.rows[0].found.at(-1).message).toContain('没有找到“记录编号”所指的事项')
    const invented = await read('south entry', await typedInto(typed, second, { 记录编号: 'W-2' }), '成绩.xlsx', match.path)
    expect(invented.rows[1].found.some(({ message }: any) => message.includes('不是系统给出的编号'))).toBe(true)
    const fresh = await read('south entry', await typedInto(typed, second, { 记录编号: null }), '成绩.xlsx', match.path)
    expect(fresh.rows[1].found.some(({ message }: any) => message.includes('由上一环节下达，不能在表中新增'))).toBe(true)
    const twice = await typedInto(bytes, second, { 记录编号: String(sheet!.rows[first]![1]) })
    expect((await read('north entry', twice, '成绩.xlsx', match.path)).rows[1].twin).toEqual({ of: 'file', line: first + 1 })
  })

  test('somebody else who is faster: nothing of the import is written', async () => {
    await opened('W-3')
    const bytes = (await template('south entry', match.path, 'desk')).rawPayload
    const [sheet] = (await readXlsx(bytes)).sheets
    const { job, rows: told } = await read(
      'south entry',
      await typedInto(bytes, lineOf(sheet!, 'W-3'), { 进度: '进行中', 比分: '1:0' }),
      '成绩.xlsx',
      match.path,
    )
    const at = told.findIndex(({ values }: any) => values.score === '1:0')
    const { id, version } = told[at].record
    await (
      await as('south entry')
    )('PATCH', `/api/${match.path}/${id}`, { body: { version, values: { score: '0:1' } } })
    const answer = await decide('south entry', job, 'all')
    expect(answer).toMatchObject({ state: 'ready', outcome: { counts: { bad: 1 } } })
    expect((await (await as('south entry'))('GET', `/api/${match.path}/${id}`)).json().values.score).toBe('0:1')
  })

  test('attachments that a sheet cannot hold stay with their row, and are not lost without a word', async () => {
    const clerk = await as('north entry')
    const shot = [{ id: await uploaded(clerk, makePng(), '发球.png') }]
    const draft = (
      await clerk('POST', `/api/${album.path}`, { body: { values: { title: '春', photos: [{ name: '发球', shot }, { name: '接球' }] } } })
    ).json()
    const bytes = (await template('north entry', album.path, 'desk')).rawPayload
    const [sheet] = (await readXlsx(bytes)).sheets
    const line = lineOf(sheet!, '春')
    expect(sheet!.rows.slice(line, line + 2).map((row) => row.slice(2))).toEqual([
      ['春', '发球'],
      ['', '接球'],
    ])
    const renamed = await read('north entry', await typedInto(bytes, line, { 照片·题名: '扣球' }), '相册.xlsx', album.path)
    expect(renamed.rows[0].found).toMatchObject([
      { level: 'error', message: '《照片》中带有附件的一条在表中没有找到，请在系统中修改此事项' },
    ])
    const { job } = await read('north entry', await typedInto(bytes, line, { 册名: '春夏' }), '相册.xlsx', album.path)
    await decide('north entry', job, 'all')
    expect((await clerk('GET', `/api/${album.path}/${draft.id}`)).json()).toMatchObject({
      version: 2,
      values: { title: '春夏', photos: [{ name: '发球', shot: [{ name: '发球.png' }] }, { name: '接球' }] },
    })
  })

  test('rows that the system set are filled in and not changed', async () => {
    const go = inTown(town, new Date())
    const works = [
      { name: '换土', dueOn: '2199-06-30' },
      { name: '画线', dueOn: '2199-07-31' },
    ]
    const order = { title: '三号场翻修', works, club: 'east', reportBy: '2199-05-20' }
    const { id } = await go.create('federation entry', repair, order, 'office')
    await go.act('federation entry', repair, id, { verb: 'submit', version: 1 })
    const bytes = (await template('east entry', repair.path, 'desk')).rawPayload
    const [sheet] = (await readXlsx(bytes)).sheets
    const line = lineOf(sheet!, '换土')
    const at = sheet!.rows[0]!.indexOf('工序进度·工序')
    expect(sheet!.rows.slice(line, line + 2).map((row) => row.slice(at, at + 2))).toEqual([
      ['换土', '未开工'],
      ['画线', '未开工'],
    ])
    expect(sheet!.rows[1]![at]).toBe('已有内容，供对照')
    const renamed = await typedInto(bytes, line, { 工序进度·工序: '换草', 进度: '施工中' })
    expect((await read('east entry', renamed, '维修.xlsx', repair.path)).rows[0].found).toMatchObject([
      { level: 'error', message: '《工序进度》的各行由系统带入，不能增减或改动，请重新下载待填报表填写' },
    ])
    const typed = await typedInto(await typedInto(bytes, line, { 进度: '施工中' }), line + 1, { 工序进度·状态: '施工中' })
    const { job } = await read('east entry', typed, '维修.xlsx', repair.path)
    expect(await decide('east entry', job, 'all', 'submit')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
    expect((await (await as('east entry'))('GET', `/api/${repair.path}/${id}`)).json()).toMatchObject({
      stage: 'check',
      values: {
        condition: '施工中',
        states: [
          { name: '换土', state: '未开工' },
          { name: '画线', state: '施工中' },
        ],
      },
    })
  })
})
