import { readXlsx, type CellValue } from 'hucre'
import { describe, expect, test } from 'vitest'
import { pilotDistributed } from './arranged.ts'
import { PHONE, shoot } from './browser.ts'
import { somebody } from './people.ts'
import { agrees, presses, sees, seesNo } from './seeing.ts'
import { bytesOf, downloads, filledIn, gives } from './sheets.ts'

const PILOTS = '/m/reform/pilot'

/** A pilot as it is typed into the template. */
const typed = (docNo: string, title: string, more: Record<string, CellValue> = {}): Record<string, CellValue> => ({
  ...{
    试点名称: title,
    级别: '国家级',
    部署文件名称: `关于开展${title}工作的通知（演示）`,
    文号: docNo,
    部署单位: '住房和城乡建设部办公厅',
  },
  ...{
    主管市级部门: '市住房城乡建委',
    涉及区县: '渝北、江北',
    '领域/跑道': '城市更新与建设',
    部署时间: '2026年3月2日',
    完成时间: '2028.12.31',
  },
  试点内容: '1.开展城市更新统筹谋划机制改革（演示）；\n2.建立健全城市体检评估机制（演示）。',
  ...more,
})

describe('从 Excel 导入', () => {
  test('a template is filled in, what is wrong stands in its cell before anything is written, the good rows alone come in when asked for', async () => {
    const page = await somebody('渝北录入员')
    await page.goto(PILOTS)
    const template = await downloads(page, '下载模板')
    expect(template.suggestedFilename()).toBe('改革试点导入模板.xlsx')
    const bytes = await filledIn(await bytesOf(template), [
      typed('演示〔2026〕301号', '第三批城市更新试点'),
      typed('演示〔2026〕302号', '城市体检评估试点', { 级别: '省级', 主管市级部门: '市住建局', 完成时间: '2026年13月1日' }),
      typed('建办科函﹝2021﹞443号', '城市更新试点'),
      typed('演示〔2026〕303号', '', { 试点内容: '' }),
    ])

    // By keyboard alone: the menu, then the page.
    await page.getByRole('button', { name: /^导入/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '从 Excel 导入' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '从 Excel 导入改革试点' }).waitFor()
    await sees(page, '严禁上传涉密信息')
    await shoot(page, 'import start')
    await gives(page, '试点.xlsx', bytes)

    await sees(page, '默认全部导入或全部不导入：有 1 条需要修改，1 条已导入或重复，不会再次导入。现在没有写入任何内容。')
    const table = page.getByRole('table', { name: '表格各行的核对结果' })
    await sees(table, '《级别》只能是：国家级、市级')
    await sees(table, '《主管市级部门》中没有找到名为“市住建局”的单位')
    await sees(table, '《完成时间》不是有效的日期')
    await sees(table, '台账中已有：第一批城市更新试点')
    await sees(page, '“佐证材料”是必填的附件，表格中不能填写')
    expect(await page.getByRole('radio', { name: /^直接提交/ }).isDisabled()).toBe(true)
    await shoot(page, 'import preview')
    await page.getByText(/^全部 4$/).click()
    await sees(table, '第三批城市更新试点')
    await sees(table, '《试点名称》没有填写')

    const [marked] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^下载标注了问题的原表/ }).click()])
    const [sheet] = (await readXlsx(await bytesOf(marked))).sheets
    const notes = [...sheet!.cells!.values()].flatMap(({ comment }) => comment?.text ?? []).join('\n')
    expect(notes).toContain('《级别》只能是：国家级、市级')
    expect(notes).toContain('台账中已有：第一批城市更新试点')

    await presses(page, /^只导入没有问题的 2 条/)
    await agrees(page, '只导入这些')
    await sees(page, '已导入为草稿 2 条，2 条没有导入')
    await shoot(page, 'import done')
    await page.getByRole('link', { name: '查看台账' }).click()
    await sees(page.getByRole('table'), '第三批城市更新试点')
    await seesNo(page.getByRole('table'), '城市体检评估试点')

    // 同一表格再导入：不重复
    await page.goto(`${PILOTS}/import`)
    await gives(page, '试点.xlsx', bytes)
    await sees(page, /此行已于 .+ 导入：第三批城市更新试点/)
    await page.setViewportSize(PHONE)
    await sees(page, '重复')
    await shoot(page, 'import preview phone')
    expect(await page.getByRole('button', { name: /^只导入/ }).count()).toBe(0)

    // 换一个表格：没有决定的一次让位给新的
    await presses(page, '修改后重新上传')
    await gives(page, '改后.csv', Buffer.from('试点名称,文号\n第四批城市更新试点,演示〔2026〕305号\n'))
    await sees(page, '第四批城市更新试点')

    await page.goto('/jobs')
    await sees(page, '导入改革试点：试点.xlsx')
    for (const name of ['试点.xlsx', '改后.csv']) {
      await expect.poll(() => page.getByRole('button', { name: `移除 导入改革试点：${name}` }).count()).toBe(1)
      await page.getByRole('button', { name: `移除 导入改革试点：${name}` }).click()
      await agrees(page, '移除')
    }
    await sees(page, '最近 24 小时没有导入或批量下载')
  })

  test('a workbook that is none says so, and one may try again', async () => {
    const page = await somebody('江北录入员')
    await page.goto(`${PILOTS}/import`)
    await gives(page, '名单.csv', Buffer.from('姓名,电话\n甲,1\n'))
    await sees(page, '没有找到表头。请使用下载的模板')
    await sees(page, '没有写入任何内容。')
    await presses(page, '重新上传')
    await sees(page, '上传填好的表格')
  })

  test('what waits on the desk is filled in as one sheet and submitted in one go', async () => {
    const title = '城市更新表格填报试点'
    // Something else waits there as well.
    await pilotDistributed('演示〔2026〕306号', { title: '城市更新另行填报试点', districts: ['南岸'] })
    await pilotDistributed('演示〔2026〕304号', { title, districts: ['南岸'] })
    const page = await somebody('南岸录入员')
    await page.goto('/m/reform/pilot-progress')
    const desk = await downloads(page, '下载待填报表')
    const bytes = await filledIn(
      await bytesOf(desk),
      [
        {
          推进状态: '推进中',
          已开展工作: '1.召开领导小组会议，审议实施方案（演示）；\n2.举办现场推进会（演示）。',
          试点成果·成果名称: '建立城市体检评估机制',
          试点成果·成果形式: '机制',
          试点成果·具体举措及解决问题: '针对任务来源不实的问题，建立年度体检制度。',
          试点成果·具体成效: '得到肯定（演示）。',
        },
      ],
      title,
    )
    await page.goto('/m/reform/pilot-progress/import')
    await gives(page, '推进.xlsx', bytes)
    await page.getByRole('radio', { name: '直接提交', exact: true }).check()
    await sees(page, '填报已有事项')
    await presses(page, '导入全部 1 条')
    await sees(page, '已导入并提交 1 条')
    const reviewer = await somebody('南岸审核员')
    await reviewer.goto('/')
    await sees(reviewer.getByRole('region', { name: '我的待办' }), title)
  })

  test('whoever files nothing imports nothing', async () => {
    const page = await somebody('市委改革办领导')
    await page.goto(PILOTS)
    await sees(page, '批量下载')
    expect(await page.getByRole('button', { name: /^导入/ }).count()).toBe(0)
    await page.goto(`${PILOTS}/import`)
    await sees(page, '您的岗位不能导入改革试点')
  })
})
