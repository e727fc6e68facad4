import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, settle, type Town } from '#kernel/testing/town.ts'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { InflationBudget } from '../files/inspect/inflation-budget.ts'
import { zipMembers } from '../files/inspect/zip-members.ts'
import { claim } from '../jobs/queue.ts'
import { runJob, runJobs } from '../jobs/run.ts'
import { importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import { uploaded } from '../testing/upload.ts'

const { app, db, dataDir, asPerson } = await testServer([tournament])
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
const { look, result } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db, [tournament])
})
beforeEach(() => sql`delete from job`.execute(db))

const PATH = '/api/tennis/tournament'
/** Each its own, so that what becomes of one becomes of no other. */
const picture = (name: string) => makePng({ texts: { Title: name } })
const placeOf = async (name: string) => {
  const { rows } = await sql<{ sha256: string }>`select sha256 from file where name = ${name}`.execute(db)
  const { sha256 } = rows[0]!
  return join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2))
}
async function draft(who: string, code: string, posters: string[] = [], more = {}) {
  const call = await as(who)
  const poster = []
  for (const name of posters) poster.push({ id: await uploaded(call, picture(name), name) })
  const answer = await call('POST', PATH, { body: { values: filled(code, { startsOn: '2199-06-01', poster, ...more }) } })
  return answer.json() as { id: string; version: number }
}
async function batch(who: string, body: object) {
  const asked = await (await as(who))('POST', `${PATH}/batches`, { body })
  if (asked.statusCode !== 201) return { asked, job: null, members: new Map<string, Buffer>(), id: '' }
  await runJobs(app)
  const { job } = await look(who, asked.json().id)
  const members = new Map<string, Buffer>()
  if (job.state === 'done')
    for (const { name, read } of await zipMembers((await result(who, job.id)).rawPayload, new InflationBudget()))
      members.set(name, await read())
  return { asked, job, members, id: job.id as string }
}

