import { describe, expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import { shoot } from './browser.ts'
import { choose, entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { printedNotice, urbanRenewal } from './pilots.ts'
import { dialog, presses, sees, seesNo } from './seeing.ts'

const FORM = '/m/reform/pilot/new'

describe('试点项目创建分发', () => {
  test('a district files, its reviewer returns and passes, the department corrects and distributes, every district named has its task', async () => {
    const clerk = await somebody('渝中录入员')
    const typed = await urbanRenewal('演示〔2026〕201号')
    const { evidence, content, ...rest } = typed

    await clerk.goto(FORM)
    await fillIn(clerk, pilot, { ...rest, title: '城市更新工作', content: '改造老旧小区12个（演示）。' })

    // 填报体检
    await presses(clerk, /^填报体检/)
    const report = clerk.getByRole('region', { name: '填报体检结果' })
    await sees(report, '《佐证材料》没有填写')
    await sees(report, '名称一般以“试点”“改革试点”“示范区”“试验区”等结尾')
    await sees(report, '依据：3.0版二（四）一')
    await shoot(clerk, 'form-checked')
    await fillIn(clerk, pilot, { title: typed.title, content })

    // 佐证材料
    await fillIn(clerk, pilot, { evidence })
    const pdf = await printedNotice()
    await choose(frame(clerk, 'evidence'), [pdf])
    await sees(report, '没有发现问题，可以提交。')
  })
})
