import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { bandOf } from '#cockpits/bands.ts'
import { TOTAL } from '#cockpits/cockpit.ts'
import { quarterDays, quarterWords } from '#kernel/fields/quarter.ts'
import { caller, done } from './arranged.ts'
import { PHONE, shoot } from './browser.ts'
import { drawnOn, EARLIER, LATER, shownNow } from './cockpit-seen.ts'
import { fixedReports } from './fixed-reports.ts'
import { somebody, written } from './people.ts'
import { presses, reads, sees, seesNo } from './seeing.ts'

describe('区县改革报表驾驶舱', () => {
  test('领导：指数 → 五色图上用键盘打开区县 → 指标 → 事项 → 附件；时光机', async () => {
    await fixedReports([EARLIER, LATER])
    const leader = await somebody('渝中领导')
    await leader.goto('/')
    await leader.getByRole('link', { name: /^区县改革报表驾驶舱/ }).click()
    await sees(leader, '按已审定的事项实时计算，以定稿报表为准')
    await leader.getByRole('group', { name: /^综合评价指数五色图/ }).waitFor()
    await shoot(leader, 'cockpit live')

    // Another index: map, ranking and address follow.
    await leader.getByRole('radio', { name: /^品牌显示度/ }).check()
    await leader.getByRole('heading', { name: '品牌显示度指数五色图' }).waitFor()
    expect(new URL(leader.url()).searchParams.get('index')).toBe('visibility')
    await leader.getByRole('radio', { name: /^综合评价指数/ }).check()

    // The time machine: a fixed report, told apart from what is live. Each district in its colour, with the letter and the hatch of that colour; all five occurred
    // in the first quarter that was reported.
    await looksAt(leader, '2023年第1季度（定稿）')
    await seesNo(leader, '按已审定的事项实时计算，以定稿报表为准')
    const map = leader.getByRole('group', { name: /^综合评价指数五色图/ })
    const { units } = await shownNow(leader)
    const drawn = await drawnOn(map)
    for (const { id, name, places } of units) {
      const { fill, letter, hatch } = bandOf(places[TOTAL]!.band)
      expect(drawn[id], name).toMatchObject({ fill, letter, hatch: hatch?.lines ?? null })
      expect(name.includes(drawn[id]!.short), `${name} is written ${drawn[id]!.short}`).toBe(true)
    }
    expect(new Set(Object.values(drawn).map(({ letter }) => letter)).size).toBe(5)

    // Another, laid beside the one before.
    await looksAt(leader, `${quarterWords(LATER)}（定稿）`)
    await sees(leader, `与${quarterWords(EARLIER)}定稿比较`)
    const ranking = leader.getByRole('list', { name: '排名' })
    expect(await ranking.getByRole('listitem').count()).toBe(41)
    expect(await ranking.getByRole('img', { name: /上升|下降|排名未变/ }).count()).toBeGreaterThan(0)
    await shoot(leader, 'cockpit fixed')

    // The same as a table.
    await leader.getByRole('region', { name: '综合评价指数五色图' }).getByText('表', { exact: true }).click()
    expect(
      await leader
        .getByRole('table', { name: /^各区县指数/ })
        .getByRole('row')
        .count(),
    ).toBe(42)
    await leader.getByRole('region', { name: '综合评价指数五色图' }).getByText('图', { exact: true }).click()

    // By keyboard: one stop for the map, arrows to the neighbour, Enter opens it.
    const stop = map.locator('[tabindex="0"]')
    await stop.focus()
    const began = await stop.getAttribute('aria-label')
    await leader.keyboard.press('ArrowRight')
    const reached = await stop.getAttribute('aria-label')
    expect(reached).not.toBe(began)
    await leader.keyboard.press('Enter')
    await leader.getByRole('heading', { level: 1, name: reached!.split('，')[0]! }).waitFor()
    await leader.goBack()
    await map.locator('[data-unit="500103"]').focus()
    await leader.keyboard.press('Enter')
    await leader.getByRole('heading', { level: 1, name: '渝中区' }).waitFor()
    await expect.poll(() => reads(leader.getByRole('region', { name: '各项指标' }))).toContain('标准值：最大')
    await shoot(leader, 'cockpit district')

    // 指标 → 事项 → 附件
    await leader.getByRole('button', { name: '所依据的事项' }).first().click()
    await leader.getByRole('region', { name: '各项指标' }).getByRole('link').first().click()
    await leader
      .getByRole('button', { name: /\.(pdf|docx)$/ })
      .first()
      .click()
    await leader.getByRole('dialog').getByRole('region', { name: /内容$/ }).waitFor()
    await shoot(leader, 'cockpit attachment')
  })

  test('a board’s number opens its records; what is not counted says why', async () => {
    const office = await somebody('市委改革办领导')
    await office.goto('/cockpit')
    const pilots = office.getByRole('region', { name: '改革试点', exact: true })
    await pilots.getByText('表', { exact: true }).click()
    await pilots.getByRole('button', { name: /^渝中区承接试点\d+$/ }).click()
    const records = office.getByRole('dialog', { name: '渝中区 · 改革试点 · 承接试点' })
    expect(await records.getByRole('listitem').count()).toBeGreaterThan(0)
    await sees(records, /^试点推进，/)
    await shoot(office, 'cockpit records')
    const counted = records.getByRole('link').first()
    const title = await counted.innerText()
    await counted.click()
    await office.getByRole('heading', { level: 1, name: title }).waitFor()
    await office.goBack()
    // 合计 opens the records of all units.
    const total = pilots.getByRole('button', { name: /^改革试点承接试点合计\d+$/ })
    const all = Number(await reads(total))
    await total.click()
    const together = office.getByRole('dialog', { name: '改革试点 · 承接试点 · 合计' })
    await expect.poll(() => together.getByText(/^.+，试点推进，/).count()).toBe(all)
    await shoot(office, 'cockpit total')
    await office.keyboard.press('Escape')
    const waiting = office.getByRole('region', { name: '尚未计入', exact: true })
    await sees(waiting, /^等待.*办理“/)
    // 3.0版四：“重点关注”栏 → “数字重庆建设” → “名录库”
    await office.getByRole('region', { name: '数字重庆建设' }).getByRole('heading', { name: '重点关注' }).waitFor()
    expect(await office.getByRole('region', { name: '数字重庆建设' }).getByRole('link', { name: '名录库' }).getAttribute('href')).toBe(
      '/directory/digital/matter',
    )
  })

  test('尚未计入：点数量到台账，正是这些事项', async () => {
    const leader = await somebody('渝中领导')
    await leader.goto('/cockpit/district/500103')
    const row = leader.getByRole('table', { name: '尚未计入的事项' }).getByRole('row').filter({ hasText: /办理“/ }).first()
    const number = row.getByRole('link', { name: /，查看台账$/ })
    const count = await reads(number)
    await number.click()
    await leader.getByRole('navigation', { name: '翻页' }).waitFor()
    const { pathname, searchParams } = new URL(leader.url())
    expect(pathname).toMatch(/^\/m\/\w+\/[\w-]+$/)
    expect([...searchParams.values()]).toContain('500103')
    await expect.poll(async () => /\d+/.exec(await reads(leader.getByRole('navigation', { name: '翻页' })))?.[0]).toBe(count)
    await shoot(leader, 'cockpit not counted in the ledger')
  })

  test('更正重发后，原来的一期仍可查看，注明已更正', async () => {
    const [before] = await fixedReports([EARLIER])
    await reissued(EARLIER)
    const leader = await somebody('渝中领导')
    await leader.goto('/cockpit')
    await looksAt(leader, `${quarterWords(EARLIER)}（首次定稿，已更正）`)
    await sees(leader, '本期报表已更正重发，以最近一次发布的为准')
    expect(new URL(leader.url()).searchParams.get('of')).toBe(before)
    await shoot(leader, 'cockpit corrected')
    await looksAt(leader, `${quarterWords(EARLIER)}（第2次发布）`)
    await seesNo(leader, '本期报表已更正重发，以最近一次发布的为准')
  })

  test('on a phone: the index first, then the ranking, then the boards, and nothing aside', async () => {
    const leader = await somebody('渝中领导', PHONE)
    await leader.goto('/cockpit')
    await sees(leader, '颜色上升')
    const top = async (what: ReturnType<Page['locator']>) => (await what.boundingBox())!.y
    const [index, ranking, map, board] = await Promise.all([
      top(leader.getByRole('group', { name: '指数', exact: true })),
      top(leader.getByRole('list', { name: '排名' })),
      top(leader.getByRole('group', { name: /五色图：/ })),
      top(leader.getByRole('region', { name: '改革品牌榜' })),
    ])
    expect([index, ranking, map, board]).toEqual([index, ranking, map, board].toSorted((a, b) => a - b))
    expect(await leader.evaluate(() => document.querySelector('#main')!.scrollWidth)).toBe(PHONE.width)
    await presses(leader, '全部41个单位')
    expect(await leader.getByRole('list', { name: '排名' }).getByRole('listitem').count()).toBe(41)
    await shoot(leader, 'cockpit phone')
  })
})

/** A report that was fixed once is put right, by two people of the reform office. */
async function reissued(quarter: string) {
  const [clerk, checker] = await Promise.all(['市委改革办录入员一', '市委改革办审核员一'].map(caller))
  const periods = await done<{ id: string; first: string; issue: number | null }[]>(clerk!.get('/api/reports/district/periods'))
  const { id, issue } = periods.find(({ first }) => first === quarterDays(quarter).first)!
  if (issue !== 1) return
  const cause = '补计事项（演示）'
  const { id: computation } = await done<{ id: string }>(
    clerk!.post(`/api/reports/periods/${id}/computations`, { data: {}, headers: written() }),
  )
  await done(clerk!.put(`/api/reports/periods/${id}/fixing`, { data: { computation, cause }, headers: written() }))
  await done(checker!.post(`/api/reports/periods/${id}/fixed`, { data: { computation, issue: 2, cause }, headers: written() }))
}

async function looksAt(page: Page, moment: string) {
  await page.getByRole('combobox', { name: '查看时点' }).click()
  await page.getByTitle(moment).click()
}
