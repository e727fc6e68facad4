import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { demandTask } from '#modules/reform/demand-task.ts'
import { demandAdopted } from './arranged.ts'
import { shoot } from './browser.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, begins, opensTodo, passes, presses, sees, seesNo, todo, TWO_SECONDS } from './seeing.ts'

const TITLE = '建立水电气讯并联审批机制'

describe('改革需求清单交办', () => {
  test('市委改革办录入交办 → 部门（区县）录入推进情况 → 部门（区县）审核 → 市委改革办审核: every quarter until 已完成; whoever helps reads every report', async () => {
    const title = '推行水电气讯联合报装改革'
    await demandAdopted('潼南', TITLE)

    // 市委改革办录入交办
    const office = await somebody('市委改革办录入员一')
    const helper = await somebody('潼南录入员')
    const lead = await somebody('市经济信息委录入员')
    await lead.goto('/')
    await sees(lead, '我的待办')
    const due = addDays(dayOf(new Date()), 20)
    await office.goto('/')
    await begins(office, '交办改革需求清单')
    await fillIn(office, demandTask, {
      title,
      source: TITLE,
      asked: '1.制定联合报装办事规程；\n2.建立并联办理和限时办结机制（演示）。',
      lead: '重庆市经济和信息化委员会',
      coUnits: ['永川区', '潼南区'],
      feedbackBy: due,
    })
    await presses(office, '交办')
    await sees(office.getByRole('dialog'), '交办后进入“部门（区县）录入推进情况”，由重庆市经济和信息化委员会的录入员办理')
    await agrees(office, '确认交办')
    await sees(office, '已交办，现由“部门（区县）录入推进情况”环节办理')

    // 部门（区县）录入推进情况
    await todo(lead, title).waitFor({ timeout: TWO_SECONDS })
    await sees(todo(lead, title), `${due} 前办理`)
    await opensTodo(lead, title)
    await lead.getByRole('link', { name: '继续填写' }).click()
    const given = lead.getByRole('region', { name: '市委改革办录入交办' })
    for (const words of ['1.制定联合报装办事规程', TITLE, due]) await sees(given, words)
    expect(await entry(lead, 'title').count()).toBe(0)
    await fillIn(lead, demandTask, { status: '推进中', details: '高度重视，积极推进。' })
    await entry(lead, 'details').blur()
    await sees(frame(lead, 'details'), '推进详情应条目式列举')
    await sees(frame(lead, 'details'), '没有看到“出台……文件”“建立……机制”“开发建设……应用”等有改革味的动作')
    await shoot(lead, 'form assigned')
    const first = '1.出台《联合报装办事规程》，推动材料互认，实现一次申请；\n2.建立并联办理机制，实现限时办结（演示）。'
    await fillIn(lead, demandTask, { details: first, problems: '行业数据共享的政策依据不足（演示）。' })
    await seesNo(frame(lead, 'details'), '推进详情应条目式列举')
    await presses(lead, '提交')
    await agrees(lead, '确认提交')
    const [leadReviewer, confirmer] = await Promise.all(['市经济信息委审核员', '市委改革办审核员一'].map((name) => somebody(name)))
    await passes(leadReviewer!, title, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(confirmer!, title, '通过', '已通过，本期报告已办结')

    // 每季度更新一次，直至已完成
    await sees(lead, '本期已办结')
    await presses(lead, '更新推进情况')
    await frame(lead, 'details').waitFor()
    expect(await entry(lead, 'details').inputValue()).toBe(first)
    await fillIn(lead, demandTask, { status: '已完成', details: first.replace('2.建立', '2.上线联合报装应用，实现全程网办；\n3.建立') })
    await sees(frame(lead, 'status'), '较上次有改动')
    await presses(lead, '提交')
    await agrees(lead, '确认提交')
    await passes(leadReviewer!, title, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(confirmer!, title, '通过', '已通过，本事项已办结')

    // 配合单位查看历次推进情况
    await helper.goto('/m/reform/demand-task')
    await helper.getByRole('link', { name: title }).first().click()
    await helper.getByRole('tab', { name: '历次推进情况（2）' }).click()
    const rounds = helper.getByRole('tabpanel', { name: '历次推进情况（2）' }).getByRole('listitem')
    await sees(rounds.nth(0), '2.上线联合报装应用，实现全程网办')
    await sees(rounds.nth(0), '与上一次相同：存在问题')
    await seesNo(rounds.nth(1), '上线联合报装应用')
    await shoot(helper, 'record past reports')
    expect(await helper.getByRole('toolbar', { name: '办理' }).count()).toBe(0)
  })
})
