import { describe, expect, test } from 'vitest'
import { brand } from '#modules/reform/brand.ts'
import { CITY } from '#modules/reform/brand-situations.ts'
import { news } from '#modules/reform/news.ts'
import { satisfaction } from '#modules/reform/satisfaction.ts'
import { districts } from '#seeds/tables.ts'
import { expectRefusal, shoot } from './browser.ts'
import { fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { printedNotice } from './pilots.ts'
import { agrees, opensTodo, presses, sees, seesNo } from './seeing.ts'

describe('成效晾晒', () => {
  test('a district files a promotion, is asked for 总结材料 where the rule applies, is warned of claiming twice, and the reform office passes it', async () => {
    const [clerk, reviewer, office] = await Promise.all([somebody('巫山录入员'), somebody('巫山审核员'), somebody('市委改革办审核员一')])
    const matter = '建立红叶景区联合执法机制'
    const proof = [await printedNotice()]
    const typed = {
      ...{ matter, track: '文旅融合', category: '获全市推广', promotion: CITY[5], length: '不足单自然段' },
      ...{ occasion: '市文化旅游委关于推广景区联合执法经验的通知（演示）', happenedOn: '2026-10-12' },
      problem: '针对景区多头执法问题，建立联合执法机制，实现一次检查、一单到底（演示）。',
      outcome: '获市级部门文件点名推广（演示）。',
    }
    await clerk.goto('/m/reform/brand/new')
    await fillIn(clerk, brand, typed)
    await frame(clerk, 'summary').waitFor()
    await presses(clerk, '提交')
    await sees(frame(clerk, 'summary'), '《总结材料》没有填写')
    await fillIn(clerk, brand, { evidence: proof, summary: proof })
    await shoot(clerk, '成效晾晒填报')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“单位审核”环节办理')

    await reviewer.goto('/')
    await opensTodo(reviewer, matter)
    await presses(reviewer, '通过')
    await agrees(reviewer, '通过')
    await office.goto('/')
    await opensTodo(office, matter)
    await presses(office, '通过')
    await agrees(office, '通过')
    await sees(office, '已通过，本事项已办结')

    // 同一情形、同一文件、同一日期
    await clerk.goto('/m/reform/brand/new')
    await fillIn(clerk, brand, { ...typed, matter: '健全红叶景区执法体系', occasion: `${typed.occasion} ` })
    await sees(frame(clerk, 'occasion'), '同一事项只计一次')
    await clerk.getByRole('button', { name: '作废草稿' }).click()
    await agrees(clerk, '作废')
  })

  test('a department cannot claim what only districts may', async () => {
    const clerk = await somebody('市教委录入员')
    await clerk.goto('/m/reform/brand/new')
    await fillIn(clerk, brand, {
      ...{
        matter: '健全课后服务体系',
        track: '教育',
        category: '获全市推广',
        promotion: CITY[3],
        occasion: '演示名单',
        happenedOn: '2026-10-12',
      },
      ...{
        problem: '针对课后服务不均问题，建立共享机制，实现全覆盖（演示）。',
        outcome: '在全市推广（演示）。',
        evidence: [await printedNotice()],
      },
    })
    await sees(frame(clerk, 'category'), '仅区县需要填报')
  })
})

describe('区县满意度', () => {
  test('the survey centre enters all districts of a quarter on one sheet, pasted from a worksheet, and the reform office passes it', async () => {
    const clerk = await somebody('市社情民意调查中心录入员')
    await clerk.goto('/m/reform/satisfaction/new')
    await fillIn(clerk, satisfaction, { quarter: '2025年第2季度', conclusion: '总体平稳（演示）。' })
    const sheet = districts().map(({ short }, at) => `${short}\t${(80 + at / 4).toFixed(1)}`)
    await clerk.getByLabel('万州', { exact: true }).evaluate((cell, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, sheet.join('\n'))
    await sees(frame(clerk, 'scores'), '已填 41 / 41 个单位')
    const cell = clerk.getByLabel('黔江', { exact: true })
    await cell.fill('１00.5')
    await cell.press('Enter')
    await sees(frame(clerk, 'scores'), '应在 0 至 100 之间')
    await cell.fill('90.5')
    await cell.blur()
    await seesNo(frame(clerk, 'scores'), '应在 0 至 100 之间')
    expect(await cell.inputValue()).toBe('90.50')
    await shoot(clerk, '区县满意度填报')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')

    const office = await somebody('市委改革办审核员一')
    await office.goto('/')
    await opensTodo(office, '2025年第2季度')
    await sees(office, '90.50')
    await presses(office, '通过')
    await agrees(office, '通过')
    await sees(office, '本事项已办结')
  })
})

describe('工作动态', () => {
  test('what a unit publishes everybody reads, and nobody before', async () => {
    const [clerk, reviewer, elsewhere] = await Promise.all([somebody('巫溪录入员'), somebody('巫溪审核员'), somebody('南川录入员')])
    const title = '巫溪县开展政务服务改革走访'
    await clerk.goto('/m/reform/news/new')
    await fillIn(clerk, news, { title, happenedOn: '2026-11-02', content: '走访各乡镇服务窗口（演示）。' })
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '现由“单位审核发布”环节办理')
    const path = new URL(clerk.url()).pathname
    expectRefusal(elsewhere, 404, '/api/reform/news/')
    await elsewhere.goto(path)
    await sees(elsewhere, '没有找到')
    await reviewer.goto('/')
    await opensTodo(reviewer, title)
    await presses(reviewer, '审核发布')
    await agrees(reviewer, '审核发布')
    await elsewhere.goto('/m/reform/news')
    await elsewhere.getByRole('link', { name: title }).first().click()
    await sees(elsewhere, '走访各乡镇服务窗口')
  })
})
