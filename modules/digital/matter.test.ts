import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayOf } from '#kernel/day.ts'
import { lapseAll } from '#server/clock/lapses.ts'
import { digitalModules, digitalOffice } from '#server/testing/digital-office.ts'
import { matter } from './matter.ts'

const { db, as, create, upload, waiting, decide, done, act, again, listed } = await digitalOffice()
const today = () => dayOf(new Date())
const spoken = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const later = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000)

type TodoRow = { recordId: string; kind: string; due: string | null; warnings: string[]; stageLabel: string }
const todoOf = async (who: string, { id }: { id: string }) =>
  ((await as(who)('GET', '/api/todos')).json().rows as TodoRow[]).find(({ recordId }) => recordId === id)
const record = async (who: string, { id }: { id: string }) => (await as(who)('GET', `/api/digital/matter/${id}`)).json()

describe('一件事核准', () => {
  test('继续深化完善原一图两清单: back to the clerk with the words, to be uploaded again within a week', async () => {
    const one = await waiting('渝中', '企业开办“一件事”')
    expect((await decide(one, 'deepen')).json().code).toBe('REASON_REQUIRED')
    const back = await done(decide(one, 'deepen', '需求清单未梳理到三级事项。'))
    expect(back).toMatchObject({ stage: 'entry', values: { verdict: '继续深化完善原一图两清单' } })
    const due = addDays(today(), 7)
    expect(await todoOf('渝中 entry', one)).toMatchObject({ kind: 'returned', due, warnings: [`${spoken(due)}前未重新提交将记为超期`] })
    const values = {
      title: '企业开办“一件事”',
      track: 'economy.private',
      papersBefore: await upload('渝中 entry', '原一图两清单（修订）.pdf'),
    }
    const sent = await done(act('渝中 entry', matter, back, { verb: 'submit', values }))
    expect(await done(act('渝中 reviewer', matter, sent, { verb: 'pass' }))).toMatchObject({ stage: 'round' })
    // Sent back once more is once more a week, as often as it takes.
    expect(await todoOf('office reviewer', one)).toMatchObject({ stageLabel: '核准原一图两清单', warnings: [] })
  })

  test('纳入名录库并晾晒: a month to upload, told on the to-do and on the record; then 移除名录库 by itself', async () => {
    const one = await listed('渝中', '不动产登记“一件事”')
    const due = addMonths(today(), 1)
    expect(one).toMatchObject({ stage: 'after', values: { verdict: '纳入名录库并晾晒', listedOn: today() } })
    const warnings = [`${spoken(due)}前未上传将移除名录库`]
    expect(await todoOf('渝中 entry', one)).toMatchObject({ kind: 'handle', due, warnings })
    expect(await record('渝中 entry', one)).toMatchObject({ due, warnings })
    await lapseAll(db, digitalModules, later(27))
    expect(await record('渝中 entry', one)).toMatchObject({ stage: 'after' })
    await lapseAll(db, digitalModules, later(33))
    expect(await record('渝中 entry', one)).toMatchObject({
      stage: 'closed',
      values: { verdict: '移除名录库' },
      abilities: [],
      warnings: [],
    })
    expect(await todoOf('渝中 entry', one)).toBeUndefined()
    const papersAfter = await upload('渝中 entry')
    expect(
      (await act('渝中 entry', matter, { ...one, version: one.version + 1 }, { verb: 'submit', values: { papersAfter } })).json().code,
    ).toBe('NOT_NOW')
    expect((await act('office reviewer', matter, { ...one, version: one.version + 1 }, { verb: 'withdraw' })).json().code).toBe('TOO_LATE')
  })

  test('what was uploaded in the month stays, and its own reviewer’s return begins no new month', async () => {
    const one = await listed('渝中', '社保转移“一件事”')
    const due = addMonths(today(), 1)
    const papersAfter = await upload('渝中 entry')
    const sent = await done(act('渝中 entry', matter, one, { verb: 'submit', values: { papersAfter } }))
    expect(await todoOf('渝中 reviewer', one)).toMatchObject({ warnings: [`${spoken(due)}后驳回将移除名录库`] })
    await lapseAll(db, digitalModules, later(40))
    expect(await record('渝中 entry', one)).toMatchObject({ stage: 'check' })
    const reason = { code: 'evidence-unclear', words: '图不清晰', pins: ['papersAfter'] }
    await done(act('渝中 reviewer', matter, sent, { verb: 'return', reason }))
    expect(await todoOf('渝中 entry', one)).toMatchObject({ due, warnings: [`${spoken(due)}前未上传将移除名录库`] })
    await lapseAll(db, digitalModules, later(40))
    expect(await record('渝中 entry', one)).toMatchObject({ stage: 'closed' })
  })

  test('继续完善新一图两清单, a second time 移除名录库', async () => {
    const one = await again('九龙坡', await listed('九龙坡', '校车许可“一件事”'))
    const first = await done(decide(one, 'improve', '流程再造不到位。'))
    expect(first).toMatchObject({ stage: 'after', values: { verdict: '继续完善新一图两清单' } })
    const warnings = ['再次“继续完善新一图两清单”将移除名录库']
    expect(await todoOf('九龙坡 entry', one)).toMatchObject({ kind: 'returned', warnings })
    const second = await again('九龙坡', first)
    expect(await todoOf('office reviewer', one)).toMatchObject({ warnings })
    expect(await done(decide(second, 'improve', '仍未到位。'))).toMatchObject({ stage: 'closed', values: { verdict: '移除名录库' } })
    const acts = (await as('九龙坡 entry')('GET', `/api/digital/matter/${one.id}/acts`)).json()
    expect(acts.at(-1)).toMatchObject({ verb: 'decide', label: '移除名录库', reason: { words: '仍未到位。' } })
  })

  test('进入三张清单编制等后续环节 ends it well, and nobody chooses 移除名录库', async () => {
    const one = await again('九龙坡', await listed('九龙坡', '就医结算“一件事”'))
    expect((await decide(one, 'removed')).json().code).toBe('NOT_NOW')
    expect((await decide(one, 'repeated')).json().code).toBe('NOT_NOW')
    expect(await done(decide(one, 'proceed'))).toMatchObject({ stage: 'approved', values: { verdict: '进入三张清单编制等后续环节' } })
    await lapseAll(db, digitalModules, later(400))
    expect(await record('九龙坡 entry', one)).toMatchObject({ stage: 'approved' })
  })
})

