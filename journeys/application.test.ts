import { describe, test } from 'vitest'
import { application } from '#modules/digital/application.ts'
import { keptDocument } from '#seeds/documents.ts'
import { shoot } from './browser.ts'
import { INTRODUCTION, listsChecked, reviewed } from './digital.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { presses, sees } from './seeing.ts'

const NAME = '农机跨区作业一网办'
describe('特色应用', () => {
  test('区县录入 → 区县审核 → 市委改革办审核: on the district’s own “三张清单” that are 查重通过, one application each, updated while it is in use', async () => {
    await listsChecked('奉节', 'birth', `${NAME}应用`)
    const clerk = await somebody('奉节录入员')
    await clerk.goto('/m/digital/application/new')
    await fillIn(clerk, application, { name: NAME, threeLists: `${NAME}应用`, onlineOn: '2026-06-01', introduction: '已上线运行。' })
    await entry(clerk, 'introduction').blur()
    await sees(frame(clerk, 'introduction'), '简介中没有看到主要功能')
    await fillIn(clerk, application, {
      introduction: INTRODUCTION,
      screenshots: [await keptDocument('S02-service.png', '主要功能界面')],
    })
    await reviewed(clerk, '奉节', NAME)

    // 同一份“三张清单”只有一个应用
    await clerk.goto('/m/digital/application/new')
    await fillIn(clerk, application, { threeLists: `${NAME}应用` })
    await sees(clerk, '这份“三张清单”已经填报过上线应用')
    await shoot(clerk, 'application taken')

    // 办件量、用户数有变化时更新
    await clerk.goto('/m/digital/application')
    await clerk.getByRole('link', { name: NAME, exact: true }).first().click()
    await presses(clerk, '更新应用情况')
    await fillIn(clerk, application, { introduction: INTRODUCTION.replace('1200件', '1500件') })
    await sees(frame(clerk, 'introduction'), '较上次有改动')
    await reviewed(clerk, '奉节', NAME)
    await sees(clerk, '月均办件量1500件')
  })
})
