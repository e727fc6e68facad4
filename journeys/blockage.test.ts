import { describe, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { blockage } from '#modules/reform/blockage.ts'
import { blockageAssigned } from './arranged.ts'
import { shoot } from './browser.ts'
import { fillIn } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, passes, presses, sees, seesNo, todo, TWO_SECONDS } from './seeing.ts'

const today = dayOf(new Date())
const REPORT = { status: '推进中', details: '1.出台联合审批办法，明确受理规则，实现一窗办理；\n2.建立季度会商机制，推动堵点清零（演示）。' }

describe('堵点卡点', () => {
  test('市委改革办录入交办 → 按时限填报反馈 → 审核 → 市委改革办审核', async () => {
    const title = '夜市摊区设置标准不统一'
    const [office, clerk] = await Promise.all([somebody('市委改革办录入员二'), somebody('綦江录入员')])
    await clerk.goto('/')
    await sees(clerk, '我的待办')
    await office.goto('/m/reform/blockage/new')
    await fillIn(office, blockage, { title, asked: '请建立分类设置制度（演示）。', lead: '綦江区', feedbackBy: addDays(today, -1) })
    await presses(office, '交办')
    await sees(office, '《反馈时限》不能早于今天')
    await fillIn(office, blockage, { feedbackBy: addDays(today, 2) })
    await presses(office, '交办')
    await agrees(office, '确认交办')
    await sees(office, '已交办，现由“部门（区县）填报反馈”环节办理')

    const waiting = todo(clerk, title)
    await waiting.waitFor({ timeout: TWO_SECONDS })
    await sees(waiting, '还有 2 天')
    await shoot(clerk, 'workbench due')
    await opensTodo(clerk, title)
    await clerk.getByRole('link', { name: '继续填写' }).click()
    await fillIn(clerk, blockage, REPORT)
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“部门（区县）审核”环节办理')
    await passes(await somebody('綦江审核员'), title, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(await somebody('市委改革办审核员二'), title, '通过', '已通过，本期报告已办结')
    await sees(clerk, '本期已办结')
    await seesNo(clerk.getByRole('main'), '超期')
  })

  test('延期: asked for with its reason, seen at once by the office, granted; the unit’s day moves', async () => {
    const title = '跨区县就医备案手续繁琐'
    await blockageAssigned(title, '南川', 1)
    const until = addDays(today, 16)
    const [clerk, office] = await Promise.all([somebody('南川录入员'), somebody('市委改革办审核员二')])
    await office.goto('/')
    await sees(office, '我的待办')
    await clerk.goto('/')
    await opensTodo(clerk, title)
    await presses(clerk, '申请延期')
    await sees(clerk.getByRole('dialog'), `现办理期限：${addDays(today, 1)}`)
    await clerk.getByLabel('申请延期至').fill(until)
    await clerk.getByLabel('申请延期至').press('Enter')
    await clerk.getByLabel('延期理由').fill('需与市级系统联调（演示）。')
    await agrees(clerk, '提出申请')
    await sees(clerk, `南川区申请延期至 ${until}`)

    await todo(office, title).waitFor({ timeout: TWO_SECONDS })
    await opensTodo(office, title)
    await sees(office, '需与市级系统联调（演示）。')
    await shoot(office, 'record extension')
    await presses(office, '同意延期')
    await sees(office, `已同意延期至 ${until}`)
    await sees(clerk.getByRole('list', { name: '办理流程' }), until)
    await clerk.getByRole('tab', { name: '办理记录' }).click()
    await sees(clerk, `延期至：${until}`)
  })

  test('无变化: a quarter without news is three presses from the workbench', async () => {
    // Reported last quarter in the demonstration's own past, so that this quarter's is owed.
    const title = '用地审批跨部门材料重复提交'
    const clerk = await somebody('市规划自然资源局录入员')
    await clerk.goto('/')
    await sees(todo(clerk, title), '待更新')
    await opensTodo(clerk, title)
    await presses(clerk, '无变化上报')
    await agrees(clerk, '无变化上报')
    await sees(clerk, '已按“无变化”上报，现由“部门（区县）审核”环节办理')
    await clerk.getByRole('tab', { name: '历次推进情况（2）' }).click()
    await sees(clerk, '建立超时预警机制')
    await passes(await somebody('市规划自然资源局审核员'), title, '通过', '已通过，现由“市委改革办审核”环节办理')
  })

  test('what is overdue is marked on the desk, and stays marked once it was handled', async () => {
    // Told by the demonstration's own past: assigned, its day gone by, and not yet reported.
    const clerk = await somebody('市委金融办录入员')
    const title = '中小企业授信信息分散、银企对接难'
    await clerk.goto('/')
    await sees(todo(clerk, title), /超期 \d+ 天/)
    await opensTodo(clerk, title)
    await clerk.getByRole('link', { name: '继续填写' }).click()
    await fillIn(clerk, blockage, REPORT)
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, /超期 \d+ 天办理/)
    await shoot(clerk, 'record late')
  })
})
