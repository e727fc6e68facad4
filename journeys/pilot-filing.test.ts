import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pilot } from '#modules/reform/pilot.ts'
import { shoot } from './browser.ts'
import { choose, fillIn, frame, picks } from './form.ts'
import { slowly } from './network.ts'
import { somebody } from './people.ts'
import { printedNotice, urbanRenewal } from './pilots.ts'
import { agrees, opensTodo, presses, reads, sees, seesNo, todo, TWO_SECONDS } from './seeing.ts'

describe('试点项目创建分发', () => {
  test('a district files, withdraws and submits again, its reviewer returns and passes, the department corrects and distributes, every district named has its task', async () => {
    const clerk = await somebody('渝中录入员')
    const reviewer = await somebody('渝中审核员')
    await reviewer.goto('/')
    await sees(reviewer, '我的待办')

    // 区县录入
    const typed = await urbanRenewal('演示〔2026〕201号', { title: '第二批城市更新试点' })
    const { evidence, ...rest } = typed
    const notImproved = { title: '城市更新工作', content: '改造老旧小区12个（演示）。' }
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, { ...rest, ...notImproved })

    // 填报体检
    await presses(clerk, /^填报体检/)
    const report = clerk.getByRole('region', { name: '填报体检结果' })
    await sees(report, '《佐证材料》没有填写')
    await sees(report, '名称一般以“试点”“改革试点”“示范区”“试验区”等结尾')
    await sees(report, '依据：3.0版二（四）一')
    await shoot(clerk, 'form checked')
    await presses(clerk, '提交')
    await sees(frame(clerk, 'evidence'), '《佐证材料》没有填写')

    await filesEvidence(clerk, evidence[0]!.name, evidence)
    await presses(clerk, '提交')
    await sees(clerk.getByRole('dialog'), '填报体检有 2 条提示')
    await agrees(clerk, '返回修改')
    await fillIn(clerk, pilot, { content: typed.content })
    await seesNo(frame(clerk, 'content'), '没有看到')

    await submits(clerk, '仍要提交')
    await seesTodo(reviewer, notImproved.title, TWO_SECONDS)

    // 撤回，再次提交
    await presses(clerk, '撤回')
    await agrees(clerk, '撤回')
    await seesNo(reviewer, notImproved.title)
    await clerk.getByRole('link', { name: '继续填写' }).click()
    await submits(clerk, '仍要提交')
    await seesTodo(reviewer, notImproved.title, TWO_SECONDS)

    // 区县审核：驳回
    await opensTodo(reviewer, notImproved.title)
    await sees(reviewer, '改革试点名称应为')
    await presses(reviewer, '驳回')
    await returns(reviewer, '名称不规范', '名称应与文件一致，请填写“第二批城市更新试点”。')
    await sees(reviewer, '已驳回，现由“区县录入”环节办理')

    await clerk.goto('/')
    const back = todo(clerk, notImproved.title)
    await expect.poll(() => reads(back)).toContain('文字表述 / 名称不规范：名称应与文件一致，请填写“第二批城市更新试点”。')
    await shoot(clerk, 'workbench returned')
    await back.click()
    await clerk.getByRole('link', { name: '修改并重新提交' }).click()
    await sees(frame(clerk, 'title'), '驳回意见指向此项')
    await fillIn(clerk, pilot, { title: typed.title })
    await submits(clerk, '确认提交', '重新提交')

    // 区县审核：通过
    await reviewer.goto('/')
    await opensTodo(reviewer, typed.title)
    await presses(reviewer, '通过')
    await sees(reviewer.getByRole('dialog'), '由重庆市住房和城乡建设委员会的录入员办理')
    await agrees(reviewer, '通过')
    await sees(reviewer, '已通过，现由“主管市级部门确认并分发任务”环节办理')

    // 主管市级部门确认并分发任务
    const [lead, jiulongpo, nanan] = await Promise.all(['市住房城乡建委录入员', '九龙坡录入员', '南岸录入员'].map((name) => somebody(name)))
    await Promise.all([clerk, lead!, jiulongpo!, nanan!].map((page) => page.goto('/')))
    await Promise.all([clerk, jiulongpo!, nanan!].map((page) => sees(page, '我的待办')))
    await opensTodo(lead!, typed.title)
    await presses(lead!, '修改内容')
    await fillIn(lead!, pilot, { districts: ['南岸'] })
    await sees(lead!, '已修改 1 项，将随“确认并分发”一并生效')
    await presses(lead!, '确认并分发')
    await sees(lead!.getByRole('dialog'), '将下达给 3 个单位：渝中区、九龙坡区、南岸区')
    await shoot(lead!, 'record distributing')
    await agrees(lead!, '确认并分发')
    await sees(lead!, '已确认分发，本事项已办结')

    await Promise.all([clerk, jiulongpo!, nanan!].map((page) => seesTodo(page, typed.title, TWO_SECONDS)))
    await lead!.getByRole('tab', { name: '试点推进（3）' }).click()
    await sees(lead!, '共 3 个单位，本期已办结 0 个')
    await lead!.getByRole('tab', { name: '办理记录' }).click()
    await sees(lead!, '改动 1 项：涉及区县')
    await shoot(lead!, 'record history')
  })
})

/** Two files: the notice as Word, looked at in the page, and one as PDF, over a slow line so that its progress can be seen. */
async function filesEvidence(clerk: Page, word: string, evidence: { name: string; bytes: Uint8Array }[]) {
  const field = frame(clerk, 'evidence')
  await fillIn(clerk, pilot, { evidence })
  await presses(field, word)
  const preview = clerk.getByRole('dialog')
  await sees(preview.getByRole('region', { name: 'Word 文件内容' }), '演示〔2026〕201号')
  await shoot(clerk, 'preview Word')
  await clerk.keyboard.press('Escape')

  const pdf = await printedNotice()
  const restore = await slowly(clerk, { bytesPerSecond: 40_000 })
  await choose(field, [pdf])
  const progress = field.getByRole('progressbar', { name: `${pdf.name} 上传进度` })
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow')), { interval: 30 }).toBeGreaterThan(10)
  expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThan(100)
  await restore()
  await presses(field, pdf.name)
  await sees(preview.getByRole('region', { name: 'PDF 内容' }), '建办科函〔2021〕443号')
  await shoot(clerk, 'preview PDF')
  await clerk.keyboard.press('Escape')
}

async function submits(clerk: Page, confirm: '确认提交' | '仍要提交', button = '提交') {
  await presses(clerk, button)
  await sees(clerk.getByRole('dialog'), '提交后进入“区县审核”，由渝中区的审核员办理')
  await agrees(clerk, confirm)
  await sees(clerk, '已提交，现由“区县审核”环节办理')
}

async function returns(reviewer: Page, reason: string, words: string) {
  const dialog = reviewer.getByRole('dialog')
  await picks(reviewer, dialog.getByLabel('驳回原因'), reason)
  expect(await dialog.getByLabel('驳回意见').inputValue()).toContain('改革试点名称应为')
  await sees(dialog, '依据：操作说明（3.0版）二（四）一')
  await dialog.getByLabel('驳回意见').fill(words)
  await shoot(reviewer, 'record returning')
  await agrees(reviewer, '驳回')
}

async function seesTodo(page: Page, title: string, timeout: number) {
  await todo(page, title).waitFor({ timeout })
}
