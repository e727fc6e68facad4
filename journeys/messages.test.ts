import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pilotSubmitted } from './arranged.ts'
import { DESK, PHONE, expectRefusal, shoot } from './browser.ts'
import { picks } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, presses, sees, TWO_SECONDS } from './seeing.ts'

describe('消息', () => {
  test('what came back rings the bell of an open page, and is read by opening what it is about', async () => {
    const title = '海绵城市建设示范'
    await pilotSubmitted('演示〔2026〕284号', { title, districts: ['潼南'], by: '潼南' })
    const [clerk, reviewer] = [await somebody('潼南录入员'), await somebody('潼南审核员')]
    await clerk.goto('/help')
    await sees(clerk, '填报指南')
    const before = await settled(clerk)

    await reviewer.goto('/')
    await opensTodo(reviewer, title)
    await presses(reviewer, '驳回')
    const dialog = reviewer.getByRole('dialog')
    await picks(reviewer, dialog.getByLabel('驳回原因'), '名称不规范')
    await dialog.getByLabel('驳回意见').fill('名称应以“试点”结尾。')
    await agrees(reviewer, '驳回')
    // Reminders may come beside it.
    await expect.poll(() => unread(clerk), { timeout: TWO_SECONDS + 500 }).toBeGreaterThan(before)
    await shoot(clerk, 'messages bell')

    await clerk.getByRole('link', { name: /^消息/ }).click()
    const told = clerk.getByRole('listitem').filter({ hasText: title })
    await sees(told, '被驳回')
    await sees(told, '未读')
    await sees(told, '名称应以“试点”结尾。（演示·潼南审核员）')
    await shoot(clerk, 'messages list')
    await clerk.setViewportSize(PHONE)
    await shoot(clerk, 'phone messages list')
    await clerk.setViewportSize(DESK)
    const waiting = await settled(clerk)
    await told.getByRole('link').click()
    await clerk.getByRole('heading', { level: 1, name: title }).waitFor()
    await expect.poll(() => unread(clerk)).toBeLessThan(waiting)
    await clerk.goto('/messages?state=unread')
    await expect.poll(() => clerk.getByRole('listitem').filter({ hasText: title }).count()).toBe(0)
  })

  test('加急提醒: the reform office urges with a reason, once a day', async () => {
    const title = '绿色金融改革创新试验区'
    const { id } = await pilotSubmitted('演示〔2026〕285号', { title, districts: ['铜梁'], by: '铜梁' })
    const [office, reviewer] = [await somebody('市委改革办审核员二'), await somebody('铜梁审核员')]
    await reviewer.goto('/')
    await sees(reviewer, '我的待办')
    const before = await unread(reviewer)
    await office.goto(`/m/reform/pilot/${id}`)
    await presses(office, '加急提醒')
    await office.getByRole('dialog').getByLabel('提醒理由').fill('本周五前须提交会议审议')
    await shoot(office, 'messages urging')
    await agrees(office, '发出提醒')
    await sees(office, '已提醒 1 名承办人员')
    await expect.poll(() => unread(reviewer), { timeout: TWO_SECONDS + 500 }).toBeGreaterThan(before)
    await reviewer.goto('/messages')
    await sees(reviewer, '请尽快办理：本周五前须提交会议审议（中共重庆市委全面深化改革委员会办公室演示·市委改革办审核员二）')
    await presses(reviewer, '全部标为已读')
    await expect.poll(() => unread(reviewer)).toBe(0)
  })
})

describe('消息接收', () => {
  test('a clerk chooses the office’s mail, and no other', async () => {
    const clerk = await somebody('荣昌录入员')
    await clerk.goto('/account')
    const part = clerk.getByRole('region', { name: '消息接收' })
    await part.getByRole('radio', { name: '电子邮件' }).check()
    expectRefusal(clerk, 422, '/api/reach')
    await part.getByLabel('工作邮箱').fill('li@elsewhere.example')
    await presses(part, '保存')
    await sees(part, '只能使用工作邮箱（@office.example）')
    await part.scrollIntoViewIfNeeded()
    await shoot(clerk, 'reach refused')
    await part.getByLabel('工作邮箱').fill('li@office.example')
    await part.getByRole('radio', { name: '有消息即发送' }).check()
    await presses(part, '保存')
    await sees(clerk, '消息接收方式已保存')
    await clerk.reload()
    expect(await part.getByLabel('工作邮箱').inputValue()).toBe('li@office.example')
    expect(await part.getByRole('radio', { name: '有消息即发送' }).isChecked()).toBe(true)
    await clerk.setViewportSize(PHONE)
    await part.scrollIntoViewIfNeeded()
    await shoot(clerk, 'phone reach')
  })

  test('the system administrator switches it on and off', async () => {
    const system = await somebody('重庆市系统管理员')
    await system.goto('/administration/deliveries')
    await sees(system, '已配置：政务即时通讯、电子邮件。')
    const power = system.getByRole('switch', { name: '启用对外发送' })
    await power.click()
    await sees(system, '对外发送已启用')
    await expect.poll(() => power.isChecked()).toBe(true)
    await power.click()
    await sees(system, '对外发送已停用')
    await sees(system, '还没有发送记录。')
  })
})

/** What the bell says. */
async function unread(page: Page): Promise<number> {
  const label = await page.getByRole('link', { name: /^消息/ }).getAttribute('aria-label')
  return Number(/(\d+) 条未读/.exec(label ?? '')?.[1] ?? 0)
}

/** The same, once it says what there is. */
async function settled(page: Page): Promise<number> {
  const { unread: there } = (await (await page.request.get('/api/messages/count')).json()) as { unread: number }
  await expect.poll(() => unread(page)).toBe(there)
  return there
}
