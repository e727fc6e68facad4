import { describe, expect, test } from 'vitest'
import { meetingDecision } from '#modules/reform/meeting-decision.ts'
import { meetingPublished } from './arranged.ts'
import { shoot } from './browser.ts'
import { entry, fillIn, frame, picks } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, passes, presses, sees, seesNo, todo } from './seeing.ts'

const FIRST = '1.出台标准衔接清单，推动内外贸同线同标，实现转产无障碍；\n2.建立部门会商机制，实现问题限时答复（演示）。'

describe('会议决定事项', () => {
  test('承办单位填报反馈 → 承办单位审核 → 市委改革办审核，直至完成: returned once, then the report of every quarter', async () => {
    const what = '健全内外贸标准认证对接机制'
    const asked = '梳理认证差异清单，建立衔接机制（演示）。'
    const meeting = await meetingPublished('演示第九十一次', [{ what, asked, lead: '市商务委', coUnits: ['璧山'] }])
    const [clerk, reviewer, office] = await Promise.all(
      ['市商务委录入员', '市商务委审核员', '市委改革办审核员一'].map((name) => somebody(name)),
    )

    // 承办单位填报反馈
    await clerk!.goto('/')
    await opensTodo(clerk!, what)
    await clerk!.getByRole('link', { name: '继续填写' }).click()
    await sees(clerk!, asked)
    await fillIn(clerk!, meetingDecision, { status: '推进中', details: '1.召开会议；\n2.开展调研（演示）。' })
    await entry(clerk!, 'details').blur()
    await sees(frame(clerk!, 'details'), '没有看到“出台……文件”')
    await presses(clerk!, '提交')
    await agrees(clerk!, '仍要提交')
    await sees(clerk!, '已提交，现由“承办单位审核”环节办理')
    await passes(reviewer!, what, '通过', '已通过，现由“市委改革办审核”环节办理')

    // 市委改革办审核：驳回
    await office!.goto('/')
    await opensTodo(office!, what)
    await presses(office!, '驳回')
    await picks(office!, office!.getByRole('dialog').getByLabel('驳回原因'), '推进详情未写明取得的效果')
    await agrees(office!, '驳回')
    await sees(office!, '已驳回，现由“承办单位填报反馈”环节办理')
    await clerk!.goto('/')
    await sees(todo(clerk!, what), '推进详情未写明取得的效果')
    await opensTodo(clerk!, what)
    await clerk!.getByRole('link', { name: '修改并重新提交' }).click()
    await sees(frame(clerk!, 'details'), '驳回意见指向此项')
    await fillIn(clerk!, meetingDecision, { details: FIRST })
    await seesNo(frame(clerk!, 'details'), '没有看到“出台……文件”')
    await presses(clerk!, '重新提交')
    await agrees(clerk!, '确认提交')
    await sees(clerk!, '已提交，现由“承办单位审核”环节办理')
    await passes(reviewer!, what, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(office!, what, '通过', '已通过，本期报告已办结')

    // 后续每季度更新一次，直至已完成
    await sees(clerk!, '本期已办结')
    await presses(clerk!, '更新推进情况')
    await frame(clerk!, 'details').waitFor()
    expect(await entry(clerk!, 'details').inputValue()).toBe(FIRST)
    await fillIn(clerk!, meetingDecision, { status: '已完成', details: FIRST.replace('2.建立', '2.上线对接应用，实现一次认证；\n3.建立') })
    await presses(clerk!, '提交')
    await agrees(clerk!, '确认提交')
    await passes(reviewer!, what, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(office!, what, '通过', '已通过，本事项已办结')
    await sees(clerk!, '历次推进情况（2）')
    expect(await clerk!.getByRole('button', { name: '更新推进情况' }).count()).toBe(0)

    // 配合单位从事项看到会议
    const helper = await somebody('璧山录入员')
    await helper.goto('/m/reform/meeting-decision')
    await helper.getByRole('link', { name: what }).first().click()
    await sees(helper, '上线对接应用')
    await helper.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: meeting.title }).click()
    await helper.getByRole('heading', { level: 1, name: meeting.title }).waitFor()
    await shoot(helper, 'meeting of a decision')
  })
})
