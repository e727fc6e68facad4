import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Scheme } from '#indicators/scheme.ts'
import { shoot, expectRefusal } from './browser.ts'
import { somebody } from './people.ts'
import { agrees, presses, reads, sees, seesNo } from './seeing.ts'

describe('指标体系', () => {
  test('新版本 → 权重合计不符不能保存 → 他人同时修改，合并 → 与现行并列试算 → 启用，此后不能修改', async () => {
    const keeper = await somebody('市委改革办模块管理员')
    await keeper.goto('/reports/district')
    await keeper.getByRole('link', { name: '指标体系' }).click()
    await sees(keeper, '现行')
    await presses(keeper, '以此新建：2023-07-01起施行的版本')
    await keeper.getByRole('dialog').getByLabel('说明（选填）').fill('试行调整品牌显示度权重')
    await presses(keeper.getByRole('dialog'), '新建草稿')
    await sees(keeper, '草稿')
    await sees(keeper, '全部指标权重')

    const tree = keeper.getByRole('navigation', { name: '指标体系结构' })
    const weighs = async (name: RegExp, weight: string) => {
      await tree.getByRole('button', { name }).click()
      await keeper.getByLabel('权重（分）').fill(weight)
    }
    await weighs(/全国性肯定评价/, '20')
    await sees(tree, '合计 45，还可分配 5')
    await presses(keeper, '保存草稿')
    await sees(keeper, '没有保存：以下各处需要修改')
    await presses(keeper, /^“品牌显示度”权重为50，其二级指标权重合计为45，应当相等$/)
    await expect.poll(() => keeper.evaluate(() => document.activeElement?.id)).toBe('at-dimensions-1-weight')
    expect(await keeper.getByRole('button', { name: '试算', exact: true }).isDisabled()).toBe(true)
    await shoot(keeper, 'scheme weights')
    await weighs(/全市推广/, '19.9')
    await sees(tree, '合计 49.9，还可分配 0.1')
    await weighs(/全市推广/, '20')
    await sees(tree, '合计 50，已分配完')
    await presses(keeper, '保存草稿')
    await sees(keeper, '草稿已保存')

    // Somebody else writes in the same draft.
    const other = await somebody('市委改革办模块管理员')
    await other.goto(new URL(keeper.url()).pathname)
    await other.getByRole('button', { name: /5家中央媒体/ }).click()
    await other.getByLabel('责任单位').fill('各区县负责填报；市委改革办审核')
    await presses(other, '保存草稿')
    await sees(other, '草稿已保存')
    await tree.getByRole('button', { name: /全市推广/ }).click()
    await keeper.getByLabel('计量单位').fill('次')
    expectRefusal(keeper, 409, '/api/reports/district/schemes/')
    await presses(keeper, '保存草稿')
    await sees(keeper, /刚刚保存了这份草稿/)
    await sees(keeper, '各区县负责填报；市委改革办负责审核 → 各区县负责填报；市委改革办审核')
    await shoot(keeper, 'scheme overtaken')
    expect(await keeper.getByLabel('计量单位').inputValue()).toBe('次')
    await presses(keeper, '合并后继续')
    await presses(keeper, '保存草稿')
    await seesNo(keeper, /刚刚保存了这份草稿/)
    await sees(keeper, /^已保存/)
    await tree.getByRole('button', { name: /5家中央媒体/ }).click()
    expect(await keeper.getByLabel('责任单位').inputValue()).toBe('各区县负责填报；市委改革办审核')

    await presses(keeper, '试算')
    await sees(keeper, /个单位的指数、\d+个单位的排名有变化/)
    const table = keeper.getByRole('table', { name: '试算比较' })
    const rows = await table.getByRole('row').allInnerTexts()
    expect(rows.length).toBe(42)
    const changes = rows.slice(1).map((row) => Math.abs(Number(row.split('\t')[3]!.replace('不变', '0').replace('—', '0'))))
    expect(changes).toEqual(changes.toSorted((a, b) => b - a))
    expect(changes[0]).toBeGreaterThan(0)
    await table.getByRole('button').first().click()
    const items = table.getByRole('table')
    await expect.poll(() => reads(items)).toMatch(/改革经验获全国性肯定评价 \d+ [\d.]+／25 [\d.]+／20/)
    await shoot(keeper, 'scheme trial')

    await presses(keeper, '启用')
    await agrees(keeper, '确认启用')
    await sees(keeper, '待施行')
    await seesNo(keeper, '保存草稿')
    await sees(keeper, '通用规则')
    const leader = await somebody('渝中领导')
    await leader.goto('/reports/district/schemes')
    await sees(leader, '待施行')
    await seesNo(leader, '以此新建')
  })

  test('what is typed stands after the page is loaded anew; a draft is thrown away', async () => {
    const keeper = await somebody('市委改革办模块管理员')
    await keeper.goto('/reports/district/schemes')
    await presses(keeper, '以此新建：2023-01-01起施行的版本')
    await presses(keeper.getByRole('dialog'), '新建草稿')
    await sees(keeper, '全部指标权重')
    const id = new URL(keeper.url()).pathname.split('/').at(-1)!
    await keeper.getByRole('button', { name: /^风险管控力/ }).click()
    await keeper.getByLabel('计分说明').fill('有事法则，按件次扣分。')
    await sees(keeper, '改动 1 处，尚未保存')
    keeper.on('dialog', (dialog) => void dialog.accept())
    await keeper.reload()
    await sees(keeper, '改动 1 处，尚未保存')
    await keeper.getByRole('button', { name: /^风险管控力/ }).click()
    expect(await keeper.getByLabel('计分说明').inputValue()).toBe('有事法则，按件次扣分。')
    await keeper.getByRole('button', { name: '基本情况与通用规则' }).click()
    await sets(keeper, '失效日期（选填）', '2022-12-31')
    await sees(keeper, '失效日期不能早于生效日期')
    await sets(keeper, '失效日期（选填）', '2031-12-31')
    await seesNo(keeper, '失效日期不能早于生效日期')
    const full = keeper.getByLabel('总分')
    await full.fill('')
    await sees(keeper, '应填写总分，各项权重合计须与总分相等')
    await full.fill('100')
    await presses(keeper, '保存草稿')
    await sees(keeper, '草稿已保存')
    await shoot(keeper, 'scheme ends')
    const saved = (await (await keeper.request.get('/api/reports/district/schemes')).json()) as { id: string; content: Scheme }[]
    expect(saved.find((each) => each.id === id)!.content).toMatchObject({ validUntil: '2031-12-31', full: '100' })
    await presses(keeper, '删除草稿')
    await agrees(keeper, '确认删除')
    await sees(keeper, '以此新建')
    const left = (await (await keeper.request.get('/api/reports/district/schemes')).json()) as { id: string }[]
    expect(left.map(({ id: each }) => each)).not.toContain(id)
  })
})

/** Types a day into an entry of the form. */
async function sets(page: Page, label: string, day: string) {
  const at = page.getByLabel(label)
  await at.fill(day)
  await at.press('Enter')
}
