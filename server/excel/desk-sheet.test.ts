import { readXlsx, type CellValue } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { files } from '#kernel/fields/files.ts'
import { rows } from '#kernel/fields/rows.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { createAll } from '#kernel/store/create-all.ts'
import { clubModules, match, repair, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, type Town } from '#kernel/testing/town.ts'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import { typedInto } from '../testing/typed-into.ts'
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
/** Two steps that ask for different attachments. */
const poster = defineModule({
  name: '赛事海报',
  path: 'tennis/poster',
  manual: '俱乐部章程十一',
  scope: '海报',
  unit: '张',
  filedBy: ['district'],
  fields: { title: text('题名'), sketch: files('草图', { optional: true }), print: files('印样'), words: text('印制情况') },
  title: 'title',
  ledger: ['title'],
  flow: {
    entry: { label: '登记', by: 'entry', at: 'owner' },
    print: { label: '印制', by: 'entry', at: 'owner', fills: ['print', 'words'] },
    review: { label: '审核', by: 'reviewer', at: 'owner' },
  },
  seenBy: {},
})
const modules = [...clubModules, album, poster]
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
const lineOf = (sheet: { rows: CellValue[][] }, words: string) =>
  sheet.rows.findIndex((row) => row.some((cell) => String(cell).includes(words)))
const messagesOf = (told: any) =>
  told.flatMap(({ found }: any) => found.flatMap(({ level, message }: any) => (level === 'error' ? [message] : [])))

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

