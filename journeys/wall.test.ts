import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Cockpit } from '#cockpits/cockpit.ts'
import { districts } from '#seeds/tables.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { act, caller, demandAdopted, done } from './arranged.ts'
import { allowRefusal, expectRefusal, shoot } from './browser.ts'
import { somebody, written } from './people.ts'
import { projectReported } from './projects.ts'
import { reads, sees, seesNo } from './seeing.ts'

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
]
const PATIENT = { timeout: 20_000 }

/** Whatever stands outside its panel or beyond the screen, is wider than its place, or would scroll or be cut off there. */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    const found = scrollWidth > innerWidth || scrollHeight > innerHeight ? ['the page scrolls'] : []
    for (const element of document.querySelectorAll<HTMLElement | SVGElement>('main, main *')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0 || element.parentElement?.closest('svg')) continue
      const around = (element.parentElement!.closest('section') ?? document.documentElement).getBoundingClientRect()
      const out = box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1
      const { display, overflowY } = getComputedStyle(element)
      // Of a line of letters the ink may be taller than the line; that is cut off only where something cuts.
      const wide = display !== 'inline' && element.scrollWidth > element.clientWidth + 1
      const tall = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1
      if (out || wide || tall) found.push(`${out ? 'outside' : 'cut off'}: ${element.tagName} ${element.textContent.trim().slice(0, 30)}`)
    }
    return found
  })

/** The height of ordinary words, to tell that everything grew. */
const letterHeight = (page: Page) =>
  page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('main footer')!).fontSize))

async function fits(page: Page, name: string) {
  const heights = []
  for (const size of SIZES) {
    await page.setViewportSize(size)
    expect(await misfits(page), `${name} ${size.width}`).toEqual([])
    heights.push(await letterHeight(page))
    await shoot(page, `wall ${name} ${size.width}`)
  }
  expect(heights[1]! / heights[0]!).toBeCloseTo(2, 1)
}

const moment = async (page: Page) => (await page.getByText(/^截至/).innerText()).trim()

