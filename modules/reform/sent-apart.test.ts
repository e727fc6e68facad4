import { sql } from 'kysely'
import { readXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { castOf } from '#server/testing/cast.ts'
import { Walk, ok, type Standing } from '#server/testing/walk.ts'
import { modules } from '../all.ts'
import { brand } from './brand.ts'
import { pilot } from './pilot.ts'
import { risk } from './risk.ts'

/* 若佐证材料涉密，请通过电子政务内网邮箱传（3.0版二（三）1二、三（三）三；2023年3月31日版四（二）3.1、四（三）3）. */
const cast = await castOf(modules)
const walk = new Walk(cast)
const SENT = '涉密，已通过电子政务内网邮箱报送'
const today = dayOf(new Date())

describe.each([
  ['改革试点', pilot as Module, 'evidence', { clause: '3.0版二（三）1二' }],
  ['成效晾晒', brand as Module, 'evidence', { clause: '3.0版三（三）三' }],
  ['改革风险', risk as Module, 'grounds', {}],
])('%s: 涉密材料', (_name, module, papers, rests) => {
  const first = Object.keys(module.flow)[0]!
  const base = `/api/${module.path}`
  const claims = async ({ id }: Standing) =>
    (await sql<{ file: string }>`select file_id as file from file_claim where record_id = ${id}`.execute(cast.db)).rows

  test('sent another way: the record says so, since when, and holds nothing of it; whoever reviews it reads that', async () => {
    const who = await cast.writer(walk.filers(module)[0]!)
    const wish = { values: { apart: SENT, sentOn: today } }
    const values = await walk.values(module, first, {}, who, wish)
    expect(values).not.toHaveProperty(papers)
    const draft = ok<Standing>(await who.call('POST', base, { body: { values } }), 201)
    const filed = await walk.act(who, module, draft, { verb: 'submit' })
    expect(await claims(filed)).toEqual([])
    const reviewer = await walk.handler(module, filed)
    expect((await walk.seen(reviewer, module, filed.id)).values).toMatchObject({ apart: SENT, sentOn: today })
    const [head, ...rows] = (await readXlsx((await reviewer.call('GET', `${base}/export`)).rawPayload)).sheets[0]!.rows as string[][]
    expect(rows.map((row) => row[head!.indexOf(module.fields.apart!.label)])).toContain(SENT)
  })

  test('whichever is told, one of the two is there, and never both', async () => {
    const who = await cast.writer(walk.filers(module)[0]!)
    const values = await walk.values(module, first, {}, who)
    const draft = ok<Standing>(await who.call('POST', base, { body: { values } }), 201)
    const submit = async (body: object) =>
      who.call('POST', `${base}/${draft.id}/acts`, { body: { verb: 'submit', version: 1, values: body } })
    const { [papers]: held, ...rest } = values
    expect((await submit(rest)).json().problems).toEqual([{ field: papers, message: `《${module.fields[papers]!.label}》没有填写` }])
    expect((await submit({ ...rest, apart: SENT })).json().problems).toEqual([{ field: 'sentOn', message: '《内网邮箱报送日期》没有填写' }])
    expect((await submit({ ...rest, apart: SENT, sentOn: addDays(today, 1) })).json().problems).toEqual([
      { field: 'sentOn', message: '《内网邮箱报送日期》不能晚于今天', ...rests },
    ])
    const both = ok<Standing>(await submit({ ...rest, [papers]: held, apart: SENT, sentOn: today }))
    expect(both.values).not.toHaveProperty(papers)
  })

  test('nothing classified is written beside it', async () => {
    const who = await cast.writer(walk.filers(module)[0]!)
    const [key] = Object.entries(module.fields).find(([, { kind }]) => kind.name === 'paragraph')!
    const answer = await who.call('POST', base, { body: { values: { apart: SENT, sentOn: today, [key]: '机密★10年 有关情况' } } })
    expect([answer.statusCode, answer.json().field]).toEqual([422, key])
  })
})
