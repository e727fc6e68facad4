import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { quarter, quarterOf, quarterWords } from '#kernel/fields/quarter.ts'
import { scores } from '#kernel/fields/scores.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { clubModules, federation } from '#kernel/testing/club.ts'
import { buildTown, settle, type Town } from '#kernel/testing/town.ts'
import { AS_DECLARED } from '#kernel/tuned.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import { typedInto } from '../testing/typed-into.ts'

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
const modules = [...clubModules, survey]
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
    expect(help!.rows.flat().join('\n')).toContain('在台账页点“导入”，选择“从 Excel 导入”')
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

  test('is made for the unit that is named, and for no other instead of it', async () => {
    const call = await as('north entry')
    const of = (org: string) => call('GET', '/api/tennis/tournament/template', { query: { org } })
    expect((await of('north')).statusCode).toBe(200)
    expect((await of('south')).json()).toMatchObject({ code: 'NOT_ALLOWED', message: '您的岗位不能填报网球赛事。' })
    const reviewer = await as('north reviewer')
    expect((await reviewer('GET', '/api/tennis/tournament/template')).statusCode).toBe(200)
    expect((await reviewer('GET', '/api/tennis/tournament/template', { query: { org: 'north' } })).statusCode).toBe(403)
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
