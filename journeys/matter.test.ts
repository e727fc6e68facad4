import { describe, expect, test } from 'vitest'
import { matter } from '#modules/digital/matter.ts'
import type { MatterText } from '#seeds/texts/digital.ts'
import { papersAfter, papersBefore } from '#seeds/papers.ts'
import { experienceRows } from '#seeds/tables.ts'
import { shoot } from './browser.ts'
import { fillIn } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, passes, presses, sees, todo, TWO_SECONDS } from './seeing.ts'

const muckTrucks: Omit<MatterText, 'title'> = {
  track: 'urban-rural.urban-renewal',
  steps: '工地出土申报、车辆核准、运输监管、消纳核验、问题处置',
  offices: '城市管理、住房城乡建设、公安、交通、生态环境',
  problems: '跨地域、跨系统、跨部门各管一段；问题发现靠巡查，处置率低；处置时长按周计',
  reshaped: '工地车辆消纳场一码关联、问题自动识别派单、多部门联合处置、处置结果反馈',
}

describe('一件事', () => {
  test('原一图两清单 → 审核 → 纳入名录库并晾晒 → 新一图两清单 → 审核 → 继续完善新一图两清单 → 进入三张清单编制等后续环节', async () => {
    // A published case; what its papers say of the steps is invented.
    const { title } = experienceRows().find(({ id }) => id === 'E02')!
    const text = { ...muckTrucks, title }
    const [clerk, reviewer, office] = await Promise.all(
      ['九龙坡录入员', '九龙坡审核员', '市委改革办审核员二'].map((name) => somebody(name)),
    )

    // 区县录入、区县审核
    await clerk!.goto('/m/digital/matter/new')
    await fillIn(clerk!, matter, { title, track: '城市更新与建设', papersBefore: [await papersBefore(text, '演示区')] })
    await presses(clerk!, '提交')
    await agrees(clerk!, '确认提交')
    await sees(clerk!, '已提交，现由“区县审核”环节办理')
    await passes(reviewer!, title, '通过', '已通过，现由“核准原一图两清单”环节办理')

    // 市委改革办核准：纳入名录库并晾晒
    await office!.goto('/')
    await opensTodo(office!, title)
    await decides(/^纳入名录库并晾晒/)
    await sees(office!, '上传新一图两清单')

    // 1个月内上传新一图两清单
    await clerk!.goto('/')
    await sees(todo(clerk!, title), '前未上传将移除名录库')
    await uploads('继续填写', '上传报审', '第一稿')
    await passes(reviewer!, title, '通过', '已通过，现由“核准新一图两清单”环节办理')

    // 继续完善新一图两清单
    await clerk!.goto('/')
    await sees(clerk!, '我的待办')
    await office!.goto('/')
    await opensTodo(office!, title)
    await decides(/^继续完善新一图两清单/, '新流程图未体现减少的环节。')
    await todo(clerk!, title).waitFor({ timeout: TWO_SECONDS })
    await sees(todo(clerk!, title), '新流程图未体现减少的环节。')
    await uploads('修改并重新上传报审', '重新上传报审', '第二稿')
    await passes(reviewer!, title, '通过', '已通过，现由“核准新一图两清单”环节办理')

    // 进入三张清单编制等后续环节
    await office!.goto('/')
    await sees(todo(office!, title), '再次“继续完善新一图两清单”将移除名录库')
    await opensTodo(office!, title)
    await decides(/^进入三张清单编制等后续环节/)
    await sees(office!, '已办结')
    await clerk!.goto('/m/digital/matter')
    await clerk!.getByRole('link', { name: title }).first().click()
    await sees(clerk!.getByRole('main'), '进入三张清单编制等后续环节')
    expect(await clerk!.getByRole('toolbar', { name: '办理' }).count()).toBe(0)
    await shoot(clerk!, 'matter proceeded')

    async function decides(outcome: RegExp, words?: string) {
      await office!.getByRole('toolbar', { name: '办理' }).getByRole('button', { name: '核准' }).click()
      await office!.getByRole('radio', { name: outcome }).check()
      if (words !== undefined) await office!.getByLabel('具体意见').fill(words)
      await agrees(office!, '确定')
    }

    async function uploads(begin: string, send: string, draft: string) {
      await opensTodo(clerk!, title)
      await clerk!.getByRole('link', { name: begin }).click()
      const paper = await papersAfter(text, '演示区')
      // One of the same name and size would be refused as there already.
      await fillIn(clerk!, matter, { papersAfter: [{ ...paper, name: paper.name.replace('.docx', `${draft}.docx`) }] })
      await presses(clerk!, send)
      await agrees(clerk!, '确认上传报审')
      await sees(clerk!, '已上传，现由“审核新一图两清单”环节办理')
    }
  })
})
