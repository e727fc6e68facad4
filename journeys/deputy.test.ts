import { describe, expect, test } from 'vitest'
import { pilotSubmitted } from './arranged.ts'
import { DESK, PHONE, shoot } from './browser.ts'
import { picks } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, presses, reads, sees, seesNo, todo } from './seeing.ts'

const PRINCIPAL = '演示·璧山审核员'
const DEPUTY = '演示·璧山领导'

describe('代理人', () => {
  test('a reviewer who is away names a colleague, who passes in their place under both names, until it is ended', async () => {
    const title = '城市生活垃圾分类试点'
    await pilotSubmitted('演示〔2026〕281号', { title, districts: ['璧山'], by: '璧山' })
    const [principal, deputy] = [await somebody('璧山审核员'), await somebody('璧山领导')]
    await deputy.goto('/')
    await sees(deputy, /共 \d+ 个|暂无/)
    expect(await todo(deputy, title).count()).toBe(0)

    await principal.goto('/account')
    await presses(principal, '指定代理人')
    const dialog = principal.getByRole('dialog')
    await sees(dialog, '代理岗位：审核员')
    await picks(principal, dialog.getByLabel('代理人', { exact: true }), DEPUTY)
    await dialog.getByLabel('结束日期').click()
    await principal.locator('.ant-picker-cell-today').filter({ visible: true }).click()
    await shoot(principal, 'deputy naming')
    await agrees(principal, '指定')
    const part = principal.getByRole('region', { name: '代理人' })
    await sees(part, `${DEPUTY} 代理您`)
    await sees(part, '正在代理')
    await shoot(principal, 'deputy named')

    // The deputy's page stands open: the desk is there without a reload.
    await todo(deputy, title).waitFor()
    await expect.poll(() => reads(todo(deputy, title))).toContain(`代${PRINCIPAL}`)
    await shoot(deputy, 'deputy workbench')
    await deputy.setViewportSize(PHONE)
    await shoot(deputy, 'phone deputy workbench')
    await deputy.setViewportSize(DESK)
    await opensTodo(deputy, title)
    await presses(deputy, '通过')
    await agrees(deputy, '通过')
    await sees(deputy, '已通过，现由“主管市级部门确认并分发任务”环节办理')
    await deputy.getByRole('tab', { name: '办理记录' }).click()
    await sees(deputy, `${DEPUTY}（代${PRINCIPAL}）`)
    await shoot(deputy, 'deputy history')

    // 被代理人也看得到两人姓名；结束代理后，代理人的待办随即消失。
    await deputy.goto('/')
    await sees(deputy, '我的待办')
    await presses(part, `结束 ${DEPUTY} 代理您`)
    await agrees(principal, '结束')
    await seesNo(part, `${DEPUTY} 代理您`)
    await seesNo(deputy, '我的待办')
    await deputy.goto('/account')
    await seesNo(deputy, `代${PRINCIPAL}`)
  })
})
