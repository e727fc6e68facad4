import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { brand } from '#modules/reform/brand.ts'
import { CITY, PRAISED, PROMOTED, REPORTED } from '#modules/reform/brand-situations.ts'
import { experienceRows } from '#seeds/tables.ts'
import { shoot } from './browser.ts'
import { fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { printedNotice } from './pilots.ts'
import { agrees, passes, presses, sees } from './seeing.ts'

/** This year’s, or in January the last days’ of the year before, which may still be filed then. */
const happenedOn = addDays(dayOf(new Date()), -1)

describe('成效晾晒', () => {
  test('a district files a promotion, is asked for 总结材料 where the rule applies, is warned of claiming twice, and the reform office passes it', async () => {
    const [clerk, reviewer, office] = await Promise.all([somebody('渝中录入员'), somebody('渝中审核员'), somebody('市委改革办审核员一')])
    // A published case; the document that promotes it is invented.
    const { title: matter, effect, form, source } = experienceRows().find(({ id }) => id === 'E01')!
    const proof = [await printedNotice()]
    const typed = {
      ...{ matter, track: '平安建设', category: PROMOTED, promotion: CITY[5], length: '不足单自然段' },
      ...{ occasion: '市公安局关于推广网约房管理经验的通知（演示）', happenedOn },
      problem: `针对网约房监管难题，建立全链条智慧化闭环管理服务体系，实现：${effect}。`,
      outcome: `${form}（公开发布的案例，来源：${source}）。`,
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

    await passes(reviewer, matter, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(office, matter, '通过', '已通过，本事项已办结')

    // 同一情形、同一文件、同一日期
    await clerk.goto('/m/reform/brand/new')
    await fillIn(clerk, brand, { ...typed, matter: '健全网约房管理服务机制', occasion: `${typed.occasion} ` })
    await sees(frame(clerk, 'occasion'), '同一事项只计一次')
    await clerk.getByRole('button', { name: '作废草稿' }).click()
    await agrees(clerk, '作废')
  })

  test('a department is offered what is its to claim, and not what only districts may', async () => {
    const offered = async (name: string) => {
      const clerk = await somebody(name)
      await clerk.goto('/m/reform/brand/new')
      await sees(frame(clerk, 'category'), '仅区县需要填报此类情形')
      return frame(clerk, 'category')
        .locator('label', { has: clerk.getByRole('radio') })
        .allInnerTexts()
    }
    expect(await offered('市教委录入员')).toEqual([PRAISED, REPORTED])
    expect(await offered('巫山录入员')).toEqual([PRAISED, PROMOTED, REPORTED])
  })
})
