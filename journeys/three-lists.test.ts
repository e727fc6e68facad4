import { describe, expect, test } from 'vitest'
import { threeLists } from '#modules/digital/three-lists.ts'
import { opinion, threeListsPaper } from '#seeds/papers.ts'
import { matterTexts } from '#seeds/texts/digital.ts'
import { shoot } from './browser.ts'
import { matterListed, matterProceeded, matterWaiting, reviewed } from './digital.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { presses, sees } from './seeing.ts'

const NAME = '二手房交易一网办应用'

describe('应用“三张清单”', () => {
  test('区县录入 → 区县审核 → 市委改革办审核: on the district’s own 一件事 in the directory; 编制中 first, then 查重通过 with its papers', async () => {
    const title = '二手房交易“一件事”'
    await Promise.all([
      matterProceeded('奉节', title),
      matterListed('巫山', '二手房过户“一件事”'),
      matterWaiting('奉节', '二手房贷款“一件事”'),
    ])
    const clerk = await somebody('奉节录入员')

    // 依据本区县已纳入名录库的一件事
    await clerk.goto('/m/digital/three-lists/new')
    await fillIn(clerk, threeLists, { name: NAME, state: '编制中' })
    for (const hidden of ['opinion', 'duplicates', 'lists']) expect(await frame(clerk, hidden).count()).toBe(0)
    await entry(clerk, 'matters').fill('二手房')
    const offered = clerk.locator('.ant-select-item-option').filter({ visible: true })
    await offered.filter({ hasText: title }).first().waitFor()
    await expect.poll(() => offered.allInnerTexts()).toEqual([title])
    await fillIn(clerk, threeLists, { matters: [title] })
    await sees(frame(clerk, 'state'), '只有查重通过的应用“三张清单”才纳入晾晒')
    await reviewed(clerk, '奉节', NAME, '仍要提交')

    // 编制中的“三张清单”不能开发应用
    await clerk.goto('/m/digital/application/new')
    await entry(clerk, 'threeLists').fill(NAME)
    await sees(clerk, '没有找到')

    // 取得阶段性成果后及时更新当前状态，按当前状态上传附件
    await clerk.goto('/m/digital/three-lists')
    await clerk.getByRole('link', { name: NAME }).click()
    await presses(clerk, '更新当前状态')
    await fillIn(clerk, threeLists, { state: '市大数据发展局查重通过' })
    await frame(clerk, 'lists').waitFor()
    await sees(clerk, '填报体检：3 项未填')
    await shoot(clerk, 'three lists attachments')
    const paper = (name: string) => opinion(name, '演示部门', ['同意。'], '2026-11-02')
    await fillIn(clerk, threeLists, {
      opinion: [await paper('论证审查意见')],
      duplicates: [await paper('查重通过意见')],
      lists: [await threeListsPaper(NAME, { ...matterTexts.dwelling, title })],
    })
    await reviewed(clerk, '奉节', NAME)
    expect(await clerk.getByRole('button', { name: '更新当前状态' }).count()).toBe(0)
  })
})
