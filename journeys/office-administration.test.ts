import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { AS_DECLARED } from '#kernel/tuned.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { manualDocument } from '#seeds/manual-document.ts'
import { caller, PILOT, pilotSubmitted } from './arranged.ts'
import { expectRefusal, shoot } from './browser.ts'
import { choose, entry, fillIn, frame, picks } from './form.ts'
import { somebody, written } from './people.ts'
import { urbanRenewal } from './pilots.ts'
import { agrees, presses, reads, sees, seesNo, TWO_SECONDS } from './seeing.ts'

const KEEPER = '市委改革办模块管理员'
const HINT = '写全称，与国家文件一致（演示）。'

// The other journeys file under the wording of the manual.
afterAll(async () => {
  const keeper = await caller(KEEPER)
  const all = (await (await keeper.get('/api/tunings')).json()) as { module: string; version: number }[]
  for (const { module, version } of all)
    await keeper.put(`/api/${module}/tuning`, { data: { version, tuning: AS_DECLARED }, headers: written() })
})

describe('业务设置', () => {
  test('guidance, days and checks are changed, previewed and in force at once on an open form; the history lays them side by side', async () => {
    const [keeper, clerk] = await Promise.all([somebody(KEEPER), somebody('北碚录入员')])
    await clerk.goto('/m/reform/pilot/new')
    await sees(frame(clerk, 'title'), pilot.fields.title.hint!)
    await fillIn(clerk, pilot, { level: '市级' })
    await sees(frame(clerk, 'level'), '市级试点不计分')

    await keeper.goto('/')
    await keeper.getByRole('link', { name: '业务设置' }).first().click()
    await keeper.getByRole('heading', { level: 1, name: '业务设置' }).waitFor()
    await keeper.goto('/administration/businesses?of=reform/pilot')
    await keeper.getByLabel('填写说明：试点名称', { exact: true }).fill(HINT)
    await keeper.getByLabel('区县审核').fill('8')
    await keeper.getByRole('switch', { name: /市级试点不计分的提示/ }).click()
    await sees(keeper, '改动 3 项，尚未保存')
    await presses(keeper, '预览')
    const preview = keeper.getByRole('dialog', { name: /预览/ })
    await sees(preview, HINT)
    await shoot(keeper, 'office preview')
    await keeper.keyboard.press('Escape')
    await preview.waitFor({ state: 'hidden' })
    await keeper.getByLabel('修改说明').fill('按演示要求修订')
    await presses(keeper, '保存并生效')
    await sees(keeper, /已保存为第 \d+ 版，即刻生效/)

    await frame(clerk, 'title').getByText(HINT).waitFor({ timeout: TWO_SECONDS })
    await expect.poll(() => clerk.getByText('市级试点不计分').count()).toBe(1)
    await entry(clerk, 'title').fill('市级城市更新试点')
    await seesNo(frame(clerk, 'level'), '市级试点不计分')
    await clerk.goto('/help/reform/pilot')
    await sees(clerk, HINT)
    await sees(clerk, '8 日内办理')
    const checked = clerk.getByRole('region', { name: '填报体检' })
    await sees(checked, '试点名称可能与已填报的事项重复（3.0版二（二））')
    await seesNo(checked, '市级试点不计分的提示')

    await keeper.getByRole('tab', { name: '修改记录' }).click()
    await keeper.getByRole('button', { name: '查看改动' }).first().click()
    const changed = keeper.getByRole('region', { name: '填写说明：试点名称' })
    await expect.poll(() => reads(changed)).toContain(HINT)
    await expect.poll(() => reads(changed)).toContain(pilot.fields.title.hint)
    await sees(keeper, '按演示要求修订')
    await shoot(keeper, 'office history')
  })

  test('outside the filing window a form is written and saved and not submitted; opened again, it is', async () => {
    const [keeper, clerk] = await Promise.all([somebody(KEEPER), somebody('垫江录入员')])
    await clerk.goto('/m/reform/pilot/new')
    await fillIn(clerk, pilot, await urbanRenewal('演示〔2026〕271号', { title: '填报时间核验试点', districts: ['垫江'] }))
    await window(keeper, ['2026-01-01', '2026-01-31'])
    await clerk.getByText('填报时间已于2026-01-31截止').first().waitFor({ timeout: TWO_SECONDS })
    expect(await clerk.getByRole('button', { name: '提交', exact: true }).isDisabled()).toBe(true)
    await entry(clerk, 'title').fill('填报时间核验试点（暂存）')
    await clerk.getByRole('heading', { level: 1, name: '填报时间核验试点（暂存）' }).waitFor()
    await shoot(clerk, 'form outside its window')

    await window(keeper, null)
    await seesNo(clerk, '填报时间已于')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“区县审核”环节办理')
  })

  test('of two administrators the second is told before saving, and nothing of the first is lost', async () => {
    const [first, second] = await Promise.all([somebody(KEEPER), somebody(KEEPER)])
    for (const page of [first, second]) {
      await page.goto('/administration/businesses?of=reform/pilot-progress')
      await page.getByLabel('填写说明：已开展工作', { exact: true }).waitFor()
    }
    await second.getByLabel('填写说明：已开展工作', { exact: true }).fill('第二人的说明')
    await first.getByLabel('填写说明：存在问题', { exact: true }).fill('第一人的说明')
    await presses(first, '保存并生效')
    await sees(second, /他人刚刚保存了第 \d+ 版/)
    expect(await second.getByRole('button', { name: '保存并生效' }).isDisabled()).toBe(true)
    await presses(second, '放弃修改，载入最新')
    await expect.poll(() => second.getByLabel('填写说明：存在问题', { exact: true }).inputValue()).toBe('第一人的说明')
  })

  test('what was just saved stands there while the list of all settings is still being fetched', async () => {
    const keeper = await somebody(KEEPER)
    await keeper.goto('/administration/businesses?of=reform/demand')
    const hint = keeper.getByLabel('填写说明：需求描述', { exact: true })
    await hint.fill('刚刚保存的说明')
    const fetched = Promise.withResolvers<void>()
    await keeper.route('**/api/tunings', async (route) => {
      await fetched.promise
      await route.continue()
    })
    await presses(keeper, '保存并生效')
    await sees(keeper, /^现行第 \d+ 版$/)
    expect(await hint.inputValue()).toBe('刚刚保存的说明')
    fetched.resolve()
    await sees(keeper, /已保存为第 \d+ 版/)
    expect(await hint.inputValue()).toBe('刚刚保存的说明')
  })
})

