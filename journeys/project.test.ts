import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { project } from '#modules/reform/project.ts'
import { shoot } from './browser.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, passes, presses, sees, todo, TWO_SECONDS } from './seeing.ts'

const today = dayOf(new Date())
const TITLE = '建立养老服务综合监管机制'
const RESULT = {
  name: '建立养老服务综合监管制度',
  measure: '针对养老机构多头监管的问题，出台综合监管办法，实现一次检查、结果互认。',
  effect: '被国家部委工作简报刊发（演示）。',
}

describe('市级重大改革项目', () => {
  test('市委改革办设立交办 → 牵头部门每两月填报 → 审核 → 市委改革办审核; a milestone added later is in the next report', async () => {
    const [office, clerk] = await Promise.all([somebody('市委改革办录入员一'), somebody('市民政局录入员')])
    await clerk.goto('/')
    await sees(clerk, '我的待办')

    // 设立交办
    await office.goto('/m/reform/project/new')
    await fillIn(office, project, {
      title: TITLE,
      track: '养老托育',
      lead: '重庆市民政局',
      coUnits: ['重庆市卫生健康委员会'],
      goals: '1.建立综合监管制度；\n2.健全信用评价体系（演示）。',
      startsOn: addDays(today, -30),
      endsOn: addDays(today, 300),
      milestones: [
        { name: '出台综合监管办法', dueOn: addDays(today, 30) },
        { name: '上线监管应用', dueOn: addDays(today, 400) },
      ],
    })
    await presses(office, '交办')
    await sees(office, '里程碑节点第 2 条的《计划完成时间》应在启动时间和完成时间之间')
    await entry(office, 'milestones.1.dueOn').fill(addDays(today, 200))
    await entry(office, 'milestones.1.dueOn').blur()
    await presses(office, '交办')
    await agrees(office, '确认交办')
    await sees(office, '已交办，现由“牵头部门填报”环节办理')

    // 牵头部门填报
    await todo(clerk, TITLE).waitFor({ timeout: TWO_SECONDS })
    await opensTodo(clerk, TITLE)
    await clerk.getByRole('link', { name: '继续填写' }).click()
    await sees(clerk.getByRole('region', { name: '市委改革办设立交办' }), '1.建立综合监管制度')
    const rows = frame(clerk, 'states')
    await sees(rows, '上线监管应用')
    expect(await rows.getByRole('button', { name: /^(删除|复制|上移)/ }).count()).toBe(0)
    await fillIn(clerk, project, { status: '推进中', states: [{ state: '已完成' }, { state: '推进中' }], results: [RESULT] })
    await fillIn(clerk, project, { progress: '1.召开专题会议，审议综合监管办法；\n2.开展调研，形成问题清单（演示）。' })
    await presses(clerk, '提交')
    await sees(rows, '节点已完成的，应填写《实际完成时间》')
    await fillIn(clerk, project, { states: [{ doneOn: addDays(today, -2) }] })
    await shoot(clerk, 'form project')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    const [reviewer, confirmer] = await Promise.all(['市民政局审核员', '市委改革办审核员一'].map((name) => somebody(name)))
    await passes(reviewer!, TITLE, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(confirmer!, TITLE, '通过', '已通过，本期报告已办结')

    // 增加节点，下次填报已带入
    await sees(office, '本期已办结')
    await presses(office, '调整项目信息')
    await presses(office.getByRole('dialog'), '增加一个节点')
    await entry(office, 'milestones.2.name').fill('全市推开')
    await entry(office, 'milestones.2.dueOn').fill(addDays(today, 280))
    await entry(office, 'milestones.2.dueOn').blur()
    await agrees(office, '保存 1 项更正')
    await sees(office, '调整项目信息已保存')
    await sees(clerk, '全市推开')
    await presses(clerk, '更新推进情况')
    await sees(rows, '全市推开')
    expect(await entry(clerk, 'states.0.doneOn').inputValue()).toBe(addDays(today, -2))
    await fillIn(clerk, project, { states: [{}, { state: '已完成', doneOn: today }, { state: '推进中' }] })
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '第 2 次报告')
    await clerk.getByRole('tab', { name: '历次推进情况（1）' }).click()
    await shoot(clerk, 'record project past')

    // 其他单位看不到项目
    const anybody = await somebody('巫溪录入员')
    await anybody.goto('/m/reform/project')
    await sees(anybody, '没有')
    expect(await anybody.getByText(TITLE).count()).toBe(0)
  })
})
