import { describe, test } from 'vitest'
import { news } from '#modules/reform/news.ts'
import { expectRefusal } from './browser.ts'
import { fillIn } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, presses, sees } from './seeing.ts'

describe('工作动态', () => {
  test('what a unit publishes everybody reads, and nobody before', async () => {
    const [clerk, reviewer, elsewhere] = await Promise.all([somebody('巫溪录入员'), somebody('巫溪审核员'), somebody('南川录入员')])
    const title = '巫溪县开展政务服务改革走访'
    await clerk.goto('/m/reform/news/new')
    await fillIn(clerk, news, { title, happenedOn: '2026-11-02', content: '走访各乡镇服务窗口（演示）。' })
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '现由“单位审核发布”环节办理')
    const path = new URL(clerk.url()).pathname
    expectRefusal(elsewhere, 404, '/api/reform/news/')
    await elsewhere.goto(path)
    await sees(elsewhere, '没有找到')
    await reviewer.goto('/')
    await opensTodo(reviewer, title)
    await presses(reviewer, '审核发布')
    await agrees(reviewer, '审核发布')
    await elsewhere.goto('/m/reform/news')
    await elsewhere.getByRole('link', { name: title }).first().click()
    await sees(elsewhere, '走访各乡镇服务窗口')
  })
})
