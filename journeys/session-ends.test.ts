import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pilotReviewed, pilotSubmitted } from './arranged.ts'
import { expectRefusal, shoot } from './browser.ts'
import { entry } from './form.ts'
import { somebody, written } from './people.ts'
import { presses, sees } from './seeing.ts'

/** The session ends as it does after half an hour, or when an administrator ends it; the page learns of it by its stream or by the next answer. */
async function signedOut(page: Page) {
  expectRefusal(page, 401, '/api/')
  await page.request.delete('/api/session', { headers: written() })
  await page.getByRole('heading', { level: 1, name: '登录' }).waitFor()
}

/** Back in by the switch, which stands on the sign-in page however one came there. */
async function backIn(page: Page, name: string) {
  await page.getByRole('switch', { name: '使用演示账号登录' }).click()
  await page.getByLabel('搜索演示账号').fill(name)
  await page.getByRole('list', { name: '演示账号' }).getByRole('button').first().click()
}

describe('会话失效', () => {
  test('in the middle of a form: signing in again leads back to it, with what was typed last', async () => {
    const clerk = await somebody('永川录入员')
    await clerk.goto('/m/reform/pilot/new')
    await entry(clerk, 'title').fill('会话失效前填写的试点')
    await sees(clerk, '已自动保存')
    await Promise.all([signedOut(clerk), entry(clerk, 'docTitle').fill('失效之际仍在填写的文件名称')])
    await shoot(clerk, 'sign-in again')
    await backIn(clerk, '永川录入员')
    await expect.poll(() => entry(clerk, 'docTitle').inputValue()).toBe('失效之际仍在填写的文件名称')
    await sees(clerk, '已自动保存')
  })

  test('while a reviewer writes why something goes back: the words are there when the dialog opens again', async () => {
    const title = '会话失效驳回试点'
    const { id } = await pilotSubmitted('演示〔2026〕261号', { title, districts: ['南川'], by: '南川' })
    const reviewer = await somebody('南川审核员')
    await reviewer.goto(`/m/reform/pilot/${id}`)
    await presses(reviewer, '驳回')
    await reviewer.getByLabel('驳回意见').fill('文件名称与所附文件不一致，请逐字核对后重新提交。')
    await signedOut(reviewer)
    await backIn(reviewer, '南川审核员')
    await reviewer.getByRole('heading', { level: 1, name: title }).waitFor()
    await presses(reviewer, '驳回')
    expect(await reviewer.getByLabel('驳回意见').inputValue()).toBe('文件名称与所附文件不一致，请逐字核对后重新提交。')
    await reviewer.getByLabel('驳回原因').click()
    await reviewer.locator('.ant-select-item-option').filter({ hasText: '文号或文件名称有误', visible: true }).click()
    await reviewer.getByRole('dialog').getByRole('button', { name: '驳回' }).click()
    await sees(reviewer, '已驳回')
    expect(await reviewer.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('luoshi.typed.')))).toEqual([])
  })

  test('while the lead corrects what it confirms: the correction goes on where it stood', async () => {
    const title = '会话失效修改试点'
    const { id } = await pilotReviewed('演示〔2026〕262号', { title, districts: ['渝中'] })
    const lead = await somebody('市住房城乡建委录入员')
    await lead.goto(`/m/reform/pilot/${id}`)
    await presses(lead, '修改内容')
    await entry(lead, 'issuer').fill('住房和城乡建设部（更正）')
    await signedOut(lead)
    await backIn(lead, '市住房城乡建委录入员')
    await lead.getByRole('heading', { level: 1, name: title }).waitFor()
    await expect.poll(() => entry(lead, 'issuer').inputValue()).toBe('住房和城乡建设部（更正）')
    await sees(lead, '已修改 1 项')
  })

  test('and what one person typed is not shown to the next at the same screen', async () => {
    const { id } = await pilotSubmitted('演示〔2026〕263号', { title: '会话失效换人试点', districts: ['铜梁'], by: '铜梁' })
    const page = await somebody('铜梁审核员')
    await page.goto(`/m/reform/pilot/${id}`)
    await presses(page, '驳回')
    await page.getByLabel('驳回意见').fill('只给本人看的意见')
    await signedOut(page)
    await backIn(page, '铜梁领导')
    await page.getByRole('heading', { level: 1, name: '会话失效换人试点' }).waitFor()
    expect(await page.getByText('只给本人看的意见').count()).toBe(0)
  })

  test('after signing out the switch of the demonstration is still there', async () => {
    const page = await somebody('大足领导')
    await page.goto('/')
    await page.getByRole('button', { name: '演示·大足领导' }).click()
    // By the keyboard: a mouse left lying over a link of the page would ask for what is behind it.
    await page.getByRole('menuitem', { name: '退出登录' }).press('Enter')
    await backIn(page, '大足录入员')
    await page.getByRole('heading', { level: 1, name: '演示·大足录入员' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })
})
