import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { application } from '#modules/digital/application.ts'
import { shared } from '#modules/digital/shared.ts'
import { threeLists } from '#modules/digital/three-lists.ts'
import { keptDocument } from '#seeds/documents.ts'
import { opinion, threeListsPaper } from '#seeds/papers.ts'
import { matterTexts } from '#seeds/texts/digital.ts'
import { shoot } from './browser.ts'
import { matterListed, matterProceeded, matterWaiting } from './digital.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, presses, sees } from './seeing.ts'

const INTRODUCTION =
  '该应用于2026年6月上线，主要功能有申请受理、并联办理、进度可查；贯通5个部门，实现“三融五跨”；当前月均办件量1200件，活跃用户560人（演示）。'
const NAME = '二手房交易一网办'

describe('三张清单 → 特色应用 → 一地创新、全市共享', () => {
  test('each ledger rests on the district’s own one before it, and offers nothing else', async () => {
    const title = '二手房交易“一件事”'
    await Promise.all([
      matterProceeded('奉节', title),
      matterListed('巫山', '二手房过户“一件事”'),
      matterWaiting('奉节', '二手房贷款“一件事”'),
    ])
    const [clerk, reviewer, office] = await Promise.all(['奉节录入员', '奉节审核员', '市委改革办审核员一'].map((who) => somebody(who)))

    // 应用“三张清单”：依据本区县已纳入名录库的一件事，按当前状态上传附件
    await clerk!.goto('/m/digital/three-lists/new')
    await fillIn(clerk!, threeLists, { name: `${NAME}应用`, state: '编制中' })
    for (const hidden of ['opinion', 'duplicates', 'lists']) expect(await frame(clerk!, hidden).count()).toBe(0)
    await entry(clerk!, 'matters').fill('二手房')
    await offered(clerk!, title)
    expect(await clerk!.locator('.ant-select-item-option').filter({ visible: true }).allInnerTexts()).toEqual([title])
    await fillIn(clerk!, threeLists, { matters: [title] })
    await passes(clerk!, reviewer!, office!, `${NAME}应用`)

    // 编制中的“三张清单”不能开发应用
    await clerk!.goto('/m/digital/application/new')
    await entry(clerk!, 'threeLists').fill(NAME)
    await sees(clerk!, '没有找到')

    // 取得阶段性成果后及时更新当前状态
    await clerk!.goto('/m/digital/three-lists')
    await clerk!.getByRole('link', { name: `${NAME}应用` }).click()
    await presses(clerk!, '更新当前状态')
    await fillIn(clerk!, threeLists, { state: '市大数据发展局查重通过' })
    await frame(clerk!, 'lists').waitFor()
    await sees(clerk!, '填报体检：3 项未填')
    await shoot(clerk!, 'three lists attachments')
    const paper = (name: string) => opinion(name, '演示部门', ['同意。'], '2026-11-02')
    await fillIn(clerk!, threeLists, {
      opinion: [await paper('论证审查意见')],
      duplicates: [await paper('查重通过意见')],
      lists: [await threeListsPaper(NAME, { ...matterTexts.dwelling, title })],
    })
    await passes(clerk!, reviewer!, office!, `${NAME}应用`)

    // 开发上线特色应用
    await files(clerk!, application, {
      name: NAME,
      threeLists: `${NAME}应用`,
      onlineOn: '2026-06-01',
      introduction: INTRODUCTION,
      screenshots: [await keptDocument('S02-service.png', '主要功能界面')],
    })
    await passes(clerk!, reviewer!, office!, NAME)

    // 一地创新、全市共享
    await files(clerk!, shared, { application: NAME, introduction: INTRODUCTION, proof: [await paper('全市共享应用名单')] })
    await passes(clerk!, reviewer!, office!, NAME)
    await shoot(office!, 'shared decided')

    // 同一份“三张清单”只有一个应用
    await clerk!.goto('/m/digital/application/new')
    await fillIn(clerk!, application, { threeLists: `${NAME}应用` })
    await sees(clerk!, '这份“三张清单”已经填报过上线应用')
    await shoot(clerk!, 'application taken')
  })
})

async function files(clerk: Page, module: Module, values: AnyValues) {
  await clerk.goto(`/m/${module.path}/new`)
  await fillIn(clerk, module, values)
}

/** What stands in the form goes on its way: submitted, passed by the district, passed by the reform office. */
async function passes(clerk: Page, reviewer: Page, office: Page, title: string) {
  await presses(clerk, '提交')
  await clerk
    .getByRole('dialog')
    .getByRole('button', { name: /^(确认提交|仍要提交)$/ })
    .click()
  await sees(clerk, '已提交，现由“区县审核”环节办理')
  for (const [page, then] of [
    [reviewer, '已通过，现由“市委改革办审核”环节办理'],
    [office, '已通过，本事项已办结'],
  ] as const) {
    await page.goto('/')
    await opensTodo(page, title)
    await presses(page, '通过')
    await agrees(page, '通过')
    await sees(page, then)
  }
}

async function offered(page: Page, title: string) {
  await page.locator('.ant-select-item-option').filter({ hasText: title, visible: true }).first().waitFor()
}
