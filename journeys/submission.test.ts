import { describe, expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import type { LedgerPage } from '#web/api/types.ts'
import { caller, PILOT } from './arranged.ts'
import { shoot } from './browser.ts'
import { choose, entry, fillIn, frame } from './form.ts'
import { slowly } from './network.ts'
import { somebody } from './people.ts'
import { printedNotice, urbanRenewal } from './pilots.ts'
import { agrees, presses, sees } from './seeing.ts'

describe('提交', () => {
  test('what is typed while the check is on its way is looked at too, and is in what is submitted', async () => {
    const clerk = await somebody('黔江录入员')
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, await urbanRenewal('演示〔2026〕291号', { title: '提交途中续填试点', districts: ['黔江'] }))
    await sees(clerk, '已自动保存')
    // A line on which the answer of the check takes its time.
    const answered = Promise.withResolvers<void>()
    await clerk.route('**/check', async (route) => {
      await answered.promise
      await route.continue()
    })
    await presses(clerk, '提交')
    await entry(clerk, 'issuer').fill('住房和城乡建设部办公厅（续填）')
    answered.resolve()
    const dialog = clerk.getByRole('dialog')
    await dialog.getByRole('button', { name: /^(确认|仍要)提交$/ }).click()
    await sees(clerk, '已提交，现由“区县审核”环节办理')
    await sees(clerk, '住房和城乡建设部办公厅（续填）')
  })

  test('Ctrl and Enter held down stop at the last look', async () => {
    const clerk = await somebody('黔江录入员')
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, await urbanRenewal('演示〔2026〕292号', { title: '按住快捷键试点', districts: ['黔江'] }))
    await sees(clerk, '已自动保存')
    await clerk.keyboard.down('Control')
    await clerk.keyboard.down('Enter')
    const confirm = clerk.getByRole('dialog').getByRole('button', { name: /^(确认|仍要)提交$/ })
    await confirm.waitFor()
    for (let held = 0; held < 5; held++) await clerk.keyboard.down('Enter')
    await clerk.keyboard.up('Enter')
    // A submission would have been sent before this is answered.
    const { rows } = (await (
      await (await caller('黔江录入员')).get(`${PILOT}?q=${encodeURIComponent('按住快捷键试点')}`)
    ).json()) as LedgerPage
    expect(rows.map(({ stage }) => stage)).toEqual(['entry'])
    expect(await confirm.isVisible()).toBe(true)
    await clerk.keyboard.press('Enter')
    await clerk.keyboard.up('Control')
    await sees(clerk, '已提交，现由“区县审核”环节办理')
  })

  test('with an attachment still on its way nothing is submitted, and nobody leaves without being asked', async () => {
    const clerk = await somebody('黔江录入员')
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, await urbanRenewal('演示〔2026〕293号', { title: '附件传输途中试点', districts: ['黔江'] }))
    await sees(clerk, '已自动保存')
    const restore = await slowly(clerk, { bytesPerSecond: 4000 })
    const pdf = await printedNotice()
    await choose(frame(clerk, 'evidence'), [pdf])
    await frame(clerk, 'evidence').getByRole('progressbar').waitFor()
    await presses(clerk, '提交')
    await sees(clerk, '有附件尚未传完，请待传完或取消上传后再提交。')
    await clerk.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '工作台' }).click()
    const asked = clerk.getByRole('dialog', { name: '还有 1 个附件未传完' })
    await asked.waitFor()
    await shoot(clerk, 'leaving during an upload')
    await agrees(clerk, '留在本页')
    expect(new URL(clerk.url()).pathname).toBe('/m/reform/pilot/new')
    await frame(clerk, 'evidence').getByRole('progressbar').waitFor()
    await restore()
    await frame(clerk, 'evidence')
      .getByRole('link', { name: `下载 ${pdf.name}` })
      .waitFor()
    await clerk.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '工作台' }).click()
    await sees(clerk, '我的待办')
  })
})