describe('投屏', () => {
  test('重大改革项目：一屏显示，审定后自行刷新；服务器不答时保留画面并说明；登录失效时说明', async () => {
    const long = '健全覆盖城乡居民全生命周期的基本养老服务清单动态调整和财政保障长效机制改革试点项目（演示）'
    const planned = Array.from({ length: 7 }, (_, at) => ({
      name: `第${at + 1}批基本养老服务清单动态调整和财政保障实施细则出台`,
      due: -30 - at,
    }))
    const { id } = await projectReported(long, { lead: '市民政局', planned, days: 90, decided: false })
    const leader = await somebody('重庆市领导', SIZES[0])
    await leader.goto('/cockpit/projects')
    await leader.getByRole('link', { name: '投屏' }).click()
    await sees(leader, '部门排名')
    await expect.poll(() => leader.getByRole('navigation').count()).toBe(0)
    const late = leader.getByRole('region', { name: '超期未完成的节点' })
    await sees(late, /^列出到期最早的4个$/)
    await sees(late, /现由.*办理“/)
    await fits(leader, 'projects')

    // 轮播：停着，翻到下一个指数
    await leader.setViewportSize(SIZES[0]!)
    const shown = () => leader.getByRole('group', { name: '指数' }).locator('[aria-pressed=true]').innerText()
    const first = await shown()
    // Departments that are too many for one screen come before the next index.
    for (let turns = 0; turns < 10 && (await shown()) === first; turns++) {
      expect(await misfits(leader)).toEqual([])
      await leader.keyboard.press('ArrowRight')
    }
    expect(await shown()).not.toBe(first)
    await sees(leader, '继续轮播（空格键）')
    await leader.keyboard.press('Space')
    await sees(leader, '暂停轮播（空格键）')
    await leader.keyboard.press('Space')

    // 审定一期，画面自行更新
    const waiting = leader.getByRole('region', { name: '项目' }).locator('dl > div').filter({ hasText: '待首次填报' })
    const number = async () => Number(/\d+$/.exec(await reads(waiting))![0])
    const [count, then] = [await number(), await moment(leader)]
    const confirmer = await caller('市委改革办审核员一')
    const record = await done<RecordAnswer>(confirmer.get(`/api/reform/project/${id}`))
    await act(confirmer, '/api/reform/project', record, 'pass')
    await expect.poll(number, PATIENT).toBe(count - 1)
    await expect.poll(() => moment(leader), PATIENT).not.toBe(then)

    // 服务器不答
    allowRefusal(leader, 503, '/api/')
    await leader.route('**/api/cockpit/**', (route) => route.fulfill({ status: 503, body: '' }))
    await leader.getByText(/^暂时连接不上服务器，正在重试/).waitFor(PATIENT)
    expect(await number()).toBe(count - 1)
    expect(await misfits(leader)).toEqual([])
    await shoot(leader, 'wall projects away')
    await leader.unroute('**/api/cockpit/**')
    await leader.getByText(/^自动刷新/).waitFor(PATIENT)
    await seesNo(leader, /^暂时连接不上服务器/)

    // 登录失效
    expectRefusal(leader, 401, '/api/')
    await leader.request.delete('/api/session', { headers: written() })
    await leader.getByText(/^登录已失效，不再刷新，画面停留在/).waitFor(PATIENT)
    expect(await number()).toBe(count - 1)
    await shoot(leader, 'wall projects ended')
    await leader.getByRole('link', { name: '重新登录' }).click()
    await leader.getByRole('heading', { level: 1, name: '登录' }).waitFor()
    expect(leader.url()).toContain(encodeURIComponent('/wall/projects'))
  })

  test('区县：五色图、41个区县的排名和各榜在一屏之内，逐个指数都是', async () => {
    const leader = await somebody('渝中领导', SIZES[0])
    await leader.goto('/cockpit')
    await leader.getByRole('link', { name: '投屏' }).click()
    await leader.getByRole('group', { name: /五色图$/ }).waitFor()
    expect(await leader.getByRole('table').getByRole('row').count()).toBe(41)
    await fits(leader, 'district')
    await leader.setViewportSize(SIZES[0]!)
    const indices = leader.getByRole('group', { name: '指数' }).getByRole('button')
    const seen = new Set<string>()
    for (let at = 0; at < 8 * (await indices.count()); at++) {
      expect(await misfits(leader), `frame ${at}`).toEqual([])
      seen.add(await leader.getByRole('group', { name: '指数' }).locator('[aria-pressed=true]').innerText())
      await leader.keyboard.press('ArrowRight')
    }
    expect(seen.size).toBe(await indices.count())
    await shoot(leader, 'wall district turned')

    // 采用一条需求，热力榜自行更新
    const board = leader.getByRole('region', { name: '改革需求热力榜' })
    for (let turns = 0; turns < 10 && !(await board.isVisible()); turns++) await leader.keyboard.press('ArrowRight')
    const { boards } = (await (await leader.request.get('/api/cockpit/district')).json()) as Cockpit
    const named = boards.find(({ id }) => id === 'demand')!.rows.slice(0, 5)
    const { short } = districts().find(({ id }) => named.some(({ org }) => org === id))!
    const listed = board.getByRole('listitem').filter({ hasText: new RegExp(`^\\d+${short}$`) })
    const number = async () => Number(/^\d+/.exec(await reads(listed))![0])
    const [count, then] = [await number(), await moment(leader)]
    await demandAdopted(short, '优化企业开办注销一件事办理流程（演示）')
    await expect.poll(number, PATIENT).toBe(count + 1)
    expect(await moment(leader)).not.toBe(then)
    expect(await misfits(leader)).toEqual([])
    await shoot(leader, 'wall district after')
  })
})
