import { describe, expect, test } from 'vitest'
import { TOTAL } from '#cockpits/cockpit.ts'
import { two } from '#indicators/shown.ts'
import { quarterWords } from '#kernel/fields/quarter.ts'
import { shoot } from './browser.ts'
import { cellsOf, drawnOn, EARLIER, LATER, shownNow } from './cockpit-seen.ts'
import { fixedReports } from './fixed-reports.ts'
import { somebody } from './people.ts'
import { presses, sees } from './seeing.ts'

describe('区县改革报表驾驶舱的图', () => {
  test('图和表：每一处都有，数字相同', async () => {
    const [, later] = await fixedReports([EARLIER, LATER])
    const leader = await somebody('渝中领导')
    await leader.goto(`/cockpit?of=${later}`)
    await sees(leader, `与${quarterWords(EARLIER)}定稿比较`)
    await leader.getByRole('figure').filter({ hasText: '各单位平均' }).waitFor()
    const switches = await leader.getByRole('radiogroup', { name: /：图或表$/ }).evaluateAll((all) => all.map((each) => each.ariaLabel!))
    const { boards } = await shownNow(leader)
    const filled = boards.filter(({ rows }) => rows.length > 0)
    expect(switches.toSorted()).toEqual(
      ['综合评价指数五色图', ...filled.map(({ name }) => name), '综合评价指数走势'].map((name) => `${name}：图或表`).toSorted(),
    )

    // 五色图和排名
    const map = leader.getByRole('region', { name: '综合评价指数五色图' })
    const told = await map.getByRole('link', { name: /，/ }).evaluateAll((all) => all.map((each) => each.ariaLabel!))
    const ranked = await map
      .getByRole('list', { name: '排名' })
      .getByRole('listitem')
      .evaluateAll((all) =>
        all.map((each) => [each.querySelector('a')!.title, each.querySelector('span')!.textContent, each.querySelector('b')!.textContent]),
      )
    await map.getByText('表', { exact: true }).click()
    const [head, ...rows] = await cellsOf(map.getByRole('table'))
    const at = (column: string) => head!.indexOf(column)
    expect(rows.map((row) => [row[0], row[at('综合评价指数排名')], row[at('综合评价指数')]])).toEqual(ranked)
    expect(told).toHaveLength(rows.length)
    for (const row of rows)
      expect(told.find((words) => words.startsWith(`${row[0]}，`))).toContain(
        `，综合评价指数${row[at('综合评价指数')]}，第${row[at('综合评价指数排名')]}名，${row[at('颜色')]!.replace(/^(\w)/, '$1 ')}`,
      )
    expect(head).toContain('片区排名')

    // 各榜
    for (const { name, rows: units } of filled) {
      const board = leader.getByRole('region', { name, exact: true })
      if (units.length > 8) await presses(board, `全部${units.length}个单位`)
      const bars = await board
        .getByRole('list')
        .getByRole('button')
        .evaluateAll((all) => all.map((each) => each.ariaLabel!))
      await board.getByText('表', { exact: true }).click()
      const table = board.getByRole('table')
      const cells = await table.getByRole('button').evaluateAll((all) => all.map((each) => each.ariaLabel!))
      expect(await table.getByRole('row').count(), name).toBe(units.length + 1)
      expect(bars.length, name).toBeGreaterThan(0)
      expect(cells, name).toEqual(expect.arrayContaining(bars))
    }
    await shoot(leader, 'cockpit boards as tables')

    // 走势
    const trend = leader.getByRole('region', { name: '综合评价指数走势' })
    await trend.scrollIntoViewIfNeeded()
    await shoot(leader, 'cockpit trend')
    const points = await trend.locator('circle title').allTextContents()
    expect(await trend.locator('polyline').count()).toBeGreaterThanOrEqual(2)
    await trend.getByText('表', { exact: true }).click()
    const [[, ...lines], ...periods] = (await cellsOf(trend.getByRole('table'))) as [string[], ...string[][]]
    expect(lines).toEqual(['渝中区', '各单位平均', '排名', '颜色'])
    expect(points.toSorted()).toEqual(
      periods
        .flatMap(([period, own, mean]) => [`${period}，渝中区${own}`, `${period}，各单位平均${mean}`])
        .filter((words) => !words.endsWith('—'))
        .toSorted(),
    )
    const own = (await shownNow(leader)).units.find(({ name }) => name === '渝中区')!.places[TOTAL]!
    expect(periods.find(([period]) => period === quarterWords(LATER))!.slice(1, 4)).toEqual([
      two(own.score),
      expect.stringMatching(/^\d+\.\d\d$/),
      String(own.rank),
    ])

    // 片区内只按综合评价指数排名
    await leader.getByRole('radio', { name: /^品牌显示度/ }).check()
    await leader.getByRole('heading', { name: '品牌显示度指数五色图' }).waitFor()
    const [other] = await cellsOf(leader.getByRole('region', { name: '品牌显示度指数五色图' }).getByRole('table'))
    expect(other).toContain('品牌显示度排名')
    expect(other).not.toContain('片区排名')
  })

  test('打印：没有按钮，白底黑字，颜色另有字母和花纹', async () => {
    const [, later] = await fixedReports([EARLIER, LATER])
    const leader = await somebody('渝中领导')
    await leader.goto(`/cockpit?of=${later}`)
    const map = leader.getByRole('group', { name: /^综合评价指数五色图/ })
    await map.waitFor()
    const onScreen = await drawnOn(map)
    const tools = leader
      .getByRole('button', { name: '打印' })
      .or(leader.getByRole('combobox', { name: '查看时点' }))
      .or(leader.getByRole('radiogroup'))
      .or(leader.getByRole('navigation'))
      .filter({ visible: true })
    expect(await tools.count()).toBeGreaterThan(0)
    await leader.emulateMedia({ media: 'print' })
    await expect.poll(() => tools.count()).toBe(0)
    expect(await drawnOn(map)).toEqual(onScreen)
    for (const { short } of Object.values(onScreen)) await map.locator('text').filter({ hasText: short }).first().waitFor()
    expect(await map.locator('pattern path').evaluateAll((all) => all.map((each) => Number(getComputedStyle(each).opacity)))).toEqual([
      0.75, 0.75, 0.75, 0.75,
    ])
    const paper = await leader.getByRole('heading', { level: 1 }).evaluate((heading) => {
      const grounds = []
      for (let at: Element | null = heading; at; at = at.parentElement) grounds.push(getComputedStyle(at).backgroundColor)
      const ink = /(\d+), (\d+), (\d+)/.exec(getComputedStyle(heading).color)!.slice(1).map(Number)
      return { dark: grounds.filter((ground) => !/rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/.test(ground)), ink: Math.max(...ink) }
    })
    expect(paper.dark).toEqual([])
    expect(paper.ink).toBeLessThan(100)
    for (const kept of [
      map,
      leader.getByRole('list', { name: '图例' }).locator('svg').first(),
      leader.getByRole('img', { name: 'A 绿' }).first(),
    ])
      expect(await kept.evaluate((each) => getComputedStyle(each).printColorAdjust)).toBe('exact')
    await shoot(leader, 'cockpit print')
  })
})
