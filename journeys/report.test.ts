import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { quarterDays, quarterWords, recentQuarters } from '#kernel/fields/quarter.ts'
import { shoot } from './browser.ts'
import { somebody } from './people.ts'
import { agrees, presses, reads, sees, seesNo } from './seeing.ts'

/** The latest whose survey is decided in the demonstration. */
const QUARTER = recentQuarters(dayOf(new Date()))[2]!

describe('区县改革报表', () => {
  test('开启 → 计算 → 溯源 → 提请定稿 → 另一人定稿 → 更正重发', async () => {
    const [clerk, checker, leader] = await Promise.all([
      somebody('市委改革办录入员一'),
      somebody('市委改革办审核员一'),
      somebody('渝中领导'),
    ])
    await clerk.goto('/reports/district')
    await sees(clerk, '本期实时数据')
    await presses(clerk, '开启一期报表')
    const day = clerk.getByLabel('所属日期')
    await day.fill(quarterDays(QUARTER).first.slice(0, 4) + QUARTER.slice(4))
    await day.press('Enter')
    await presses(clerk, '开启')
    await clerk.getByRole('link', { name: quarterWords(QUARTER) }).click()
    await sees(clerk, '还没有计算')
    await presses(clerk, '计算')
    await sees(clerk, /第1次计算/)
    const table = clerk.getByRole('table', { name: '排名' })
    await expect.poll(() => table.getByRole('row').count()).toBeGreaterThanOrEqual(42)
    await shoot(clerk, 'report computed')

    // 指数 → 指标 → 计算过程 → 事项
    await table.getByRole('button').first().click()
    await sees(table, '承接的国家级试点按时通过验收率')
    await table.getByRole('button', { name: '所依据的事项' }).first().click()
    await sees(table, /改革试点，\d{4}-\d{2}-\d{2}/)
    await shoot(clerk, 'report explained')

    await leader.goto(new URL(clerk.url()).pathname)
    await sees(leader, '本期报表尚未定稿')
    await presses(clerk, '提请定稿')
    await sees(clerk, /须由另一人核对后定稿/)
    expect(await clerk.getByRole('button', { name: '核对无误，定稿' }).count()).toBe(0)
    await checker.goto(new URL(clerk.url()).pathname)
    await presses(checker, '核对无误，定稿')
    await agrees(checker, '确认定稿')
    await sees(checker, /定稿，.*提请/)
    await leader.reload()
    const index = await reads(leader.getByRole('table', { name: '排名' }))
    expect(index).toMatch(/^.*排名/)

    await clerk.reload()
    await presses(clerk, '重新计算')
    await sees(clerk, /第2次计算/)
    await sees(clerk, '没有差异')
    expect(await clerk.getByRole('button', { name: '提请更正重发' }).isDisabled()).toBe(true)
    await clerk.getByLabel('更正原因').fill('核对后重发（演示）')
    await presses(clerk, '提请更正重发')
    await sees(clerk, '原因：核对后重发（演示）')
    await checker.reload()
    await presses(checker, '核对无误，定稿')
    await agrees(checker, '确认定稿')
    await leader.reload()
    await sees(leader, /第2次发布/)
    await seesNo(leader, '未定稿')
    await shoot(leader, 'report reissued')
  })
})
