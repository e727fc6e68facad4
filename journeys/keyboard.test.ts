import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { shoot } from './browser.ts'
import { entry } from './form.ts'
import { somebody } from './people.ts'
import { urbanRenewal } from './pilots.ts'
import { sees } from './seeing.ts'

describe('键盘填报', () => {
  test('a pilot is filed without a mouse', async () => {
    const title = '城市更新键盘填报试点'
    const typed = await urbanRenewal('演示〔2026〕241号', { title, districts: ['北碚'] })
    const clerk = await somebody('北碚录入员')
    const { keyboard } = clerk
    // The dialog of the operating system has keys of its own.
    const [word] = typed.evidence
    clerk.on('filechooser', (dialog) => void dialog.setFiles({ name: word!.name, mimeType: '', buffer: Buffer.from(word!.bytes) }))
    await clerk.goto('/m/reform/pilot')
    await clerk.getByRole('heading', { level: 1 }).waitFor()
    await keyboard.press('n')
    await focused(clerk, 'title')
    await keyboard.type(title)

    await tabTo(clerk, 'level')
    await keyboard.press('Space')
    expect(await clerk.getByRole('radio', { name: '国家级' }).isChecked()).toBe(true)
    await keyboard.press('ArrowRight')
    expect(await clerk.getByRole('radio', { name: '市级' }).isChecked()).toBe(true)
    await keyboard.press('ArrowLeft')
    for (const key of ['docTitle', 'docNo', 'issuer'] as const) {
      await tabTo(clerk, key)
      await keyboard.type(typed[key])
    }
    await tabTo(clerk, 'lead')
    await keyboard.type('zhufang')
    await clerk.locator('.ant-select-item-option-active').filter({ hasText: typed.lead, visible: true }).waitFor()
    await keyboard.press('Enter')
    await tabTo(clerk, 'districts')
    await keyboard.type('beibei')
    await keyboard.press('Enter')
    await sees(clerk, '已选 1 个')
    await tabTo(clerk, 'track')
    await keyboard.type(typed.track)
    await clerk.locator('.ant-select-tree-treenode').filter({ hasText: typed.track, visible: true }).waitFor()
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await sees(clerk, `城乡融合 / ${typed.track}`)
    await tabTo(clerk, 'content')
    await keyboard.type(typed.content)
    await tabTo(clerk, 'deployedOn')
    await keyboard.type('20260302')
    await tabTo(clerk, 'dueOn')
    await keyboard.type('2028年12月31日')

    await tabTo(clerk, 'evidence')
    const promise = clerk.getByRole('checkbox', { name: /^本人承诺/ })
    expect(await promise.isChecked()).toBe(true)
    await keyboard.press('Enter')
    await clerk.getByRole('link', { name: `下载 ${word!.name}` }).waitFor()

    await keyboard.press('Control+s')
    await sees(clerk, '已自动保存')
    await shoot(clerk, 'form keyboard')
    await keyboard.press('Control+Enter')
    await clerk.getByRole('dialog').getByRole('button', { name: '确认提交' }).waitFor()
    await expect.poll(() => clerk.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true)
    await pressUntil(clerk, 'Tab', () => clerk.evaluate(() => document.activeElement?.textContent === '确认提交'))
    await keyboard.press('Enter')
    await sees(clerk, '已提交，现由“区县审核”环节办理')
  })

  test('the list of keys, once looked at, leaves them all at work', async () => {
    const clerk = await somebody('北碚录入员')
    await clerk.goto('/')
    await sees(clerk, '我的待办')
    await clerk.keyboard.press('?')
    await sees(clerk.getByRole('dialog', { name: '键盘快捷键' }), '回到工作台')
    await clerk.keyboard.press('g')
    await clerk.keyboard.press('h')
    expect(new URL(clerk.url()).pathname).toBe('/')
    await clerk.keyboard.press('Escape')
    await expect.poll(() => clerk.getByRole('dialog').filter({ visible: true }).count()).toBe(0)
    await clerk.keyboard.press('g')
    await clerk.keyboard.press('h')
    await clerk.getByRole('heading', { level: 1, name: '填报指南' }).waitFor()
  })

  test('what has the focus is never under the bar at the lower edge', async () => {
    const clerk = await somebody('北碚录入员')
    await clerk.goto('/m/reform/pilot/new')
    await focused(clerk, 'title')
    for (let step = 0; step < 70; step++) {
      await clerk.keyboard.press('Tab')
      const { hidden, what } = await clerk.evaluate(() => {
        const at = document.activeElement!
        const box = at.getBoundingClientRect()
        const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        const same =
          seen !== null && (seen === at || at.contains(seen) || seen.contains(at) || at.closest('label, .ant-select')?.contains(seen))
        return {
          hidden: box.width > 0 && !same,
          what: `${at.tagName} ${at.id} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 20)}`,
        }
      })
      expect(hidden, what).toBe(false)
    }
  })
})

async function focused(page: Page, key: string) {
  await expect.poll(() => isFocused(page, key), { message: `the caret is not in ${key}` }).toBe(true)
}

const isFocused = (page: Page, key: string) => entry(page, key).evaluate((at) => at.contains(document.activeElement))

/** On with Tab to the entry of a field. The boxes of a list and its tools lie between. */
async function tabTo(page: Page, key: string) {
  await pressUntil(page, 'Tab', async () => {
    // The promise stands before the files, and is made on the way.
    const box = page.getByRole('checkbox', { name: /^本人承诺/ })
    if (key === 'evidence' && (await box.evaluate((at) => at === document.activeElement))) await page.keyboard.press('Space')
    return isFocused(page, key)
  })
}

async function pressUntil(page: Page, key: string, done: () => Promise<boolean>) {
  for (let times = 0; times < 60; times++) {
    await page.keyboard.press(key)
    if (await done()) return
  }
  throw new Error(`${key} does not lead there`)
}
