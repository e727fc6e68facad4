import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { risk } from '#modules/reform/risk.ts'
import { opinion } from '#seeds/papers.ts'
import { expectRefusal, shoot } from './browser.ts'
import { entry, fillIn, frame, picks } from './form.ts'
import { somebody } from './people.ts'
import { agrees, begins, opensTodo, passes, presses, sees, seesNo, todo, TWO_SECONDS } from './seeing.ts'

const today = dayOf(new Date())
const happenedOn = addDays(today, -4)
const DETAILS = '因限时段停车收费方案公示引发集中讨论，属地当日回应关切、调整方案后平息；与停车管理改革直接相关（演示）。'
const finding = (title: string) => opinion(`关于“${title}”的认定意见`, '演示认定部门', ['经研判，符合认定标准。'], happenedOn)

describe('改革风险', () => {
  test('市委网信办/市信访办录入 → 相关部门审核 → 市委改革办审核: returned with two fields pinned and nothing else open, put right, then read by the district concerned', async () => {
    const title = '停车管理改革引发网络舆情（演示）'
    const [clerk, reviewer] = await Promise.all([somebody('市委网信办录入员'), somebody('市委网信办审核员')])
    await clerk.goto('/')
    await begins(clerk, '填报改革风险')
    await fillIn(clerk, risk, { title, kind: '重大负面舆情', happenedOn: addDays(today, 1), concerns: '区县', district: '梁平区' })
    // 群体性事件才分等级
    expect(await frame(clerk, 'level').count()).toBe(0)
    await fillIn(clerk, risk, { details: '停车收费引发讨论。', grounds: [await finding(title)] })
    await presses(clerk, '提交')
    await sees(frame(clerk, 'happenedOn'), '《发生时间》不能晚于今天')
    await fillIn(clerk, risk, { happenedOn: addDays(today, -1) })
    await shoot(clerk, '改革风险填报')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“相关部门审核”环节办理')

    // 相关部门审核：驳回，只允许修改所指填报项
    await reviewer.goto('/')
    await opensTodo(reviewer, title)
    await presses(reviewer, '驳回')
    const dialog = reviewer.getByRole('dialog')
    const only = dialog.getByRole('checkbox', { name: '只允许修改上述填报项' })
    expect(await only.isDisabled()).toBe(true)
    // 只列本业务的原因
    await dialog.getByLabel('驳回原因').fill('试点')
    await sees(reviewer, '没有符合的驳回原因')
    await picks(reviewer, dialog.getByLabel('驳回原因'), '详情不完整')
    await picks(reviewer, dialog.getByLabel('涉及的填报项'), '发生时间')
    await dialog.getByLabel('驳回意见').fill('请按认定意见核对发生时间，写明起因、影响和处置情况。')
    await only.check()
    await shoot(reviewer, '改革风险驳回')
    await agrees(reviewer, '驳回')
    await sees(reviewer, '已驳回，现由“市委网信办/市信访办录入”环节办理')

    await clerk.goto('/')
    await sees(todo(clerk, title), '请按认定意见核对发生时间')
    await opensTodo(clerk, title)
    await clerk.getByRole('link', { name: '修改并重新提交' }).click()
    for (const open of ['happenedOn', 'details']) {
      await sees(frame(clerk, open), '驳回意见指向此项')
      expect(await entry(clerk, open).isEnabled()).toBe(true)
    }
    for (const shut of ['title', 'district']) expect(await entry(clerk, shut).isDisabled()).toBe(true)
    expect(await frame(clerk, 'kind').getByRole('radio').first().isDisabled()).toBe(true)
    await shoot(clerk, '改革风险修改')
    await fillIn(clerk, risk, { happenedOn, details: DETAILS })
    await presses(clerk, '重新提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“相关部门审核”环节办理')

    // 再次审核时看得到改了什么
    await reviewer.goto('/')
    await opensTodo(reviewer, title)
    await reviewer.getByRole('tab', { name: '版本对照' }).click()
    const versions = reviewer.getByRole('tabpanel', { name: '版本对照' })
    await sees(versions, '发生时间')
    await sees(versions, '属地当日回应关切')
    await seesNo(versions, '涉及区县')
    await shoot(reviewer, '改革风险对照')

    // 区县在审定之前看不到
    const district = await somebody('梁平录入员')
    const path = new URL(clerk.url()).pathname
    expectRefusal(district, 404, '/api/reform/risk/')
    await district.goto(path)
    await sees(district, '没有找到')
    const office = await somebody('市委改革办审核员一')
    await office.goto('/')
    await sees(office, '我的待办')
    await passes(reviewer, title, '通过', '已通过，现由“市委改革办审核”环节办理')
    await todo(office, title).waitFor({ timeout: TWO_SECONDS })
    await passes(office, title, '通过', '已通过，本事项已办结')
    await district.goto('/m/reform/risk')
    await district.getByRole('link', { name: title }).first().click()
    await sees(district, '属地当日回应关切')
    expect(await district.getByRole('toolbar', { name: '办理' }).count()).toBe(0)
  })

  test('群体性事件 has its level and may concern a 市级重大改革项目; one happening is filed once', async () => {
    const title = '城市更新项目征收引发集中来访（演示）'
    const clerk = await somebody('市信访办录入员')
    const typed = { title, kind: '群体性事件', happenedOn, concerns: '市级重大改革项目', project: '健全城市更新可持续推进机制' }
    await clerk.goto('/m/reform/risk/new')
    await fillIn(clerk, risk, { ...typed, details: DETAILS, grounds: [await finding(title)] })
    expect(await frame(clerk, 'district').count()).toBe(0)
    await presses(clerk, '提交')
    await sees(frame(clerk, 'level'), '《等级》没有填写')
    await fillIn(clerk, risk, { level: '较大' })
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await passes(await somebody('市信访办审核员'), title, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(await somebody('市委改革办审核员二'), title, '通过', '已通过，本事项已办结')

    await clerk.goto('/m/reform/risk/new')
    await fillIn(clerk, risk, typed)
    await sees(frame(clerk, 'title'), '已有同名、同日的一件，同一事件只扣一次分')
    await clerk.getByRole('button', { name: '作废草稿' }).click()
    await agrees(clerk, '作废')
  })
})
