import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { projectSatisfaction } from '#modules/reform/project-satisfaction.ts'
import { shoot } from './browser.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, begins, presses, sees } from './seeing.ts'

describe('重大改革项目满意度', () => {
  test('市委改革办录入, once a year for each project; shown to every unit', async () => {
    const project = '健全城市更新可持续推进机制'
    const year = dayOf(new Date()).slice(0, 4)
    const office = await somebody('市委改革办录入员二')
    await office.goto('/')
    await begins(office, '录入重大改革项目满意度')
    await fillIn(office, projectSatisfaction, { project, year, score: '９２．５', conclusion: '群众评价较好（演示）。' })
    expect(await entry(office, 'score').inputValue()).toBe('92.50')
    await presses(office, '录入')
    await agrees(office, '确认录入')
    await sees(office, '已录入，本事项已办结')

    await office.goto('/m/reform/project-satisfaction/new')
    await fillIn(office, projectSatisfaction, { project, year, score: '90' })
    await presses(office, '录入')
    await sees(office, '该项目本年度的满意度已经录入，一个项目一年录入一次。')
    await shoot(office, '重大改革项目满意度重复')
    await fillIn(office, projectSatisfaction, { year: String(Number(year) + 1) })
    await sees(frame(office, 'year'), '《年度》不能晚于今年')
    await office.getByRole('button', { name: '作废草稿' }).click()
    await agrees(office, '作废')

    // 作为展示指标，各单位可见
    const anybody = await somebody('巫溪录入员')
    await anybody.goto('/m/reform/project-satisfaction')
    await sees(anybody.getByRole('table'), project)
    await sees(anybody.getByRole('table'), '92.50')
  })
})