describe('what a record holds may be retired by now', { timeout: 120_000 }, () => {
  const yesterday = dayOf(new Date(Date.now() - 86_400_000))
  const [of, own] = ['tennis/tournament', 'east entry']
  const valuesOf = async (id: string) => (await (await as(own))('GET', `/api/${of}/${id}`)).json().values
  const desk = async () => {
    const bytes = (await template(own, of, 'desk')).rawPayload
    const [sheet, , lists] = (await readXlsx(bytes)).sheets
    const cell = (line: number, label: string) =>
      sheet!.rows[line]![sheet!.rows[0]!.findIndex((header) => String(header).replace('*', '') === label)]
    return { bytes, sheet: sheet!, cell, offered: lists!.rows.flat() }
  }
  const drafted = async (code: string, more: object) =>
    (await (await as(own))('POST', `/api/${of}`, { body: { values: filled(code, { startsOn: '2199-06-01', ...more }) } })).json()
      .id as string

  test('a term and a unit stand in the sheet by their names, are offered to nobody, and stay as long as nobody changes them', async () => {
    await sql`insert into term (dictionary, code, label) values ('ball', 'wooden', '木球')`.execute(db)
    await sql`insert into org (id, name, short, kind, pinyin) values ('dome', '老体育馆', '老馆', 'department', 'dome')`.execute(db)
    const id = await drafted('R-1', { title: '木球公开赛', ball: 'wooden', host: 'dome' })
    await sql`update term set valid_until = ${yesterday} where code = 'wooden'`.execute(db)
    await sql`update org set retired_on = ${yesterday} where id = 'dome'`.execute(db)
    const { bytes, sheet, cell, offered } = await desk()
    const line = lineOf(sheet, '木球公开赛')
    expect([cell(line, '用球'), cell(line, '承办单位')]).toEqual(['木球', '老体育馆'])
    for (const word of ['木球', '老馆', '老体育馆']) expect(offered).not.toContain(word)

    const { job, rows: told } = await read(own, await typedInto(bytes, line, { 报名费: '10' }))
    expect(messagesOf(told)).toEqual([])
    expect(await decide(own, job, 'all')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
    expect(await valuesOf(id)).toMatchObject({ fee: '10.00', ball: 'wooden', host: 'dome' })

    // Chosen anew they are refused as a form refuses them.
    const fresh = await typedInto((await template(own)).rawPayload, 3, {
      ...{
        赛事名称: '新木球公开赛',
        赛事编号: 'R-2',
        场地: '硬地',
        承办单位: '老馆',
        参赛俱乐部: 'south',
        用球: '木球',
        开赛日期: '2199-06-01',
      },
    })
    expect(messagesOf((await read(own, fresh)).rows)).toEqual([
      '《承办单位》中有不存在或已撤销的单位',
      '《用球》选择了不存在或已停用的选项',
    ])
  })

  test('and what is called by their names now is something else: a line that nobody touched changes nothing', async () => {
    await sql`insert into term (dictionary, code, label, valid_until) values ('ball', 'leather', '皮球', null)`.execute(db)
    const id = await drafted('R-3', { title: '皮球公开赛', ball: 'leather' })
    await sql`update term set valid_until = ${yesterday} where code = 'leather'`.execute(db)
    await sql`insert into term (dictionary, code, label) values ('ball', 'leather-2', '皮球')`.execute(db)
    const { bytes, sheet } = await desk()
    const told = (await read(own, await typedInto(bytes, lineOf(sheet, '皮球公开赛'), { 报名费: '10' }))).rows
    expect(told.find(({ record }: any) => record.id === id)!.values.ball).toBe('leather')
    const fresh = await typedInto((await template(own)).rawPayload, 3, { 赛事名称: '又一公开赛', 赛事编号: 'R-4', 用球: '皮球' })
    expect((await read(own, fresh)).rows[0].values.ball).toBe('leather-2')
  })

  test('what was submitted under the former name of a term is written in it, and means that term', async () => {
    await sql`insert into term (dictionary, code, label) values ('ball', 'soft', '软球')`.execute(db)
    const id = await drafted('R-5', { title: '软球公开赛', ball: 'soft' })
    const go = inTown(town, new Date())
    await go.act(own, tournament, id, { verb: 'submit', version: 1 })
    await go.act('east reviewer', tournament, id, { verb: 'return', version: 2, reason: { code: 'name', words: '名称不规范', pins: [] } })
    const labels = [
      { label: '软球', from: null },
      { label: '海绵球', from: new Date().toISOString() },
    ]
    await sql`update term set labels = ${JSON.stringify(labels)}::jsonb, label = '海绵球' where code = 'soft'`.execute(db)
    const { bytes, sheet, cell, offered } = await desk()
    const line = lineOf(sheet, '软球公开赛')
    expect([cell(line, '用球'), offered.includes('海绵球'), offered.includes('软球')]).toEqual(['软球', true, false])
    const told = (await read(own, await typedInto(bytes, line, { 报名费: '20' }))).rows
    expect(messagesOf(told)).toEqual([])
    expect(told.find(({ record }: any) => record.id === id)!.values).toMatchObject({ ball: 'soft', fee: '20.00' })
  })
})

test(
  'more than a sheet lists is said in it, and the import of more is refused before a row is looked at',
  { timeout: 120_000 },
  async () => {
    const values = Array.from({ length: 205 }, (_, at) => filled(`M-${at}`, { title: `多${at}公开赛` }))
    const { ids } = await db
      .transaction()
      .execute((tx) =>
        createAll(
          { tx, actor: town.as('north entry'), now: new Date(), modules },
          tournament,
          { id: 'north', kind: 'district' },
          values,
          'draft',
        ),
      )
    const bytes = (await template('north entry', 'tennis/tournament', 'desk')).rawPayload
    const [sheet, help] = (await readXlsx(bytes)).sheets
    expect(sheet!.rows.filter((row) => typeof row[0] === 'number')).toHaveLength(200)
    expect(help!.rows.flat().join('\n')).toContain('待填报事项共 205 项，本表列出前 200 项')
    const few = await readXlsx((await template('park entry', 'tennis/tournament', 'desk')).rawPayload)
    expect(few.sheets[1]!.rows.flat().join('\n')).not.toContain('本表列出前')

    const more = sheet!.rows.findLastIndex((row) => typeof row[0] === 'number') + 1
    const { job } = await read('north entry', await typedInto(bytes, more, { 记录编号: `${ids[200]}/1`, 赛事名称: '多200公开赛' }))
    expect(job).toMatchObject({
      state: 'failed',
      phase: 'read',
      outcome: { reason: '表中有 201 条已有事项，一次最多导入 200 条已有事项，请分成几个文件。' },
    })
  },
)

test('a sheet of reports names the attachments of the steps it asks for, and no others', async () => {
  const go = inTown(town, new Date())
  const { id } = await go.create('south entry', poster, { title: '春' })
  await go.act('south entry', poster, id, { verb: 'submit', version: 1 })
  const help = (await readXlsx((await template('south entry', poster.path, 'desk')).rawPayload)).sheets[1]!.rows.flat().join('\n')
  expect(help).toContain('“印样”为附件')
  expect(help).not.toContain('草图')
})