describe('字典维护', () => {
  test('of two administrators at one term the second is refused, and the name the first gave it stays', async () => {
    const [first, second] = await Promise.all([somebody(KEEPER), somebody(KEEPER)])
    for (const page of [first, second]) {
      await page.goto('/administration/dictionaries?of=return-reasons')
      await presses(page, '编辑 内容与改革无关')
      await page.getByRole('dialog').getByLabel('依据条款').waitFor()
    }
    const words = await first.getByRole('dialog').getByLabel('建议用语').inputValue()
    await first.getByRole('dialog').getByLabel('建议用语').fill('第一人的用语（演示）')
    await agrees(first, '保存')
    await sees(first, '选项已更新')
    expectRefusal(second, 409, '/api/office/dictionaries/return-reasons')
    await second.getByRole('dialog').getByLabel('依据条款').fill('第二人的依据（演示）')
    await presses(second.getByRole('dialog'), '保存')
    await second
      .getByRole('dialog')
      .getByRole('alert')
      .getByText(/更新|修改/)
      .waitFor()
    await presses(second.getByRole('dialog'), '取消')
    await presses(second, '编辑 内容与改革无关')
    expect(await second.getByRole('dialog').getByLabel('建议用语').inputValue()).toBe('第一人的用语（演示）')
    await second.getByRole('dialog').getByLabel('建议用语').fill(words)
    await agrees(second, '保存')
  })

  test('a renamed track is offered under its new name; what was filed keeps the old one, a retired one is no longer offered', async () => {
    const old = await pilotSubmitted('演示〔2026〕272号', { title: '更名前填报的试点', districts: ['大足'], by: '大足' })
    const [keeper, clerk] = await Promise.all([somebody(KEEPER), somebody('大足录入员')])
    await clerk.goto('/m/reform/pilot/new')
    await keeper.goto('/administration/dictionaries?of=field-track')
    await presses(keeper, '编辑 城市更新与建设')
    await keeper.getByRole('dialog').getByLabel('名称', { exact: true }).fill('城市更新提升')
    await sees(keeper.getByRole('dialog'), '选今天的，保存后立即启用')
    await agrees(keeper, '保存')
    await sees(keeper.getByRole('table'), '曾用名“城市更新与建设”')
    await shoot(keeper, 'office dictionary')

    await offers(clerk, '城市更新提升')
    await clerk.keyboard.press('Escape')
    await clerk.goto(`/m/reform/pilot/${old.id}`)
    await sees(clerk, /\/ 城市更新与建设$/)
    const fresh = await pilotSubmitted('演示〔2026〕273号', { title: '更名后填报的试点', districts: ['大足'], by: '大足' })
    await clerk.goto(`/m/reform/pilot/${fresh.id}`)
    await sees(clerk, /\/ 城市更新提升$/)
    await clerk.goto('/m/reform/pilot?q=填报的试点')
    await sees(clerk.getByRole('row', { name: /更名前/ }), /城市更新与建设/)
    await sees(clerk.getByRole('row', { name: /更名后/ }), /城市更新提升/)

    await presses(keeper, '新增选项')
    await picks(keeper, keeper.getByLabel('上级', { exact: true }), '党建统领')
    await keeper.getByRole('dialog').getByLabel('名称', { exact: true }).fill('临时跑道')
    await agrees(keeper, '保存')
    await presses(keeper, '编辑 临时跑道')
    const retired = keeper.getByRole('dialog').getByLabel('停用日期')
    await retired.fill(dayOf(new Date()))
    await retired.press('Enter')
    await agrees(keeper, '保存')
    await sees(keeper.getByRole('row', { name: /临时跑道/ }), /后停用/)
    await keeper.getByRole('tab', { name: '修改记录' }).click()
    await keeper.getByRole('button', { name: '查看改动' }).first().click()
    await sees(keeper, /使用到：/)

    // The other journeys know the track by its first name.
    await keeper.getByRole('tab', { name: /^选项/ }).click()
    await presses(keeper, '编辑 城市更新提升')
    await keeper.getByRole('dialog').getByLabel('名称', { exact: true }).fill('城市更新与建设')
    await agrees(keeper, '保存')
  })
})

