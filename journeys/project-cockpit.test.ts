import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf, periodOf } from '#kernel/day.ts'
import { project } from '#modules/reform/project.ts'
import { periodName } from '#web/reports/queries.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { act, caller, done } from './arranged.ts'
import { PHONE, shoot } from './browser.ts'
import { somebody, written } from './people.ts'
import { projectReported } from './projects.ts'
import { presses, reads, sees, seesNo } from './seeing.ts'

const PROJECT = '/api/reform/project'
const today = dayOf(new Date())
/** The last two months that are over. */
const before = periodOf(addDays(periodOf(today, 'two-months').first, -1), 'two-months')
const TITLE = '健全困难群众主动发现机制'

/** Computes and fixes the report of the last period, by two people of the office. */
async function fixed() {
  const [clerk, checker] = await Promise.all([caller('市委改革办录入员一'), caller('市委改革办审核员一')])
  const open = await done<{ id: string; first: string; issue: number | null }[]>(clerk.get('/api/reports/project/periods'))
  const period =
    open.find(({ first }) => first === before.first) ??
    (await done<{ id: string; issue: null }>(
      clerk.post('/api/reports/project/periods', { data: { on: before.first }, headers: written() }),
    ))
  const { id: computation } = await done<{ id: string }>(
    clerk.post(`/api/reports/periods/${period.id}/computations`, { data: {}, headers: written() }),
  )
  const issue = (period.issue ?? 0) + 1
  const cause = issue === 1 ? null : '补计项目（演示）'
  await done(
    clerk.put(`/api/reports/periods/${period.id}/fixing`, { data: { computation, ...(cause ? { cause } : {}) }, headers: written() }),
  )
  await done(checker.post(`/api/reports/periods/${period.id}/fixed`, { data: { computation, issue, cause }, headers: written() }))
}

const numberOf = async (page: Page, name: string) =>
  Number(
    /\d+$/.exec(await reads(page.getByRole('region', { name: '里程碑节点' }).first().getByRole('listitem').filter({ hasText: name })))![0],
  )

