import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import { caller, PILOT, pilotDistributed, pilotReviewed } from './arranged.ts'
import { expectRefusal, shoot } from './browser.ts'
import { entry, fillIn } from './form.ts'
import { somebody } from './people.ts'
import { urbanRenewal } from './pilots.ts'
import { agrees, opensTodo, presses, reads, sees, todo, TWO_SECONDS } from './seeing.ts'

describe('重复文号', () => {
  test('a second district that spells the number differently is shown the pilot and its step, asks to be added, and once admitted has its task', async () => {
    const title = '城市体检试点'
    await pilotDistributed('演示〔2026〕221号', { title, districts: ['渝中'] })
    const [clerk, lead] = await Promise.all([somebody('江津录入员'), somebody('市住房城乡建委录入员')])
    await lead.goto('/')
    await sees(lead, '我的待办')

    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, { title: '城市体检试点工作', docNo: '演示 [２０２６] 第221号' })
    await entry(clerk, 'docNo').blur()
    await taken(clerk).waitFor()
    const said = await reads(taken(clerk))
    for (const words of [title, '渝中区', '已办结']) expect(said).toContain(words)
    await shoot(clerk, 'form taken')
    await presses(clerk, '申请加入涉及区县')
    await clerk.getByLabel('申请理由').fill('国家文件附件第三项列有江津区（演示）。')
    await presses(clerk, '提交申请')
    await sees(clerk, '本单位已申请加入“涉及区县”，请等待主管部门处理。')

    // 主管部门处理
    await todo(lead, title).waitFor({ timeout: TWO_SECONDS })
    await clerk.goto('/')
    await sees(clerk, '我的待办')
    await opensTodo(lead, title)
    await sees(lead.getByRole('region', { name: '加入申请' }), '国家文件附件第三项列有江津区（演示）。')
    await shoot(lead, 'record asks')
    await presses(lead, '同意加入')
    await sees(lead, '已同意江津区加入“涉及区县”')
    await todo(clerk, title).waitFor({ timeout: TWO_SECONDS })
    await lead.getByRole('tab', { name: '试点推进（2）' }).waitFor()
  })

  test('before it is distributed the second district learns at which step the pilot stands', async () => {
    await pilotReviewed('演示〔2026〕222号', { title: '城市更新信息平台试点', districts: ['渝中'] })
    const clerk = await somebody('合川录入员')
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, { docNo: '演示﹝2026﹞222' })
    await entry(clerk, 'docNo').blur()
    await sees(taken(clerk), '当前环节“主管市级部门确认并分发任务”')
    // Of somebody else's pilot no more is told than that.
    const found = await (await (await caller('合川录入员')).get(PILOT, { params: { q: '城市更新信息平台试点' } })).json()
    expect(found.rows).toEqual([])
  })

  test('of two districts that submit at the same moment one wins and the other is shown its pilot', async () => {
    const [first, second] = await Promise.all([somebody('万州录入员'), somebody('涪陵录入员')])
    const clerks = [first, second]
    const numbers = ['演示〔2026〕223号', '演示(2026)223号']
    for (const [at, clerk] of clerks.entries()) {
      const { evidence, ...typed } = await urbanRenewal(numbers[at]!, { title: '同时申报城市更新试点', districts: ['万州', '涪陵'] })
      await clerk.goto('/m/reform/pilot/new')
      await fillIn(clerk, pilot, { ...typed, evidence })
      await presses(clerk, '提交')
      await clerk.getByRole('dialog').getByRole('button', { name: '确认提交' }).waitFor()
    }
    await Promise.all(clerks.map((clerk) => agrees(clerk, '确认提交')))
    const won = clerks.map((clerk) => clerk.getByText('已提交，现由“区县审核”环节办理'))
    const lost = clerks.map(taken)
    await Promise.all(clerks.map((_, at) => won[at]!.or(lost[at]!).first().waitFor()))
    const winners = (await Promise.all(won.map((words) => words.count()))).map((count) => count > 0)
    expect([...winners].sort()).toEqual([false, true])
    const loser = clerks[winners.indexOf(false)]!
    expectRefusal(loser, 409, PILOT)
    await sees(taken(loser), winners[0] ? '万州区' : '涪陵区')
  })
})

const taken = (page: Page) => page.getByRole('status').filter({ hasText: '该文号的试点已经创建，不能重复创建。' })
