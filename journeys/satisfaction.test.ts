import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { quarterWords, recentQuarters } from '#kernel/fields/quarter.ts'
import { satisfaction } from '#modules/reform/satisfaction.ts'
import { districts } from '#seeds/tables.ts'
import { shoot } from './browser.ts'
import { fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, presses, sees, seesNo } from './seeing.ts'

/** Longer ago than those that the demonstration has. */
const QUARTER = quarterWords(recentQuarters(dayOf(new Date()))[6]!)

describe('区县改革满意度', () => {
  test('the survey centre enters all districts of a quarter on one sheet, pasted from a worksheet, and the reform office passes it', async () => {
    const clerk = await somebody('市社情民意调查中心录入员')
    await clerk.goto('/m/reform/satisfaction/new')
    await fillIn(clerk, satisfaction, { quarter: QUARTER, conclusion: '总体平稳（演示）。' })
    const sheet = districts().map(({ short }, at) => `${short}\t${(80 + at / 4).toFixed(1)}`)
    await clerk.getByLabel('万州', { exact: true }).evaluate((cell, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, sheet.join('\n'))
    await sees(frame(clerk, 'scores'), '已填 41 / 41 个单位')
    // The label of the field leads to its first line.
    await frame(clerk, 'scores').getByText(satisfaction.fields.scores.label, { exact: true }).click()
    expect(await clerk.getByLabel('万州', { exact: true }).evaluate((cell) => cell === document.activeElement)).toBe(true)
    const cell = clerk.getByLabel('黔江', { exact: true })
    await cell.fill('１00.5')
    await cell.press('Enter')
    await sees(frame(clerk, 'scores'), '应在 0 至 100 之间')
    await cell.fill('90.5')
    await cell.blur()
    await seesNo(frame(clerk, 'scores'), '应在 0 至 100 之间')
    expect(await cell.inputValue()).toBe('90.50')
    await shoot(clerk, '区县改革满意度填报')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')

    const office = await somebody('市委改革办审核员一')
    await office.goto('/')
    await opensTodo(office, QUARTER)
    await sees(office, '90.50')
    await presses(office, '通过')
    await agrees(office, '通过')
    await sees(office, '本事项已办结')
  })
})