describe('who may not', () => {
  test('another district, a department and an administrator find no record; nobody but the office decides', async () => {
    const one = await waiting('渝中', '残疾人证办理“一件事”')
    for (const stranger of ['九龙坡 entry', '九龙坡 reviewer', '九龙坡 leader', '市住房城乡建委 entry', 'audit admin']) {
      expect((await as(stranger)('GET', `/api/digital/matter/${one.id}`)).statusCode, stranger).toBe(404)
      expect((await act(stranger, matter, one, { verb: 'decide', outcome: 'listed' })).statusCode, stranger).toBe(404)
    }
    for (const own of ['渝中 entry', '渝中 reviewer', '渝中 leader', 'office entry'])
      expect((await act(own, matter, one, { verb: 'decide', outcome: 'listed' })).json().code, own).toBe('NOT_YOURS')
    expect((await act('office reviewer', matter, one, { verb: 'pass' })).json().code).toBe('NOT_NOW')
  })

  test('a draft is its district’s alone, and only districts file', async () => {
    const values = { title: '出生“一件事”', track: 'livelihood.care' }
    const draft = await done(create('渝中 entry', matter, values))
    expect((await as('office reviewer')('GET', `/api/digital/matter/${draft.id}`)).statusCode).toBe(404)
    for (const who of ['office entry', '市住房城乡建委 entry', '渝中 reviewer', '渝中 leader'])
      expect((await create(who, matter, values)).statusCode, who).toBe(403)
    expect((await act('渝中 entry', matter, draft, { verb: 'submit' })).json().problems).toEqual([
      { field: 'papersBefore', message: '《原一图两清单》没有填写' },
    ])
  })
})