describe('驳回原因', () => {
  test('is kept for the businesses it names, points at fields of theirs, and the history says so', async () => {
    const keeper = await somebody(KEEPER)
    await keeper.goto('/administration/dictionaries?of=return-reasons')
    await presses(keeper, '新增选项')
    const dialog = keeper.getByRole('dialog')
    await picks(keeper, dialog.getByLabel('上级', { exact: true }), '佐证材料')
    await dialog.getByLabel('名称', { exact: true }).fill('清单缺页（演示）')
    await picks(keeper, dialog.getByLabel('所指填报项'), '部署文件名称')
    await sees(dialog, '部署文件名称')
    await picks(keeper, dialog.getByLabel('适用业务'), '一件事')
    // A field that these businesses do not have is no longer pointed at.
    await seesNo(dialog, '部署文件名称')
    await picks(keeper, dialog.getByLabel('所指填报项'), '原一图两清单')
    await shoot(keeper, 'office reason')
    await agrees(keeper, '保存')
    await sees(keeper.getByRole('row', { name: /清单缺页/ }), '一件事')
    await presses(keeper, '编辑 清单缺页（演示）')
    await sees(dialog, '一件事')
    const retired = dialog.getByLabel('停用日期')
    await retired.fill(dayOf(new Date()))
    await retired.press('Enter')
    await agrees(keeper, '保存')
    await keeper.getByRole('tab', { name: '修改记录' }).click()
    await keeper.getByRole('button', { name: '查看改动' }).nth(1).click()
    await sees(keeper, '适用业务：一件事')
    await sees(keeper, '所指填报项：原一图两清单')
  })
})

describe('通知公告', () => {
  test('a notice with an attachment is unread on the workbenches it is for at once, read once opened, counted by unit, and withdrawn', async () => {
    const [keeper, clerk, other] = await Promise.all([somebody(KEEPER), somebody('荣昌录入员'), somebody('市住房城乡建委录入员')])
    for (const page of [clerk, other]) {
      await page.goto('/')
      await page.getByRole('region', { name: '通知公告' }).waitFor()
    }
    await keeper.goto('/administration/notices')
    await presses(keeper, '发布通知')
    const dialog = keeper.getByRole('dialog')
    await dialog.getByLabel('标题').fill('关于核验填报情况的通知（演示）')
    await dialog.getByLabel('正文').fill('荣昌、永川：\n请核验本季度填报情况。')
    await dialog.getByText('指定单位').click()
    await picks(keeper, dialog.getByLabel('单位', { exact: true }), '荣昌区')
    await picks(keeper, dialog.getByLabel('单位', { exact: true }), '永川区')
    await dialog.getByLabel('标题').click()
    await dialog.getByRole('checkbox', { name: /^本人承诺/ }).check()
    await choose(dialog, [{ name: '核验要点（演示）.docx', bytes: await manualDocument('核验要点（演示）', [pilot]) }])
    await dialog.getByRole('link', { name: '下载 核验要点（演示）.docx' }).waitFor()
    await shoot(keeper, 'office notice')
    await agrees(keeper, '发布')

    const card = clerk.getByRole('region', { name: '通知公告' })
    await card.getByRole('link', { name: /未读关于核验填报情况/ }).waitFor({ timeout: TWO_SECONDS })
    await card.getByRole('link', { name: /关于核验填报情况/ }).click()
    await sees(clerk, '请核验本季度填报情况。')
    const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByRole('link', { name: /^下载 核验要点/ }).click()])
    expect(download.suggestedFilename()).toBe('核验要点（演示）.docx')
    await sees(clerk, /已阅/)
    await shoot(clerk, 'notice')
    expect(await other.getByText('关于核验填报情况').count()).toBe(0)

    await presses(keeper, /已读情况：关于核验填报情况/)
    const drawer = keeper.getByRole('dialog', { name: /已读情况/ })
    await sees(drawer, '未读单位（1）')
    await sees(drawer, '永川区')
    await drawer.getByText('已读单位（1）').click()
    await sees(drawer, '演示·荣昌录入员')
    await shoot(keeper, 'office readings')
    await keeper.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })

    await clerk.goto('/notices')
    await sees(clerk, '关于核验填报情况')
    await presses(keeper, /^撤回 关于核验填报情况/)
    await keeper.getByLabel('撤回原因').fill('改期核验')
    await agrees(keeper, '撤回')
    await sees(keeper.getByRole('row', { name: /关于核验填报情况/ }), '已撤回')
    await seesNo(clerk, '关于核验填报情况')
  })
})

