import { describe, expect, test } from 'vitest'
import type { WhatIf } from '#indicators/what-if.ts'
import { two } from '#indicators/shown.ts'
import { PHONE, shoot } from './browser.ts'
import { somebody, written } from './people.ts'
import { presses, reads, sees, seesNo } from './seeing.ts'

const WISH = { national: { of: 1 }, accepted: { passed: 2 } }
const NATIONAL = '改革经验获全国性肯定评价'
const ACCEPTED = '国家级试点通过验收数'

describe('测算', () => {
  test('one more national commendation, two more pilots accepted: index and rank before and after, what each would bring, and nothing is written', async () => {
    const clerk = await somebody('渝中录入员')
    const live = async () =>
      (await (await clerk.request.get('/api/reports/district/live')).json()) as {
        units: unknown
        result: { units: { id: string; name: string }[] }
      }
    const before = await live()
    const unit = before.result.units.find(({ name }) => name === '渝中区')!.id
    const answer = await clerk.request.post('/api/reports/district/what-if', { data: { unit, wish: WISH }, headers: written() })
    const expected = (await answer.json()) as WhatIf

    await clerk.goto('/reports/district')
    await clerk.getByRole('link', { name: '测算' }).click()
    await sees(clerk, '只作测算，不写入任何内容')
    const outcome = clerk.getByRole('region', { name: '测算结果' })
    await sees(outcome, two(expected.before.index))
    await presses(clerk, `增加：${NATIONAL}`)
    // The keys do what the buttons do.
    const accepted = clerk.getByLabel(`增减：${ACCEPTED}`)
    await accepted.fill('2')
    await accepted.press('Tab')
    await expect.poll(() => reads(outcome)).toContain(`${two(expected.after.index)} 现为 ${two(expected.before.index)}`)
    await expect.poll(() => reads(outcome)).toContain(`第 ${expected.after.rank} 名 现为第 ${expected.before.rank} 名`)
    const { after, before: was } = expected
    for (const [id, name] of [
      ['implementation', '改革探索力'],
      ['visibility', '品牌显示度'],
    ] as const) {
      const row = outcome.getByRole('row', { name: new RegExp(name) })
      await expect.poll(() => reads(row)).toContain(`${two(was.dimensions[id]!.score)} ${two(after.dimensions[id]!.score)}`)
    }
    // What one more of each would bring, the most first.
    const gains = await clerk.getByRole('region', { name: '再多一件，指数变化多少' }).getByRole('listitem').allInnerTexts()
    expect(gains).toHaveLength(expected.marginal.length)
    const best = expected.marginal.toSorted((a, b) => Number(b.gain) - Number(a.gain))[0]!
    expect(gains[0]).toContain(best.name)
    await shoot(clerk, 'what-if desk')

    await presses(clerk, '全部复原')
    await expect.poll(() => reads(outcome)).toContain(`${two(was.index)} 现为 ${two(was.index)}`)
    const { units, result } = await live()
    expect({ units, result }).toEqual({ units: before.units, result: before.result })
  })

  test('on a phone the answer stays in sight while one counts; the office asks of any unit, a unit of no other', async () => {
    const leader = await somebody('渝中领导', PHONE)
    await leader.goto('/reports/district/what-if')
    await sees(leader, /^指数 \d/)
    await presses(leader, `增加：${NATIONAL}`)
    await sees(leader, /^指数 [\d.]+ → [\d.]+$/)
    await seesNo(leader, '测算哪个单位')
    await shoot(leader, 'what-if phone')
    const office = await somebody('市委改革办审核员一')
    await office.goto('/reports/district/what-if')
    await office.getByLabel('测算哪个单位').fill('万州')
    await office.getByLabel('测算哪个单位').press('Enter')
    await sees(office, /^万州区，/)
  })
})
