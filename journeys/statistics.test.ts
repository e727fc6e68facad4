import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { demand } from '#modules/reform/demand.ts'
import { DAY } from '#seeds/story.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { act, caller, codeOf, done } from './arranged.ts'
import { DESK, PHONE, shoot } from './browser.ts'
import { daysAgo } from './digital.ts'
import { picks } from './form.ts'
import { inThePast } from './past.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, presses, reads, sees } from './seeing.ts'

const DEMAND = '/api/reform/demand'
const TITLE = '建立化工园区应急物资共用机制'
const today = dayOf(new Date())

describe('办理统计', () => {
  test('尚未计入 says for whom it waits and since when; a return is in 驳回率 with both its numbers, and each step in 各环节用时', async () => {
    const { id, since, days } = await reviewedInThePast()
    const clerk = await somebody('长寿录入员')
    await clerk.goto('/')
    const waiting = clerk.getByRole('region', { name: '尚未计入' }).getByRole('listitem').filter({ hasText: demand.name })
    await sees(waiting, `等待中共重庆市委全面深化改革委员会办公室办理“市委改革办审核”，最早 ${spoken(since)} 起`)
    await waiting.scrollIntoViewIfNeeded()
    await shoot(clerk, 'uncounted')
    await clerk.setViewportSize(PHONE)
    await waiting.scrollIntoViewIfNeeded()
    await shoot(clerk, 'phone uncounted')
    await clerk.setViewportSize(DESK)

    // 市委改革办驳回：等待的换成本单位
    const office = await somebody('市委改革办审核员一')
    await office.goto('/')
    await opensTodo(office, TITLE)
    await presses(office, '驳回')
    const dialog = office.getByRole('dialog')
    await picks(office, dialog.getByLabel('驳回原因'), '标题缺少改革味')
    await dialog.getByLabel('驳回意见').fill('请写明由谁牵头（演示）。')
    await agrees(office, '驳回')
    await sees(waiting, `被驳回，等待长寿区修改，最早 ${spoken(today)} 起`)

    // 驳回率：驳回次数和审核次数都在
    await clerk.getByRole('region', { name: '尚未计入' }).getByRole('link', { name: '办理统计' }).click()
    await clerk.getByRole('heading', { level: 1, name: '办理统计' }).waitFor()
    const rate = clerk.getByRole('table', { name: '驳回率' }).getByRole('row').filter({ hasText: demand.name })
    expect(await reads(rate)).toBe('长寿区 改革需求 100.0% 1 1')

    // 各环节用时：本单位办理的环节
    const from = clerk.getByLabel('统计时段').first()
    await from.fill(addDays(today, -30))
    await from.press('Enter')
    await clerk.getByLabel('统计时段').last().press('Enter')
    const step = clerk.getByRole('table', { name: '各环节用时' }).getByRole('row').filter({ hasText: '部门（区县）审核' })
    expect(await reads(step)).toBe(`改革需求 部门（区县）审核 1 ${days} ${days} 0`)
    await shoot(clerk, 'statistics of a unit')

    // 重新提交并采用：审核两次，驳回一次
    const again = await act(await caller('长寿录入员'), DEMAND, await recordOf(id), 'submit')
    const reviewed = await act(await caller('长寿审核员'), DEMAND, again, 'pass')
    await act(await caller('市委改革办审核员一'), DEMAND, reviewed, 'pass')
    await clerk.goto('/statistics')
    await sees(rate, '50.0%')
    expect(await reads(rate)).toBe('长寿区 改革需求 50.0% 1 2')
    const leader = await somebody('市委改革办领导')
    await leader.goto('/statistics')
    const ofUnit = leader
      .getByRole('table', { name: '驳回率' })
      .getByRole('row')
      .filter({ hasText: '长寿区' })
      .filter({ hasText: demand.name })
    expect(await reads(ofUnit)).toBe('长寿区 改革需求 50.0% 1 2')
    await clerk.goto('/')
    await sees(clerk, '我的待办')
    expect(await waiting.count()).toBe(0)
  })
})

/** A demand that its district's reviewer passed on some days ago: since when it waits for the office, and how long it lay with the reviewer. */
async function reviewedInThePast() {
  return inThePast(async (story) => {
    const [clerk, reviewer] = [story.person(codeOf('长寿'), 'entry'), story.person(codeOf('长寿'), 'reviewer')]
    story.moment(daysAgo(14))
    const id = await story.file(clerk, demand, {
      ...{ title: TITLE, channel: '群众企业基层有期盼', track: 'urban-rural.urban-renewal' },
      description: '园区企业反映应急物资各自储备、难以互相调用，希望建立共用机制（演示）。',
    })
    await story.act(clerk, demand, id, { verb: 'submit' })
    const came = story.at
    story.moment(daysAgo(9))
    await story.act(reviewer, demand, id, { verb: 'pass' })
    return { id, since: dayOf(new Date(story.at)), days: ((story.at - came) / DAY).toFixed(1) }
  })
}

const recordOf = async (id: string) => done<RecordAnswer>((await caller('长寿录入员')).get(`${DEMAND}/${id}`))

const spoken = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
