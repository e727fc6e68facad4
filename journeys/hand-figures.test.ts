import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { PHONE, shoot } from './browser.ts'
import { somebody, written } from './people.ts'
import { presses, sees, seesNo } from './seeing.ts'

/** The period of the major projects that runs now, opened if it is not: departments lead projects in it. */
async function runningPeriod(clerk: Page): Promise<string> {
  await clerk.request.post('/api/reports/project/periods', { headers: written(), data: { on: dayOf(new Date()) } })
  const [latest] = await (await clerk.request.get('/api/reports/project/periods')).json()
  return latest.id
}

describe('重大改革项目报表：手工录入的指标值', () => {
  test('一列粘贴 → 依据 → 保存 → 计算 → 溯源到录入依据', async () => {
    const [clerk, checker] = await Promise.all([somebody('市委改革办录入员一'), somebody('市委改革办审核员一')])
    const id = await runningPeriod(clerk)
    await clerk.goto(`/reports/periods/${id}`)
    const part = clerk.getByRole('region', { name: '手工录入的指标值' })
    await sees(part, /已录入 0／\d+ 个单位/)
    await presses(part, '查看和录入')
    expect(await part.getByRole('button', { name: '保存指标值' }).isDisabled()).toBe(true)
    const cells = part.getByRole('textbox')
    const unit = await part.getByRole('rowheader').first().innerText()
    // Two lines of a worksheet's column; the third is typed after walking there by keyboard.
    await cells.nth(0).focus()
    await clerk.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '91.35\r\n88.2\r\n')
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await expect.poll(() => cells.nth(1).inputValue()).toBe('88.2')
    await clerk.keyboard.press('ArrowDown')
    await clerk.keyboard.press('Enter')
    await clerk.keyboard.type('九十')
    await part.getByLabel('依据').fill('2023年重大改革项目满意度调查报告')
    await sees(part, '有 1 处不是数，请改正后保存。')
    expect(await part.getByRole('button', { name: '保存 3 个单位的指标值' }).isDisabled()).toBe(true)
    await cells.nth(2).fill('90')
    await presses(part, '保存 3 个单位的指标值')
    await sees(part, /项目满意度：已录入 3／\d+ 个单位/)
    await clerk.evaluate(() => document.querySelector('#hand-figures')!.scrollIntoView())
    await shoot(clerk, 'hand figures')

    await part.getByRole('radiogroup', { name: '指标' }).getByText('引发重大负面舆情或群体性事件').click()
    await part
      .getByLabel(/较大群体性事件$/)
      .first()
      .fill('1')
    await part.getByLabel('依据').fill('市委网信办、市信访办通报')
    await presses(part, '保存 1 个单位的指标值')
    await sees(part, /群体性事件：已录入 1／\d+ 个单位/)
    await clerk.evaluate(() => document.querySelector('#hand-figures')!.scrollIntoView())
    await shoot(clerk, 'hand figures by kind')
    await presses(part, '收起')

    await presses(clerk, '计算')
    const table = clerk.getByRole('table', { name: '排名' })
    await table.getByRole('button', { name: unit }).click()
    await table.getByRole('button', { name: '录入依据' }).first().click()
    await sees(table, '手工录入。依据：2023年重大改革项目满意度调查报告')
    await shoot(clerk, 'hand figures explained')
    await presses(clerk, '重新计算')
    await sees(clerk, '指标值没有变化，仍为第1次计算')

    // Others at the office read them.
    await checker.goto(`/reports/periods/${id}`)
    const read = checker.getByRole('region', { name: '手工录入的指标值' })
    await sees(read, /已录入 3／/)
    await presses(read, '查看和录入')
    expect(await read.getByRole('textbox').first().isDisabled()).toBe(true)
    await seesNo(checker, '保存指标值')
  })

  test('on a phone', async () => {
    const clerk = await somebody('市委改革办录入员一', PHONE)
    await clerk.goto(`/reports/periods/${await runningPeriod(clerk)}`)
    const part = clerk.getByRole('region', { name: '手工录入的指标值' })
    await presses(part, '查看和录入')
    await sees(part, '可从 Excel 复制一列')
    await shoot(clerk, 'hand figures phone')
    await part.getByRole('radiogroup', { name: '指标' }).getByText('引发重大负面舆情或群体性事件').click()
    await part
      .getByLabel(/特别重大群体性事件$/)
      .first()
      .waitFor()
    await shoot(clerk, 'hand figures phone by kind')
  })
})
