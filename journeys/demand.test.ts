import { describe, expect, test } from 'vitest'
import { demand } from '#modules/reform/demand.ts'
import { shoot } from './browser.ts'
import { fillIn, frame, picks } from './form.ts'
import { somebody } from './people.ts'
import { agrees, begins, opensTodo, passes, presses, sees, seesNo } from './seeing.ts'

const TITLE = '建立水电气讯联合报装机制'
const DESCRIPTION = '企业反映，水、电、气、讯报装分头申请、重复提交材料，周期长，希望建立联合报装、并联办理机制（演示）。'

describe('改革需求填报', () => {
  test('部门（区县）录入 → 部门（区县）审核 → 市委改革办审核: a unit files a demand, its reviewer returns and passes it, the office adopts it', async () => {
    // 部门（区县）录入
    const clerk = await somebody('永川录入员')
    await clerk.goto('/')
    await begins(clerk, '填报改革需求')
    await fillIn(clerk, demand, { title: '水电气讯报装', channel: '群众企业基层有期盼', track: '营商环境', description: '报装慢。' })
    await presses(clerk, /^填报体检/)
    const report = clerk.getByRole('region', { name: '填报体检结果' })
    await sees(report, '没有看到“建立……机制”“健全……体系”“开展……改革”“探索建立……制度”等改革表述')
    await sees(report, '没有看到“群众企业基层有期盼”的具体来源')
    await sees(report, '依据：2023年3月31日版四（一）2.1一')
    await shoot(clerk, 'demand checked')
    await presses(clerk, '提交')
    await sees(clerk.getByRole('dialog'), '提交后进入“部门（区县）审核”，由永川区的审核员办理')
    await agrees(clerk, '仍要提交')

    // 部门（区县）审核：驳回
    const reviewer = await somebody('永川审核员')
    await reviewer.goto('/')
    await opensTodo(reviewer, '水电气讯报装')
    await presses(reviewer, '驳回')
    const dialog = reviewer.getByRole('dialog')
    await picks(reviewer, dialog.getByLabel('驳回原因'), '标题缺少改革味')
    expect(await dialog.getByLabel('驳回意见').inputValue()).toContain('标题要高度总结凝练，要有改革味')
    await agrees(reviewer, '驳回')
    await sees(reviewer, '已驳回，现由“部门（区县）录入”环节办理')

    await clerk.goto('/')
    await opensTodo(clerk, '水电气讯报装')
    await clerk.getByRole('link', { name: '修改并重新提交' }).click()
    await fillIn(clerk, demand, { title: TITLE, description: DESCRIPTION })
    await seesNo(frame(clerk, 'description'), '没有看到')
    await presses(clerk, '重新提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“部门（区县）审核”环节办理')
    await passes(reviewer, TITLE, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(await somebody('市委改革办审核员一'), TITLE, '通过', '已通过，本事项已办结')
  })
})
