import { describe, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { brand } from '#modules/reform/brand.ts'
import { CITY } from '#modules/reform/brand-situations.ts'
import { shoot } from './browser.ts'
import { fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { printedNotice } from './pilots.ts'
import { agrees, passes, presses, sees } from './seeing.ts'

/** This year’s, or in January the last days’ of the year before, which may still be filed then. */
const happenedOn = addDays(dayOf(new Date()), -1)

describe('成效晾晒', () => {
  test('a district files a promotion, is asked for 总结材料 where the rule applies, is warned of claiming twice, and the reform office passes it', async () => {
    const [clerk, reviewer, office] = await Promise.all([somebody('巫山录入员'), somebody('巫山审核员'), somebody('市委改革办审核员一')])
    const matter = '建立红叶景区联合执法机制'
    const proof = [await printedNotice()]
    const typed = {
      ...{ matter, track: '文旅融合', category: '获全市推广', promotion: CITY[5], length: '不足单自然段' },
      ...{ occasion: '市文化旅游委关于推广景区联合执法经验的通知（演示）', happenedOn },
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

    await passes(reviewer, matter, '通过', '已通过，现由“市委改革办审核”环节办理')
    await passes(office, matter, '通过', '已通过，本事项已办结')

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
        happenedOn,
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