describe('批量下载', () => {
  test('is one archive of what was picked: a workbook, and attachments in a folder for each record', async () => {
    const one = await draft('north entry', 'A-1', ['海报.png', '海报.png', '..\\秘\u200b图.png'.replace('\\', '')], {
      title: '春季/公开赛：第一站',
      prizes: [{ name: '冠军' }, { name: '亚军' }],
    })
    const two = await draft('north entry', 'A-2', [], { title: '夏季公开赛' })
    await draft('north entry', 'A-3', ['不要.png'])
    const { job, members } = await batch('north entry', { ids: [one.id, two.id], sort: 'newest' })
    expect(job).toMatchObject({ state: 'done', kind: 'batch', fetchable: true, outcome: { files: 3, absent: 0 } })
    const names = [...members.keys()]
    expect(names.filter((name) => name.startsWith('附件/')).sort()).toEqual([
      '附件/002 春季_公开赛：第一站/海报.png',
      '附件/002 春季_公开赛：第一站/海报（2）.png',
      '附件/002 春季_公开赛：第一站/秘图.png',
    ])
    const workbook = names.find((name) => name.endsWith('.xlsx'))!
    const [sheet] = (await readXlsx(members.get(workbook)!)).sheets
    expect(sheet!.rows[0]!.slice(0, 2).concat(sheet!.rows[0]!.slice(-1))).toEqual(['赛事名称', '赛事编号', '附件文件夹'])
    expect(sheet!.rows.slice(1).map((row) => [row[0], row.at(-1)])).toEqual([
      ['夏季公开赛', '001 夏季公开赛'],
      ['春季/公开赛：第一站', '002 春季_公开赛：第一站'],
      [null, ''],
    ])
    expect(members.get('附件/002 春季_公开赛：第一站/海报.png')!.equals(picture('海报.png'))).toBe(true)
  })

  test('or of exactly what a filter shows, as its person sees it then', async () => {
    await draft('south entry', 'B-1', ['南.png'], { title: '红土公开赛', surface: '红土' })
    await draft('south entry', 'B-2', [], { title: '草地公开赛', surface: '草地' })
    const { members } = await batch('south entry', { filter: { surface: '红土' } })
    expect([...members.keys()].filter((name) => name.includes('南.png'))).toHaveLength(1)
    const [sheet] = (await readXlsx([...members].find(([name]) => name.endsWith('.xlsx'))![1])).sheets
    expect(sheet!.rows.slice(1).map((row) => row[0])).toEqual(['红土公开赛'])
    expect((await batch('south entry', { filter: { rules: 'x' } })).asked.json().code).toBe('UNKNOWN_FILTER')
    expect((await batch('south entry', { filter: { surface: '硬地', q: '没有这样的' } })).asked.json()).toMatchObject({ code: 'NOTHING' })
  })

  test('R-AC-03 what one does not see is not in it, picked or not; who sees nothing gets nothing', async () => {
    const theirs = await draft('north entry', 'C-1', ['北.png'])
    const mine = await draft('south entry', 'C-2')
    expect((await batch('south entry', { ids: [theirs.id] })).asked.json().code).toBe('NOTHING')
    const { job, members } = await batch('south entry', { ids: [theirs.id, mine.id, crypto.randomUUID()] })
    expect(job.outcome).toMatchObject({ files: 0 })
    expect([...members.keys()]).toHaveLength(1)
    expect((await batch('south entry', { ids: ['x'] })).asked.statusCode).toBe(422)
  })

  test('formulas are inert in its workbook (R-XL-05)', async () => {
    const { id } = await draft('north entry', 'D-1', [], { title: '=cmd|赛' })
    const { members } = await batch('north entry', { ids: [id] })
    const [sheet] = (await readXlsx([...members].find(([name]) => name.endsWith('.xlsx'))![1])).sheets
    expect(sheet!.rows[1]![0]).toBe("'=cmd|赛")
  })

  test('an attachment whose content is gone is named instead', async () => {
    const { id } = await draft('north entry', 'E-1', ['丢.png'])
    const { rows } = await sql<{ sha256: string }>`select sha256 from file where name = '丢.png'`.execute(db)
    await app.files.remove(rows[0]!.sha256)
    const { job, members } = await batch('north entry', { ids: [id] })
    expect(job.outcome).toMatchObject({ files: 0, absent: 1 })
    expect(members.get('没有取到的附件.txt')!.toString()).toContain('丢.png')
  })

  test('so is one of another size than it had, and the others are there', async () => {
    const { id } = await draft('north entry', 'E-6', ['好.png', '坏.png'])
    truncateSync(await placeOf('坏.png'), 10)
    const { job, members } = await batch('north entry', { ids: [id] })
    expect(job.outcome).toMatchObject({ files: 1, absent: 1 })
    expect(members.get('没有取到的附件.txt')!.toString()).toContain('坏.png')
    expect([...members.keys()].some((name) => name.endsWith('好.png'))).toBe(true)
  })

  test.each<[string, (path: string) => void]>([
    ['vanishes', (path) => rmSync(path)],
    ['is cut short', (path) => truncateSync(path, 10)],
  ])('one that %s while it is packed ends the job with a sentence, and is not tried again', async (what, happens) => {
    const name = `${what}.png`
    const { id } = await draft('north entry', `E-7-${what}`, [name])
    const path = await placeOf(name)
    const asked = (await (await as('north entry'))('POST', `${PATH}/batches`, { body: { ids: [id] } })).json()
    const heard = db.withPlugin({
      transformQuery: ({ node }) => {
        const { parameters } = node as unknown as { parameters?: { value: unknown }[] }
        if (parameters?.[0]?.value === 'pack' && existsSync(path)) happens(path)
        return node
      },
      transformResult: async ({ result: rows }) => rows,
    })
    await runJob(Object.assign(Object.create(app), { db: heard }), (await claim(db))!)
    const { job } = await look('north entry', asked.id)
    expect(job).toMatchObject({ state: 'failed', outcome: { reason: expect.stringContaining(`${name}在打包时缺失或已损坏`) } })
    expect(readdirSync(join(dataDir, 'results')).filter((each) => each.includes(asked.id))).toEqual([])
  })

  test('so is one that nothing is known of any more', async () => {
    const { id } = await draft('north entry', 'E-2', ['忘.png'])
    await sql`delete from file_claim where record_id = ${id}`.execute(db)
    const { job, members } = await batch('north entry', { ids: [id] })
    expect(job.outcome).toMatchObject({ records: 1, files: 0, absent: 1 })
    expect(members.get('没有取到的附件.txt')!.toString()).toContain('附件/001 ')
  })

  test('says how many records are in it, not how many were asked for', async () => {
    const { id } = await draft('north entry', 'E-3')
    const gone = await draft('north entry', 'E-4')
    const call = await as('north entry')
    const asked = await call('POST', `${PATH}/batches`, { body: { ids: [id, gone.id] } })
    await call('POST', `${PATH}/${gone.id}/acts`, { body: { verb: 'discard', version: 1 } })
    await runJobs(app)
    expect(asked.json().wish).toEqual({ records: 2 })
    expect((await look('north entry', asked.json().id)).job.outcome).toMatchObject({ records: 1 })
  })

  test('does not fill the disk: nobody keeps more than 4 GB, all together not more than 40', async () => {
    const { id: record } = await draft('north entry', 'E-5')
    const kept = (who: string, size: number) =>
      sql`insert into job (id, kind, module, person_id, own_posts, org_id, orgs, wish, state, phase, outcome, source, request, created_at, changed_at, ends_at)
        values (gen_random_uuid(), 'batch', 'tennis/tournament', ${town.as(who).id}, false, 'north', '{}', '{}', 'done', 'pack', ${JSON.stringify({ result: { name: 'x', file: 'x', size } })}::jsonb,
          '', '', now(), now(), now() + interval '1 day')`.execute(db)
    const GB = 1024 ** 3
    await kept('north entry', 4 * GB)
    expect((await batch('north entry', { ids: [record] })).job).toMatchObject({
      state: 'failed',
      outcome: { reason: expect.stringContaining('已有 4.0 GB') },
    })
    await sql`delete from job`.execute(db)
    await kept('south entry', 40 * GB)
    expect((await batch('north entry', { ids: [record] })).job).toMatchObject({
      state: 'failed',
      outcome: { reason: expect.stringContaining('稍后再试') },
    })
    await sql`update job set state = 'dropped'`.execute(db)
    expect((await batch('north entry', { ids: [record] })).job).toMatchObject({ state: 'done' })
  })

  test('more than two thousand records are refused before anything is begun', async () => {
    await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
      select gen_random_uuid(), 'tennis/tournament', 'east', 'entry', 1, 1, 0, 'x', '{}', '{}', now(), now(), now(), '{}', '' from generate_series(1, 2001)`.execute(
      db,
    )
    await sql`insert into sight (org_id, module, record_id) select 'east', module, id from record where owner = 'east' and title = 'x'`.execute(
      db,
    )
    expect((await batch('east entry', {})).asked.json()).toMatchObject({
      code: 'TOO_MANY_RECORDS',
      message: expect.stringContaining('2001'),
    })
  })
})

describe('its result', () => {
  test('is fetched in parts that make the whole, by its person alone', async () => {
    const { id: record } = await draft('north entry', 'F-1', ['一.png'])
    const { id } = await batch('north entry', { ids: [record] })
    const whole = await result('north entry', id)
    expect(whole.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-type': 'application/zip',
      'content-length': String(whole.rawPayload.length),
    })
    const etag = String(whole.headers.etag)
    const first = await result('north entry', id, { range: 'bytes=0-99' })
    const rest = await result('north entry', id, { range: 'bytes=100-', 'if-range': etag })
    expect([first.statusCode, rest.statusCode, rest.headers['content-range']]).toEqual([
      206,
      206,
      `bytes 100-${whole.rawPayload.length - 1}/${whole.rawPayload.length}`,
    ])
    expect(Buffer.concat([first.rawPayload, rest.rawPayload]).equals(whole.rawPayload)).toBe(true)
    expect((await result('north entry', id, { range: 'bytes=100-', 'if-range': '"other"' })).statusCode).toBe(200)
    const beyond = await result('north entry', id, { range: 'bytes=999999999-' })
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${whole.rawPayload.length}`])
    expect((await result('north reviewer', id)).statusCode).toBe(404)
    const { rows } = await sql`select 1 from audit where entry like ${`%batch-result%${id}%`}`.execute(db)
    // Once while the archive was looked into, and four times here.
    expect(rows).toHaveLength(5)
  })

  test('is handed out to who is where it was seen from, when it was made', async () => {
    const mover = await settle(db, 'mover', [{ org: 'north', role: 'entry' }])
    const moving = importing(app, () => asPerson(mover.id))
    const { id: record } = await draft('north entry', 'G-2')
    const asked = await (await asPerson(mover.id))('POST', `${PATH}/batches`, { body: { ids: [record] } })
    // A second post, in between; what is gathered is what is seen through both.
    await sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at)
      values (gen_random_uuid(), ${mover.id}, 'south', 'entry', '2020-01-01', now(), now())`.execute(db)
    await runJobs(app)
    expect((await moving.result('mover', asked.json().id)).statusCode).toBe(200)
    await sql`update post set revoked_at = now() where person_id = ${mover.id} and org_id = 'south'`.execute(db)
    expect((await moving.result('mover', asked.json().id)).json().code).toBe('POSTS_CHANGED')
  })

  test('is not handed out once its person has left a unit through which they saw it', async () => {
    const { id: record } = await draft('south entry', 'G-1')
    const { id } = await batch('south entry', { ids: [record] })
    const revoke = (at: string | null) => sql`update post set revoked_at = ${at} where person_id = ${town.as('south entry').id}`.execute(db)
    await revoke('2026-01-01')
    expect((await result('south entry', id)).json().code).toBe('POSTS_CHANGED')
    expect((await look('south entry', id)).job.fetchable).toBe(false)
    await revoke(null)
    expect((await result('south entry', id)).statusCode).toBe(200)
  })
})
