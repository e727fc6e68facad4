import { describe, expect, test } from 'vitest'
import { CHECKED } from '#modules/digital/three-lists.ts'
import { DigitalTeller } from '#seeds/digital-teller.ts'
import { matterTexts } from '#seeds/texts/digital.ts'
import { codeOf } from './arranged.ts'
import { daysAgo, MATTER } from './digital.ts'
import { expectRefusal, shoot } from './browser.ts'
import { entry } from './form.ts'
import { inThePast } from './past.ts'
import { somebody } from './people.ts'
import { opensTodo, reads, sees, seesNo, todo } from './seeing.ts'

/** The sweep looks every half minute. */
const SWEEP = 45_000

describe('未在1个月内上传“新一图两清单”', () => {
  test('when the month has passed the 一件事 is removed from the directory by itself, on every open page', async () => {
    const { title } = matterTexts.trees
    const clerk = await somebody('垫江录入员')
    await clerk.goto('/')
    await sees(clerk, '我的待办')
    const { id } = await inThePast(async (story) => {
      const tell = new DigitalTeller(story)
      const told = await tell.waiting(codeOf('垫江'), 'trees', daysAgo(50))
      await tell.decide(told, 'listed', daysAgo(45))
      return told
    })
    await clerk.goto(`/m/digital/matter/${id}`)
    await clerk.getByText('已终止').first().waitFor({ timeout: SWEEP })
    await sees(clerk, '未在1个月内上传“新一图两清单”或上传内容被2次驳回')
    await sees(clerk, '系统自动处理')
    expect(await clerk.getByRole('toolbar', { name: '办理' }).count()).toBe(0)
    await shoot(clerk, 'matter removed')
    await clerk.goto('/')
    await sees(clerk, '我的待办')
    await seesNo(clerk, title)

    // 名录库中不再有
    const other = await somebody('忠县录入员')
    await other.goto(`/directory/digital/matter?q=${encodeURIComponent('林木采伐')}`)
    await sees(other, '名录库中没有名称含“林木采伐”的一件事。')
    expectRefusal(other, 404, MATTER)
    await other.goto(`/m/digital/matter/${id}`)
    await sees(other, '没有')
  })

  test('what was built on it within the month stays decided and counts no more, and nothing further is built on that', async () => {
    const NAME = '疏散路径智引'
    const told = await inThePast(async (story) => {
      const tell = new DigitalTeller(story)
      const on = await tell.waiting(codeOf('彭水'), 'training', daysAgo(50))
      await tell.decide(on, 'listed', daysAgo(45))
      const lists = await tell.lists(`${NAME}应用`, on, CHECKED, daysAgo(40))
      return { on, lists, app: await tell.application(lists, 'opening', daysAgo(35)) }
    })
    const clerk = await somebody('彭水录入员')
    await clerk.goto(`/m/digital/matter/${told.on.id}`)
    await clerk.getByText('已终止').first().waitFor({ timeout: SWEEP })

    await clerk.goto(`/m/digital/application/${told.app.id}`)
    await sees(clerk, '所依据的事项已不符合要求，本事项不再计入统计')
    await sees(clerk, '所依据的事项已不符合要求')
    await shoot(clerk, 'application without ground')
    // One link down from there, and one more, stands what is gone.
    await clerk
      .getByRole('link', { name: `${NAME}应用` })
      .first()
      .click()
    await sees(clerk, '须为本区县已纳入名录库的“一件事”')

    await clerk.goto('/')
    const not = clerk.getByRole('region', { name: '尚未计入' })
    await expect.poll(() => reads(not)).toMatch(/1 个特色应用 所依据的事项已不符合要求，最早 \d+月\d+日 起/)
    await not.scrollIntoViewIfNeeded()
    await shoot(clerk, 'workbench uncounted')
    await clerk.goto('/m/digital/shared/new')
    await entry(clerk, 'application').fill(NAME)
    await sees(clerk, '没有找到')
  })

  test('some days before, the to-do counts them and says what will happen, and so does the form', async () => {
    const { title } = matterTexts.mustard
    await inThePast(async (story) => {
      const tell = new DigitalTeller(story)
      const told = await tell.waiting(codeOf('丰都'), 'mustard', daysAgo(33))
      await tell.decide(told, 'listed', daysAgo(24))
    })
    const clerk = await somebody('丰都录入员')
    await clerk.goto('/')
    const said = await reads(todo(clerk, title))
    expect(said).toMatch(/还有 \d 天/)
    expect(said).toMatch(/\d+月\d+日前未上传将移除名录库/)
    await shoot(clerk, 'workbench lapsing')
    await opensTodo(clerk, title)
    await clerk.getByRole('link', { name: '继续填写' }).click()
    await sees(clerk, /\d+月\d+日前未上传将移除名录库/)
    await shoot(clerk, 'form lapsing')
  })

  test('上传内容被2次驳回: the second return removes it, and everybody was told before', async () => {
    const { title } = matterTexts.heritage
    await inThePast(async (story) => {
      const tell = new DigitalTeller(story)
      const told = await tell.waiting(codeOf('云阳'), 'heritage', daysAgo(20))
      await tell.decide(told, 'listed', daysAgo(16))
      await tell.again(told, daysAgo(12))
      await tell.decide(told, 'improve', daysAgo(9), '修缮资金来源未写明。')
      await tell.again(told, daysAgo(4))
    })
    const office = await somebody('市委改革办审核员一')
    await office.goto('/')
    await sees(todo(office, title), '再次“继续完善新一图两清单”将移除名录库')
    await opensTodo(office, title)
    await office.getByRole('toolbar', { name: '办理' }).getByRole('button', { name: '核准' }).click()
    await sees(office.getByRole('dialog'), '已满 1 次，将转为“移除名录库”')
    await office.getByRole('radio', { name: /^继续完善新一图两清单/ }).check()
    await office.getByLabel('具体意见').fill('仍未写明。')
    await shoot(office, 'decide second')
    await office.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await sees(office, '已终止')
    const clerk = await somebody('云阳录入员')
    await clerk.goto(`/directory/digital/matter?q=${encodeURIComponent('文物保护')}`)
    await sees(clerk, '名录库中没有名称含“文物保护”的一件事。')
  })
})
