import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { caller, PILOT, pilotReviewed } from './arranged.ts'
import { PHONE, shoot } from './browser.ts'
import { matterListed, matterWaiting } from './digital.ts'
import { entry, frame } from './form.ts'
import { somebody, written } from './people.ts'
import { presses, reads, sees, seesNo } from './seeing.ts'

const TITLE = '城市更新相近事项核验试点'

describe('相近事项', () => {
  test('whoever types a title is shown what stands under a similar one, whatever the order of its words, opens it beside the form, and is warned of the same', async () => {
    const { id } = await pilotReviewed('演示〔2026〕282号', { title: TITLE, districts: ['渝中'] })
    const clerk = await somebody('渝中录入员')
    await clerk.goto('/m/reform/pilot/new')
    await entry(clerk, 'title').waitFor()
    await sees(list(clerk), '填写后在此列出相近事项')
    const before = await frame(clerk, 'level').boundingBox()

    // What is spelt while characters are still to be chosen is not asked about.
    const asked: string[] = []
    clerk.on('request', (sent) => void (sent.url().endsWith('/similar') && asked.push((sent.postDataJSON() as { title: string }).title)))
    const keys = await clerk.context().newCDPSession(clerk)
    await entry(clerk, 'title').focus()
    const checked = clerk.waitForRequest((sent) => sent.url().endsWith('/check') && sent.postData()!.includes('xiangjin'))
    await keys.send('Input.imeSetComposition', { text: 'xiangjin', selectionStart: 8, selectionEnd: 8 })
    await checked
    await keys.send('Input.insertText', { text: '相近事项核验' })
    await sees(list(clerk), '主管市级部门确认并分发任务')
    expect(asked).toEqual(['相近事项核验'])
    await entry(clerk, 'title').fill('探索建立城市更新核验相近事项制度试点')
    const first = list(clerk).getByRole('link').first()
    await expect.poll(async () => (await first.locator('mark').allInnerTexts()).join(' ')).toBe('城市更新相近 核验')
    expect(await reads(first)).toBe(TITLE)
    await sees(list(clerk), '渝中区 · 主管市级部门确认并分发任务')
    // Nothing below has moved, but for what is said of the title and gone again.
    await seesNo(frame(clerk, 'title'), '名称一般以')
    expect(await frame(clerk, 'level').boundingBox()).toEqual(before)
    await shoot(clerk, 'similar titles')

    await entry(clerk, 'title').focus()
    await clerk.keyboard.press('Tab')
    expect(await first.evaluate((link) => link === document.activeElement)).toBe(true)
    const [beside] = await Promise.all([clerk.context().waitForEvent('page'), clerk.keyboard.press('Enter')])
    await beside.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    expect(beside.url()).toContain(id)
    await beside.close()

    await entry(clerk, 'title').fill(`关于开展${TITLE}`)
    const warned = `可能与本单位“${TITLE}”重复，请先核对`
    await sees(list(clerk), '可能重复')
    await presses(clerk, /^填报体检/)
    await sees(clerk.getByRole('region', { name: '填报体检结果' }), warned)
    await sees(clerk.getByRole('region', { name: '填报体检结果' }), '依据：3.0版二（二）')

    await presses(list(clerk), '不再显示相近事项')
    expect(await list(clerk).getByRole('link').count()).toBe(0)
    await presses(list(clerk), '显示')
    await first.waitFor()

    await entry(clerk, 'title').fill('气候投融资')
    await seesNo(clerk.getByRole('region', { name: '填报体检结果' }), warned)
  })

  test('whoever plans a 一件事 is told what stands in the 名录库, whichever district’s it is, and nothing of what is not decided yet', async () => {
    const words = '古树名木认养保护'
    await Promise.all([matterListed('奉节', `${words}“一件事”`), matterWaiting('巫山', `${words}服务“一件事”`)])
    for (const [who, size, name] of [
      ['渝中录入员', undefined, 'similar titles directory'],
      ['永川录入员', PHONE, 'similar titles directory phone'],
    ] as const) {
      const clerk = await somebody(who, size)
      await clerk.goto('/m/digital/matter/new')
      await entry(clerk, 'title').waitFor()
      const before = await frame(clerk, 'track').boundingBox()
      await entry(clerk, 'title').fill('建立古树名木认养保护机制')
      await sees(list(clerk), '奉节县 · 名录库')
      await sees(list(clerk), '可能重复')
      await sees(clerk, '填报体检：2 项未填，1 条提示')
      expect(await list(clerk).getByRole('listitem').count()).toBe(1)
      expect(await list(clerk).getByRole('link').count()).toBe(0)
      const after = await frame(clerk, 'track').boundingBox()
      expect(after!.y, name).toBe(before!.y)
      await shoot(clerk, name)
    }
  })

  test('a stranger who types the very title is shown nothing', async () => {
    const title = '城市更新相近事项保密试点'
    await pilotReviewed('演示〔2026〕283号', { title, districts: ['渝中'] })
    const stranger = await somebody('巫溪录入员', PHONE)
    await stranger.goto('/m/reform/pilot/new')
    await entry(stranger, 'title').fill(title)
    await sees(list(stranger), '没有看到相近事项')
    await shoot(stranger, 'similar titles none phone')
    await presses(stranger, /^填报体检/)
    await sees(stranger.getByRole('region', { name: '填报体检结果' }), '《级别》没有填写')
    expect(await stranger.getByText('重复').count()).toBe(0)

    const api = await caller('巫溪录入员')
    const asked = async (typed: string) =>
      (await (await api.post(`${PILOT}/similar`, { data: { title: typed }, headers: written() })).json()) as {
        owner: string
        title: string
      }[]
    // Only the draft that the page has kept meanwhile.
    expect((await asked(title)).filter((one) => one.owner !== '500238')).toEqual([])
    expect(await asked('城市更新相近')).toEqual(await asked('城市更新相近 '))
  })
})

const list = (page: Page) => page.getByRole('region', { name: '相近事项' })
