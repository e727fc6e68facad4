import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { meeting } from '#modules/reform/meeting.ts'
import { shoot } from './browser.ts'
import { fillIn } from './form.ts'
import { somebody } from './people.ts'
import { agrees, begins, opensTodo, presses, sees, todo, TWO_SECONDS } from './seeing.ts'

const today = dayOf(new Date())
const TITLE = '市委全面深化改革委员会会议（演示第九十次）'

describe('深改委会议', () => {
  test('市委改革办录入 → 市委改革办审核发布 → 决定事项逐项下达: each decision on its unit’s desk at once, the units concerned read the meeting', async () => {
    const [office, lead, district] = await Promise.all(['市委改革办录入员一', '市商务委录入员', '璧山录入员'].map((name) => somebody(name)))
    for (const page of [lead!, district!]) {
      await page.goto('/')
      await sees(page, '我的待办')
    }
    await office!.goto('/')
    await begins(office!, '录入深改委会议')
    await fillIn(office!, meeting, {
      title: TITLE,
      session: '演示第九十次',
      heldOn: addDays(today, -2),
      agenda: [{ topic: '审议《完善内外贸一体化调控体系改革方案》（演示）', speaker: '重庆市商务委员会' }],
      decisions: [
        {
          what: '建立内外贸一体化标准衔接机制',
          asked: '梳理标准差异清单，建立衔接机制（演示）。',
          lead: '重庆市商务委员会',
          coUnits: ['璧山区'],
          feedbackBy: addDays(today, 20),
        },
        { what: '探索建立产业园区代办服务制度', lead: '璧山区', feedbackBy: addDays(today, 15) },
        { what: '健全外贸综合服务企业培育机制', lead: '重庆市商务委员会', feedbackBy: addDays(today, 25) },
      ],
    })
    await presses(office!, '提交')
    await agrees(office!, '确认提交')
    await sees(office!, '已提交，现由“市委改革办审核发布”环节办理')

    const publisher = await somebody('市委改革办审核员一')
    await publisher.goto('/')
    await opensTodo(publisher, TITLE)
    await presses(publisher, '审核发布')
    await sees(publisher.getByRole('dialog'), '将下达给 2 个单位：重庆市商务委员会、璧山区，共 3 项。')
    await shoot(publisher, 'meeting publishing')
    await agrees(publisher, '审核发布')
    await sees(publisher, '已审核发布，本事项已办结')
    await publisher.getByRole('tab', { name: '会议决定事项（3）' }).click()
    await sees(publisher, '共 3 项，本期已办结 0 项')

    // 决定事项逐项下达
    const title = '建立内外贸一体化标准衔接机制'
    await todo(lead!, title).waitFor({ timeout: TWO_SECONDS })
    await todo(district!, '探索建立产业园区代办服务制度').waitFor({ timeout: TWO_SECONDS })

    // 配合单位查看会议和决定事项
    await district!.goto('/m/reform/meeting-decision')
    await district!.getByRole('link', { name: title }).first().click()
    await district!.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: TITLE }).click()
    await district!.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await sees(district!, '健全外贸综合服务企业培育机制')
    const outsider = await somebody('巫溪录入员')
    await outsider.goto('/m/reform/meeting')
    await sees(outsider, '没有')
    expect(await outsider.getByText(TITLE).count()).toBe(0)
  })
})