describe('操作手册', () => {
  test('a manual is issued and issued anew; everybody downloads it from the help page, earlier editions too', async () => {
    const [keeper, clerk] = await Promise.all([somebody(KEEPER), somebody('铜梁录入员')])
    await keeper.goto('/administration/manuals')
    await presses(keeper, '新增手册')
    await keeper.getByRole('dialog').getByLabel('名称', { exact: true }).fill('试点推进填报要点（演示）')
    await picks(keeper, keeper.getByLabel('所属业务'), '试点推进')
    await uploads(keeper, '试点推进填报要点（演示）.docx')
    await agrees(keeper, '发布')
    await presses(keeper, '发布新版 试点推进填报要点（演示）')
    await keeper.getByRole('dialog').getByLabel('版本说明').fill('补充范例')
    await uploads(keeper, '试点推进填报要点（第二版，演示）.docx')
    await agrees(keeper, '发布')
    await sees(keeper.getByRole('row', { name: /试点推进填报要点/ }), '第 2 版')
    await shoot(keeper, 'office manuals')

    await clerk.goto('/help/reform/pilot-progress')
    await sees(clerk, '补充范例')
    await clerk.getByText('历史版本（1）').click()
    const [download] = await Promise.all([
      clerk.waitForEvent('download'),
      clerk.getByRole('link', { name: '试点推进填报要点（演示）（第 1 版）' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('试点推进填报要点（演示）.docx')
    await presses(keeper, '停用 试点推进填报要点（演示）')
    await agrees(keeper, '停用')
    await seesNo(clerk, '补充范例')
  })
})

test('nobody but the office’s module administrator has these pages, or what is behind them', async () => {
  for (const name of ['渝中录入员', '市委改革办审核员一', '市委改革办领导', '重庆市系统管理员']) {
    const page = await somebody(name)
    for (const path of ['businesses', 'dictionaries', 'notices', 'manuals']) {
      await page.goto(`/administration/${path}`)
      await sees(page.getByRole('heading', { level: 1 }), '没有找到')
    }
    expect(await page.getByRole('link', { name: '业务设置' }).count()).toBe(0)
    const api = await caller(name)
    for (const path of ['/api/office/notices', '/api/office/manuals', '/api/office/dictionaries', `${PILOT}/tuning/versions`])
      expect((await api.get(path)).status(), `${name} ${path}`).toBe(403)
  }
})

/** Sets the filing window of pilots, from the page as it is. */
async function window(keeper: Page, days: [string, string] | null) {
  await keeper.goto('/administration/businesses?of=reform/pilot')
  const picker = keeper.locator('.ant-picker-range')
  if (days === null) {
    await picker.hover()
    await picker.locator('.ant-picker-clear').click()
  } else {
    const [from, to] = [picker.locator('input').first(), picker.locator('input').last()]
    await from.fill(days[0])
    await from.press('Enter')
    await to.fill(days[1])
    await to.press('Enter')
  }
  await presses(keeper, '保存并生效')
  await sees(keeper, /已保存为第 \d+ 版/)
}

/** The track is offered to whoever types it; a list that opened before it was renamed is looked through anew. */
async function offers(page: Page, label: string) {
  const found = page.locator('.ant-select-tree-title').filter({ hasText: label, visible: true })
  await expect
    .poll(async () => {
      await entry(page, 'track').fill('')
      await entry(page, 'track').fill(label)
      return found.count()
    })
    .toBeGreaterThan(0)
}

async function uploads(keeper: Page, name: string) {
  const dialog = keeper.getByRole('dialog')
  const promise = dialog.getByRole('checkbox', { name: /^本人承诺/ })
  if (!(await promise.isChecked())) await promise.check()
  await choose(dialog, [{ name, bytes: await manualDocument(name, [pilot]) }])
  await dialog.getByRole('link', { name: `下载 ${name}` }).waitFor()
}