describe('重大改革项目报表驾驶舱', () => {
  test('states and milestones, who holds what is late; from a number and from an indicator to the attachment; a fixed issue as it was', async () => {
    const { id, paper } = await projectReported(TITLE, {
      ...{ lead: '市民政局', days: 150, decided: true },
      planned: [
        { name: '出台主动发现工作办法', due: -155, done: -160 },
        { name: '建立部门信息比对机制', due: -100 },
        { name: '全市推开', due: 400 },
      ],
    })
    const waits = '完善临时救助快速响应机制'
    await projectReported(waits, { lead: '市民政局', days: 20, decided: false, planned: [{ name: '出台实施细则', due: 300 }] })
    await fixed()
    const leader = await somebody('重庆市领导')
    await leader.goto('/')
    await leader.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '驾驶舱', exact: true }).click()
    await leader.getByRole('radiogroup', { name: '驾驶舱' }).getByText('重大改革项目').click()
    await leader.getByRole('heading', { level: 1, name: '重大改革项目报表驾驶舱' }).waitFor()
    const late = leader.getByRole('table', { name: '超期未完成的节点' }).getByRole('row').filter({ hasText: '建立部门信息比对机制' })
    await sees(late, '超期100天')
    await sees(late, /^市民政局：更新推进情况/)
    await shoot(leader, 'cockpit projects')

    // 走势，图和表相同；尚未计入，点数量到台账
    const trend = leader.getByRole('region', { name: '综合评价指数走势' })
    await trend.scrollIntoViewIfNeeded()
    await expect.poll(() => trend.locator('circle title').allTextContents()).not.toEqual([])
    const points = await trend.locator('circle title').allTextContents()
    await shoot(leader, 'cockpit projects trend')
    await trend.getByText('表', { exact: true }).click()
    const told = await trend
      .getByRole('table')
      .getByRole('row')
      .evaluateAll((rows) => rows.slice(1).map((row) => [...row.children].map((cell) => cell.textContent)))
    expect(told.map(([period, mean]) => `${period}，各单位平均${mean}`).filter((words) => !words.endsWith('—'))).toEqual(points)
    expect(told.map(([period]) => period)).toContain(periodName(before.first, before.last))
    const uncounted = leader.getByRole('region', { name: '尚未计入', exact: true })
    const more = uncounted.getByRole('button', { name: /^全部\d+行$/ })
    await sees(uncounted, /^等待.*办理“/)
    if (await more.isVisible()) await more.click()
    // What districts alone are measured by is not missing here.
    expect(await uncounted.getByRole('row').filter({ hasText: '改革需求' }).count()).toBe(0)
    const waiting = uncounted.getByRole('row').filter({ hasText: '“市委改革办审核”' }).filter({ hasText: project.name })
    await waiting
      .filter({ hasText: '重庆市民政局' })
      .getByRole('link', { name: /，查看台账$/ })
      .click()
    await sees(leader, waits)
    await leader.goBack()

    // 数字 → 明细 → 项目 → 佐证材料
    const before0 = await numberOf(leader, '超期未完成')
    await leader.getByRole('button', { name: new RegExp(`^里程碑节点超期未完成${before0}个`) }).click()
    const opened = leader.getByRole('dialog', { name: '里程碑节点：超期未完成' })
    await expect.poll(() => opened.getByRole('row').count()).toBe(before0 + 1)
    await shoot(leader, 'cockpit projects opened')
    await opened.getByRole('link', { name: TITLE }).first().click()
    await leader.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await leader.getByRole('button', { name: paper }).first().click()
    await leader.getByRole('dialog').filter({ hasText: paper }).waitFor()

    // 部门 → 指标 → 所依据的事项 → 佐证材料
    await leader.goto('/cockpit/projects')
    const ranking = leader.getByRole('table', { name: '部门指数和排名' })
    await ranking.getByRole('button', { name: '市民政局' }).click()
    const outcomes = ranking.locator('dl > div').filter({ hasText: '标志性成果数' })
    await presses(outcomes, '所依据的事项')
    await shoot(leader, 'cockpit projects department')
    await outcomes.getByRole('link', { name: TITLE }).first().click()
    await leader.getByRole('button', { name: paper }).first().waitFor()

    // 更新推进情况，审定后数字变化；已定稿的一期不变
    await leader.goBack()
    await leader.goto('/cockpit/projects')
    await sees(leader, '超期100天')
    const [clerk, reviewer, confirmer] = await Promise.all(['市民政局录入员', '市民政局审核员', '市委改革办审核员一'].map(caller))
    const record = await done<RecordAnswer>(clerk!.get(`${PROJECT}/${id}`))
    const renewed = await act(clerk!, PROJECT, record, 'renew')
    const { states } = renewed.values as { states: { name: string }[] }
    const sent = await act(clerk!, PROJECT, renewed, 'submit', {
      ...{ status: '推进中', progress: '1.建立比对机制，按月比对；\n2.完成首轮比对（演示）。' },
      states: states.map((each) => (each.name.startsWith('建立部门') ? { ...each, state: '已完成', doneOn: today } : each)),
    })
    await act(confirmer!, PROJECT, await act(reviewer!, PROJECT, sent, 'pass'), 'pass')
    await seesNo(leader, '建立部门信息比对机制')
    expect(await numberOf(leader, '超期未完成')).toBe(before0 - 1)

    await leader.getByLabel('查看时点').click()
    await leader
      .locator('.ant-select-item-option')
      .filter({ hasText: periodName(before.first, before.last), visible: true })
      .first()
      .click()
    await sees(leader, '建立部门信息比对机制')
    await shoot(leader, 'cockpit projects fixed')
    await leader.emulateMedia({ media: 'print' })
    await shoot(leader, 'cockpit projects print')
    await leader.emulateMedia({ media: 'screen' })
    await leader.setViewportSize(PHONE)
    await shoot(leader, 'phone cockpit projects fixed')

    // 不在查看范围内的，只知道有多少
    const stranger = await somebody('巫溪领导')
    await stranger.goto('/cockpit/projects')
    await sees(stranger, /不在您的查看范围内/)
    expect(await stranger.getByText(TITLE).count()).toBe(0)
  })
})
