import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { LedgerPage } from '#web/api/types.ts'
import { caller, PILOT, PROGRESS, pilotReviewed } from './arranged.ts'
import { expectRefusal, machine, shoot } from './browser.ts'
import { picks } from './form.ts'
import { signsIn, somebody } from './people.ts'
import { agrees, presses, reads, sees, seesNo } from './seeing.ts'

const SYSTEM = '重庆市系统管理员'
const SECURITY = ['重庆市安全管理员一', '重庆市安全管理员二'] as const
const AUDIT = '重庆市审计管理员'

/** Nobody's: numbers that begin with 100 are the carriers' own. */
const PERSON = { name: '演示·新任审核员', phone: '10099990001' }

describe('系统管理', () => {
  test('an account is opened, its password reset, a reviewer’s post granted by one and confirmed by another; then its person begins to work', async () => {
    const system = await somebody(SYSTEM)
    await system.goto('/administration/orgs')
    await presses(system, '新增单位')
    await system.getByRole('dialog').getByLabel('单位名称', { exact: true }).fill('重庆市演示服务局')
    await system.getByRole('dialog').getByLabel('简称', { exact: true }).fill('市演示服务局')
    await agrees(system, '保存')
    await sees(row(system, '重庆市演示服务局'), '市级部门')

    await system.goto('/administration/people')
    await presses(system, '开设账号')
    await system.getByRole('dialog').getByLabel('姓名', { exact: true }).fill(PERSON.name)
    await system.getByRole('dialog').getByLabel('手机号', { exact: true }).fill(PERSON.phone)
    // Enter in an entry is as good as the button.
    await system.keyboard.press('Enter')
    const first = await initialPassword(system)
    await system.getByLabel('搜索姓名或完整手机号').fill(PERSON.name)
    await sees(row(system, PERSON.name), '未授予岗位')
    await presses(system, `重置密码 ${PERSON.name}`)
    await system.getByRole('tooltip').getByRole('button', { name: '重置', exact: true }).click()
    const second = await initialPassword(system)
    expect(second).not.toBe(first)
    await sees(row(system, PERSON.name), '待首次登录')
    await shoot(system, 'administration people')

    // 安全管理员授予，另一名确认
    const [one, two] = [await somebody(SECURITY[0]), await somebody(SECURITY[1])]
    await one.goto('/administration/posts')
    await presses(one, '授予岗位')
    await picks(one, one.getByLabel('人员', { exact: true }), PERSON.name)
    await picks(one, one.getByLabel('单位', { exact: true }), '渝中区')
    await picks(one, one.getByRole('dialog').getByLabel('岗位', { exact: true }), '审核员')
    await sees(one.getByRole('dialog'), '此岗位须由另一名安全管理员确认后生效。')
    await agrees(one, '授予')
    await sees(row(one, PERSON.name), '待另一人确认')
    expect(await one.getByRole('button', { name: /^确认 / }).count()).toBe(0)

    await two.goto('/administration/posts')
    await two.getByLabel('岗位状态').getByText('待确认').click()
    await sees(row(two, PERSON.name), '待您确认')
    await shoot(two, 'administration posts')
    await row(two, PERSON.name)
      .getByRole('button', { name: /^确认 / })
      .click()
    await agrees(two, '确认')
    await sees(two, '岗位已确认，即刻生效')

    // 本人
    const title = '城市更新新任审核试点'
    await pilotReviewed('演示〔2026〕251号', { title, districts: ['渝中'] })
    const newcomer = await machine()
    expectRefusal(newcomer, 401, '/api/session')
    await newcomer.goto('/sign-in')
    await signsIn(newcomer, { phone: PERSON.phone, password: first })
    await sees(newcomer.getByRole('alert'), '手机号或密码不正确。')
    await signsIn(newcomer, { phone: PERSON.phone, password: second })
    await newcomer.getByLabel('初始密码').fill(second)
    await newcomer.getByLabel('新密码', { exact: true }).fill('Qingfeng-58-Shanlu')
    await newcomer.getByLabel('再次输入新密码').fill('Qingfeng-58-Shanlu')
    await presses(newcomer, '保存并进入系统')
    await newcomer.getByRole('heading', { level: 1, name: PERSON.name }).waitFor()
    await newcomer.getByRole('link', { name: '改革试点台账' }).first().click()
    await sees(newcomer.getByRole('table'), title)

    // 审计
    const audit = await somebody(AUDIT)
    await audit.goto('/administration/audit')
    await audit.getByLabel('搜索人员、编号、地址').fill(PERSON.name)
    await sees(audit.getByRole('table'), '修改密码')
    await audit.getByLabel('搜索人员、编号、地址').fill('安全管理员二')
    await sees(audit.getByRole('table'), '确认岗位')
    await seesNo(audit.getByRole('table'), '授予岗位')
    await shoot(audit, 'administration audit')
    const [download] = await Promise.all([audit.waitForEvent('download'), presses(audit, '导出全部')])
    expect(download.suggestedFilename()).toMatch(/\.ndjson$/)
  })

  test('三员分立: none of the three sees business, and each sees only what is its own', async () => {
    const record = await pilotReviewed('演示〔2026〕252号', { title: '城市更新三员核验试点', districts: ['渝中'] })
    const own = { [SYSTEM]: ['orgs', 'people'], [SECURITY[0]]: ['people', 'posts'], [AUDIT]: ['audit'] }
    const doors = { orgs: '/api/admin/orgs', people: '/api/admin/people', posts: '/api/admin/posts', audit: '/api/admin/audit' }
    for (const [name, theirs] of Object.entries(own)) {
      const [page, api] = [await somebody(name), await caller(name)]
      expectRefusal(page, 404, `${PILOT}/${record.id}`)
      await page.goto(`/m/reform/pilot/${record.id}`)
      await sees(page, '没有找到')
      for (const path of [PILOT, PROGRESS]) expect(((await (await api.get(path)).json()) as LedgerPage).rows, `${name} ${path}`).toEqual([])
      for (const [door, path] of Object.entries(doors)) {
        expect((await api.get(path)).status(), `${name} ${path}`).toBe(theirs.includes(door) ? 200 : 403)
        await page.goto(`/administration/${door}`)
        const title = page.getByRole('heading', { level: 1 })
        expect(/没有找到/.test(await reads(title)), `${name} /administration/${door}`).toBe(!theirs.includes(door))
      }
    }
  })
})

const row = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words }).first()

/** What is shown once, as it is handed over. */
async function initialPassword(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog').filter({ hasText: '初始密码只显示这一次' })
  const password = await dialog.locator('code').innerText()
  await dialog.getByRole('button', { name: '我已转交或妥善记录' }).click()
  await dialog.waitFor({ state: 'hidden' })
  return password
}
