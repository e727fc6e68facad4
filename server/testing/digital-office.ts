import { sql } from 'kysely'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Module } from '#kernel/module.ts'
import type { Role } from '#kernel/org.ts'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import { application } from '#modules/digital/application.ts'
import { matter } from '#modules/digital/matter.ts'
import { shared } from '#modules/digital/shared.ts'
import { threeLists } from '#modules/digital/three-lists.ts'
import { testOffice } from './office.ts'

export const digitalModules: readonly Module[] = [matter, threeLists, application, shared]

type Stored = { id: string; version: number; stage: string; values: Record<string, unknown> }
type Doing = { verb: string; outcome?: string; values?: unknown; reason?: { code: string; words: string; pins: string[] } }

const INTRODUCTION = '主要功能有风险预警、联合处置；贯通5个部门，实现跨层级、跨部门协同；当前月均办件量1200件，活跃用户360人。'

/** 数字重庆建设 with its people: two districts, a department and the reform office, everybody speaking to the API. */
export async function digitalOffice() {
  const office = await testOffice({}, digitalModules)
  const { db, person, asPerson } = office
  await keepForms(db, digitalModules)
  await keepLinkRules(db, digitalModules)
  await sql`insert into term (dictionary, code, parent, label) values ('return-reasons', 'scope-duplicate', null, '与已有事项重复'), ('return-reasons', 'evidence-unclear', null, '佐证材料不清晰'), ('field-track', 'economy', null, '经济体制'), ('field-track', 'economy.private', 'economy', '民营经济'),
    ('field-track', 'livelihood', null, '社会民生'), ('field-track', 'livelihood.care', 'livelihood', '养老托育')`.execute(db)

  const seats: [string, string, Role][] = [
    ['渝中 entry', '500103', 'entry'],
    ['渝中 reviewer', '500103', 'reviewer'],
    ['渝中 leader', '500103', 'leader'],
    ['九龙坡 entry', '500107', 'entry'],
    ['九龙坡 reviewer', '500107', 'reviewer'],
    ['九龙坡 leader', '500107', 'leader'],
    ['市住房城乡建委 entry', 'dept-zhujianwei', 'entry'],
    ['office entry', 'office', 'entry'],
    ['office reviewer', 'office', 'reviewer'],
    ['second office reviewer', 'office', 'reviewer'],
    ['audit admin', 'city', 'audit-admin'],
  ]
  const people = new Map<string, { id: string; org: string; ask: Awaited<ReturnType<typeof asPerson>> }>()
  for (const [name, org, role] of seats) {
    const { id } = await person(name, [org, role])
    people.set(name, { id, org, ask: await asPerson(id) })
  }
  const as = (name: string) => people.get(name)!.ask

  /** A file somebody has uploaded and nobody has named yet. */
  async function upload(who: string, name = '材料.pdf'): Promise<HeldFile[]> {
    const { id: by, org } = people.get(who)!
    const id = v7()
    await sql`insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
      values (${id}, repeat('0', 64), ${name}, 'application/pdf', 1, true, ${by}, ${org}, now(), '')`.execute(db)
    return [{ id, name, size: 1, type: 'application/pdf' }]
  }

  const create = (who: string, module: Module, values: object) => as(who)('POST', `/api/${module.path}`, { body: { values } })

  const act = (who: string, module: Module, { id, version }: Pick<Stored, 'id' | 'version'>, doing: Doing) =>
    as(who)('POST', `/api/${module.path}/${id}/acts`, { body: { version, ...doing } })

  async function done(asked: ReturnType<typeof act>): Promise<Stored> {
    const answer = await asked
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.json()
  }

  /** Filed by a district and passed by its reviewer. */
  async function filed(district: string, module: Module, values: object): Promise<Stored> {
    const draft = await done(create(`${district} entry`, module, values))
    const sent = await done(act(`${district} entry`, module, draft, { verb: 'submit' }))
    return done(act(`${district} reviewer`, module, sent, { verb: 'pass' }))
  }

  /** A 一件事 that has come to the round. */
  async function waiting(district: string, title: string, track = 'economy.private'): Promise<Stored> {
    return filed(district, matter, { title, track, papersBefore: await upload(`${district} entry`, '原一图两清单.pdf') })
  }

  const decide = (record: Stored, outcome: string, words?: string) =>
    act('office reviewer', matter, record, {
      verb: 'decide',
      outcome,
      ...(words === undefined ? {} : { reason: { code: outcome, words, pins: [] } }),
    })

  /** 新一图两清单 sent and passed by the district, at the office for decision. */
  async function again(district: string, record: Stored): Promise<Stored> {
    const papersAfter = await upload(`${district} entry`, '新一图两清单.pdf')
    const sent = await done(act(`${district} entry`, matter, record, { verb: 'submit', values: { papersAfter } }))
    return done(act(`${district} reviewer`, matter, sent, { verb: 'pass' }))
  }

  const listed = async (district: string, title: string) => done(decide(await waiting(district, title), 'listed'))
  const proceeded = async (district: string, title: string) => done(decide(await again(district, await listed(district, title)), 'proceed'))

  const linkTo = ({ id }: Pick<Stored, 'id'>) => ({ id, title: '' })
  const confirmed = async (district: string, module: Module, values: object) =>
    done(act('office reviewer', module, await filed(district, module, values), { verb: 'pass' }))

  /** What each ledger wants of a filing that rests on the ledger before it. */
  const wants = {
    threeLists: async (district: string, on: Pick<Stored, 'id'>, state = '市大数据发展局查重通过') => {
      const papers = {
        opinion: await upload(`${district} entry`),
        duplicates: await upload(`${district} entry`),
        lists: await upload(`${district} entry`),
      }
      const due = state === '编制中' ? [] : state === '市大数据发展局查重通过' ? ['opinion', 'duplicates', 'lists'] : ['opinion']
      const attached = Object.fromEntries(Object.entries(papers).filter(([key]) => due.includes(key)))
      return { name: '企业开办应用', matters: [linkTo(on)], state, ...attached }
    },
    application: async (district: string, on: Pick<Stored, 'id'>) => ({
      ...{ name: '企业开办应用', threeLists: linkTo(on), onlineOn: '2023-06-01', introduction: INTRODUCTION },
      screenshots: await upload(`${district} entry`, '截图.png'),
    }),
    shared: async (district: string, on: Pick<Stored, 'id'>) => ({
      ...{ application: linkTo(on), introduction: INTRODUCTION },
      proof: await upload(`${district} entry`, '依据.pdf'),
    }),
  }

  return { ...office, as, upload, create, act, done, filed, waiting, decide, again, listed, proceeded, linkTo, confirmed, wants }
}
