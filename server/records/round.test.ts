import { describe, expect, test } from 'vitest'
import { matter } from '#modules/digital/matter.ts'
import { lapseAll } from '../clock/lapses.ts'
import { digitalModules, digitalOffice } from '../testing/digital-office.ts'

const { db, as, waiting, decide, done, listed, act, audited } = await digitalOffice()
const ROUND = '/api/digital/matter/round'

type Item = { id: string; version: number; title: string; ownerName: string; values: Record<string, unknown>; refused: string | null }
type Group = { items: Item[]; known: { title: string; ownerName: string; listed: boolean }[] }
type Round = { on: string; groups: Group[]; more: boolean }

const round = async (who = 'office reviewer'): Promise<Round> => (await as(who)('GET', ROUND)).json()
const groupOf = async (title: string) => (await round()).groups.find(({ items }) => items.some((item) => item.title === title))
const pick = (who: string, picked: object, others: object[], more = {}) => as(who)('POST', ROUND, { body: { picked, others, ...more } })
const seen = ({ id, version }: { id: string; version: number }) => ({ id, version })
const record = async (who: string, id: string) => (await as(who)('GET', `/api/digital/matter/${id}`)).json()

describe('集中核准', () => {
  test('what has come to the step stands in groups of the same or similar titles, across districts and against the directory', async () => {
    await listed('渝中', '不动产登记“一件事”')
    await waiting('渝中', '企业开办“一件事”')
    await waiting('九龙坡', '探索建立企业开办机制“一件事”')
    await waiting('九龙坡', '不动产登记改革“一件事”')
    await waiting('渝中', '新生儿出生“一件事”')
    const { groups, on, more } = await round()
    expect(groups.map(({ items }) => items.map(({ title }) => title))).toEqual([
      ['企业开办“一件事”', '探索建立企业开办机制“一件事”'],
      ['不动产登记改革“一件事”'],
      ['新生儿出生“一件事”'],
    ])
    expect(groups.map(({ known }) => known.map(({ title, ownerName, listed: stands }) => [title, ownerName, stands]))).toEqual([
      [],
      [['不动产登记“一件事”', '渝中区', true]],
      [],
    ])
    expect(new Date(`${on}T00:00:00Z`).getUTCDay()).toBe(5)
    expect(more).toBe(false)
    const [first] = groups[0]!.items
    expect(Object.keys(first!.values).sort()).toEqual(['papersBefore', 'title', 'track'])
    // The attachments are there to be looked at.
    const [paper] = first!.values.papersBefore as { id: string }[]
    expect((await as('office reviewer')('GET', `/api/files/${paper!.id}`)).statusCode).not.toBe(404)
  })

  test('one of a group is picked, the others get 已有重复事项 with its district and title: one request, one transaction, an audit row each', async () => {
    const { items } = (await groupOf('企业开办“一件事”'))!
    const [mine, other] = items
    const before = (await audited()).length
    const answer = await pick('office reviewer', seen(other!), [seen(mine!)], { words: '流程图梳理到四级事项。' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { decided: 2 }])
    expect(await record('九龙坡 entry', other!.id)).toMatchObject({ stage: 'after', values: { verdict: '纳入名录库并晾晒' } })
    const stopped = await record('渝中 entry', mine!.id)
    expect(stopped).toMatchObject({ stage: 'closed', values: { verdict: '已有重复事项' } })
    const acts = (await as('渝中 entry')('GET', `/api/digital/matter/${mine!.id}/acts`)).json()
    expect(acts.at(-1)).toMatchObject({
      label: '已有重复事项',
      reason: { words: '与九龙坡区《探索建立企业开办机制“一件事”》相同或相近，该事项已纳入名录库并晾晒。' },
    })
    const told = (await audited()).slice(before)
    expect(told.map(({ action, object, result }) => [action, object, result]).sort()).toEqual(
      [
        ['digital/matter:decide', mine!.id, 'done'],
        ['digital/matter:decide', other!.id, 'done'],
      ].sort(),
    )
    expect(await groupOf('企业开办“一件事”')).toBeUndefined()
  })

  test('if one of them is no longer as it was seen, nothing happens to any', async () => {
    const one = await waiting('渝中', '食品经营许可“一件事”')
    const two = await waiting('九龙坡', '食品经营许可办理“一件事”')
    const answer = await pick('office reviewer', seen(one), [{ id: two.id, version: two.version - 1 }])
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'STALE'])
    expect(await record('渝中 entry', one.id)).toMatchObject({ stage: 'round', version: one.version })
    const twice = await pick('office reviewer', seen(one), [seen(one)])
    expect([twice.statusCode, twice.json().message]).toEqual([422, '同一事项出现了两次'])
    const elsewhere = await listed('九龙坡', '药品经营许可“一件事”')
    expect((await pick('office reviewer', seen(one), [seen(elsewhere)])).json().code).toBe('NOT_NOW')
    expect(await record('渝中 entry', one.id)).toMatchObject({ stage: 'round', version: one.version })
  })

  test('two rounds at once: each item is decided once', async () => {
    const one = await waiting('渝中', '户外广告设置“一件事”')
    const two = await waiting('九龙坡', '户外广告设置审批“一件事”')
    const answers = await Promise.all([
      pick('office reviewer', seen(one), [seen(two)]),
      pick('second office reviewer', seen(two), [seen(one)]),
    ])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  test('a picked one that was removed later is still shown, as what it is', async () => {
    await listed('渝中', '工程建设审批“一件事”')
    await waiting('九龙坡', '工程建设项目审批“一件事”')
    const known = async () => (await groupOf('工程建设项目审批“一件事”'))!.known
    expect(await known()).toMatchObject([{ title: '工程建设审批“一件事”', listed: true }])
    await lapseAll(db, digitalModules, new Date(Date.now() + 40 * 24 * 60 * 60 * 1000))
    expect(await known()).toMatchObject([{ title: '工程建设审批“一件事”', listed: false }])
  })

  test('a decision taken by mistake is taken back, and the item waits again', async () => {
    const one = await waiting('渝中', '校车许可“一件事”')
    const stopped = await done(decide(one, 'repeated'))
    const back = await done(act('office reviewer', matter, stopped, { verb: 'withdraw' }))
    expect(back).toMatchObject({ stage: 'round' })
    expect(back.values).not.toHaveProperty('verdict')
    expect(await groupOf('校车许可“一件事”')).toBeDefined()
  })

  test('only the reform office’s reviewers hold it', async () => {
    const one = await waiting('渝中', '无障碍改造“一件事”')
    for (const who of ['渝中 entry', '九龙坡 leader', 'office entry', 'audit admin']) {
      expect((await as(who)('GET', ROUND)).statusCode, who).toBe(403)
      expect((await pick(who, seen(one), [])).statusCode, who).toBe(403)
    }
    // A reviewer of another desk is refused by the desk, not only by the role.
    for (const asking of [as('渝中 reviewer')('GET', ROUND), pick('渝中 reviewer', seen(one), [])]) {
      const answer = await asking
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'NOT_YOURS'])
    }
    expect(await record('渝中 entry', one.id)).toMatchObject({ stage: 'round', version: one.version })
  })
})
