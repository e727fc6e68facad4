import { sql } from 'kysely'
import { readXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { isAsked } from '#kernel/values.ts'
import { castOf } from '#server/testing/cast.ts'
import { Walk, ok, type Standing } from '#server/testing/walk.ts'
import { modules } from '../all.ts'
import { brand } from './brand.ts'
import { meeting } from './meeting.ts'
import { pilot } from './pilot.ts'
import { risk } from './risk.ts'

/* 若佐证材料涉密，请通过电子政务内网邮箱传（3.0版二（三）1二、三（三）三；2023年3月31日版四（二）3.1、四（三）3）. */
const cast = await castOf(modules)
const walk = new Walk(cast)
const SENT = '涉密，已通过电子政务内网邮箱报送'
/** Asks for a second document. */
const SCOPE = '国家文件写明由各省市自行确定'
const today = dayOf(new Date())

describe.each([
  {
    name: '改革试点',
    module: pilot as Module,
    papers: 'evidence',
    unsaid: ['evidence', 'cityPapers', 'content'],
    besides: { scopeBy: SCOPE },
    rests: { clause: '3.0版二（三）1二' },
  },
  {
    name: '成效晾晒',
    module: brand as Module,
    papers: 'evidence',
    unsaid: ['evidence'],
    besides: {},
    rests: { clause: '3.0版三（三）三' },
  },
  { name: '改革风险', module: risk as Module, papers: 'grounds', unsaid: ['grounds'], besides: {}, rests: {} },
  { name: '深改委会议', module: meeting as Module, papers: 'minutes', unsaid: ['minutes'], besides: {}, rests: {} },
])('$name: 涉密材料', ({ module, papers, unsaid, besides, rests }) => {
  const first = Object.keys(module.flow)[0]!
  const base = `/api/${module.path}`
  const claims = async ({ id }: Standing) =>
    (await sql<{ file: string }>`select file_id as file from file_claim where record_id = ${id}`.execute(cast.db)).rows
  /** Everything that was ever written into it. */
  const written = async ({ id }: Standing) =>
    (await sql<{ key: string }>`select distinct jsonb_object_keys(patch) as key from act where record_id = ${id}`.execute(cast.db)).rows

  test('sent another way: the record says so, since when, and holds nothing of it; whoever reviews it reads that', async () => {
    const who = await cast.writer(walk.filers(module)[0]!)
    // Every other field is filled in as well, those that would tell of it too.
    const values = { ...(await walk.values(module, first, {}, who, { values: besides })), apart: SENT, sentOn: today }
    expect(Object.keys(values)).toEqual(expect.arrayContaining(unsaid))
    const draft = ok<Standing>(await who.call('POST', base, { body: { values } }), 201)
    const { id, version } = draft
    const saved = ok<Standing>(await who.call('PATCH', `${base}/${id}`, { body: { version, values } }))
    const filed = await walk.act(who, module, saved, { verb: 'submit', values })
    expect(await claims(filed)).toEqual([])
    const keys = (await written(filed)).map(({ key }) => key)
    expect(keys).toContain('apart')
    for (const key of unsaid) expect(keys, key).not.toContain(key)
    const reviewer = await walk.handler(module, filed)
    expect((await walk.seen(reviewer, module, filed.id)).values).toMatchObject({ apart: SENT, sentOn: today })
    const [head, ...rows] = (await readXlsx((await reviewer.call('GET', `${base}/export`)).rawPayload)).sheets[0]!.rows as string[][]
    expect(rows.map((row) => row[head!.indexOf(module.fields.apart!.label)])).toContain(SENT)
  })

  test('nothing that would tell of it is asked for', () => {
    const asked = (values: AnyValues) => unsaid.filter((key) => isAsked(module, key, values))
    expect(asked(besides)).toEqual(unsaid)
    expect(asked({ ...besides, apart: SENT })).toEqual([])
  })

  test('whichever is told, one of the two is there, and never both', async () => {
    const who = await cast.writer(walk.filers(module)[0]!)
    const values = await walk.values(module, first, {}, who)
    const draft = ok<Standing>(await who.call('POST', base, { body: { values } }), 201)
    const submit = async (body: object) =>
      who.call('POST', `${base}/${draft.id}/acts`, { body: { verb: 'submit', version: 1, values: body } })
    const { [papers]: held, ...rest } = values
    if (module.fields[papers]!.required)
      expect((await submit(rest)).json().problems).toEqual([{ field: papers, message: `《${module.fields[papers]!.label}》没有填写` }])
    expect((await submit({ ...rest, apart: SENT })).json().problems).toEqual([
      { field: 'sentOn', message: `《涉密${module.fields[papers]!.label}报送日期》没有填写` },
    ])
    expect((await submit({ ...rest, apart: SENT, sentOn: addDays(today, 1) })).json().problems).toEqual([
      { field: 'sentOn', message: `《涉密${module.fields[papers]!.label}报送日期》不能晚于今天`, ...rests },
    ])
    const both = ok<Standing>(await submit({ ...rest, [papers]: held, apart: SENT, sentOn: today }))
    expect(both.values).not.toHaveProperty(papers)
  })

  test('nothing classified is written beside it', async () => {
    const who = await cast.writer(walk.filers(module)[0]!)
    const [key] = Object.entries(module.fields).findLast(([, { kind }]) => kind.name === 'paragraph' || kind.name === 'text')!
    const answer = await who.call('POST', base, { body: { values: { apart: SENT, sentOn: today, [key]: '机密★10年 有关情况' } } })
    expect([answer.statusCode, answer.json().field]).toEqual([422, key])
  })
})

test('填报体检 is silent of what is not asked for: nobody could mend it', async () => {
  const who = await cast.writer(walk.filers(pilot)[0]!)
  const hinted = async (values: object) =>
    (await who.call('POST', `/api/${pilot.path}/check`, { body: { values } })).json().hints.map(({ field }: { field: string }) => field)
  expect(await hinted({ content: '改造老旧小区。' })).toEqual(['content'])
  expect(await hinted({ content: '改造老旧小区。', apart: SENT })).toEqual([])
})
