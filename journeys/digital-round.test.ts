import { describe, expect, test } from 'vitest'
import { matter } from '#modules/digital/matter.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { act, caller, done } from './arranged.ts'
import { before, MATTER, matterListed, matterWaiting } from './digital.ts'
import { expectRefusal, shoot } from './browser.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, passes, presses, reads, sees, seesNo, todo, TWO_SECONDS } from './seeing.ts'

describe('一件事填报与集中核准', () => {
  test('区县录入 → 区县审核 → 市委改革办集中核准: of two of one content one is taken in, the other is told which; both leave the table', async () => {
    const office = await somebody('市委改革办审核员一')
    await office.goto('/round/digital/matter')
    await sees(office, '待核准')
    const theirs = await matterWaiting('开州', '建立健全二手车交易登记机制“一件事”')

    // 区县录入员
    const title = '二手车交易登记“一件事”'
    const clerk = await somebody('江北录入员')
    await clerk.goto('/m/digital/matter/new')
    await clerk.getByRole('link', { name: '查询名录库' }).waitFor()
    await fillIn(clerk, matter, { title: '二手车交易平台' })
    await entry(clerk, 'title').blur()
    await sees(frame(clerk, 'title'), '应用、平台请在后续环节填报')
    await fillIn(clerk, matter, { title, track: '营商环境', papersBefore: [await before(title)] })
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“区县审核”环节办理')

    // 区县审核员
    const reviewer = await somebody('江北审核员')
    await passes(reviewer, title, '通过', '已通过，现由“核准原一图两清单”环节办理')

    // 市委改革办: both lie side by side without a reload.
    const group = office.getByRole('region', { name: '相同或相近：建立健全二手车交易登记机制“一件事”' })
    await group.waitFor({ timeout: TWO_SECONDS })
    await sees(group, '江北区')
    await presses(group, (await before(title)).name)
    await sees(office.getByRole('dialog'), '一、原业务流程图')
    await presses(office.getByRole('dialog'), '关闭')
    await group.getByRole('listitem').filter({ hasText: '江北区' }).getByRole('radio', { name: '纳入名录库并晾晒' }).check()
    await sees(group, `江北区《${title}》纳入名录库并晾晒，另 1 件已有重复事项`)
    await shoot(office, 'round chosen')
    await presses(group, '按此核准')
    await sees(office.getByRole('dialog'), `意见：与江北区《${title}》相同或相近，该事项已纳入名录库并晾晒。`)
    await agrees(office, '确认核准')
    await sees(office, '已核准 2 件')
    await expect.poll(() => group.count()).toBe(0)
    await seesNo(office, title)

    // 两个区县各自看到结果
    await clerk.goto('/')
    await sees(todo(clerk, title), '前未上传将移除名录库')
    await sees(todo(clerk, title), /还有 \d+ 天/)
    await opensTodo(clerk, title)
    await sees(clerk, '前未上传将移除名录库')
    await shoot(clerk, 'matter listed')
    const other = await somebody('开州录入员')
    await other.goto(`/m/digital/matter/${theirs.id}`)
    await sees(other, '已终止')
    await sees(other, `与江北区《${title}》相同或相近，该事项已纳入名录库并晾晒。`)
    await sees(other, '需停止与该“一件事”有关后续工作')
    await shoot(other, 'matter repeated')
  })

  test('继续深化完善原一图两清单: decided one by one on the same table, with words, and back within a week', async () => {
    const title = '流浪犬管理“一件事”'
    const { id } = await matterWaiting('武隆', title)
    const office = await somebody('市委改革办审核员二')
    await office.goto('/round/digital/matter')
    const item = office.getByRole('region', { name: '其他待核准' }).getByRole('listitem').filter({ hasText: title })
    await presses(item, '单独核准')
    await office.getByRole('radio', { name: /^继续深化完善原一图两清单/ }).check()
    await presses(office.getByRole('dialog'), '确定')
    await sees(office, '请写明具体意见')
    await office.getByLabel('具体意见').fill('业务事项清单请细化到三级事项。')
    await agrees(office, '确定')
    await expect.poll(() => item.count()).toBe(0)
    const clerk = await somebody('武隆录入员')
    await clerk.goto('/')
    await sees(todo(clerk, title), '前未重新提交将记为超期')
    await expect.poll(() => reads(todo(clerk, title))).toContain('继续深化完善原一图两清单：业务事项清单请细化到三级事项。')

    // Filed again it is decided anew: nothing of the first decision is still chosen or said.
    const theirs = await caller('武隆录入员')
    const sent = await act(theirs, MATTER, await done<RecordAnswer>(theirs.get(`${MATTER}/${id}`)), 'submit')
    await act(await caller('武隆审核员'), MATTER, sent, 'pass')
    await presses(item, '单独核准')
    await office.getByRole('dialog').waitFor()
    expect(await office.getByRole('dialog').locator('input[type=radio]:checked').count()).toBe(0)
    expect(await office.getByLabel('具体意见').inputValue()).toBe('')
    await office.getByRole('radio', { name: /^继续深化完善原一图两清单/ }).check()
    await office.getByLabel('具体意见').fill('只是想一想')
    await presses(office.getByRole('dialog'), '取消')
    // What is put down unanswered is taken up where it was left.
    await presses(item, '单独核准')
    expect(await office.getByLabel('具体意见').inputValue()).toBe('只是想一想')
  })

  test('who comes to the table while a decision is being confirmed is not decided on with the others', async () => {
    await matterWaiting('巫山', '建立健全老年助餐服务登记机制“一件事”')
    await matterWaiting('奉节', '老年助餐服务登记“一件事”')
    const office = await somebody('市委改革办审核员二')
    await office.goto('/round/digital/matter')
    const group = office.getByRole('region', { name: '相同或相近：建立健全老年助餐服务登记机制“一件事”' })
    await group.getByRole('listitem').filter({ hasText: '奉节县' }).getByRole('radio', { name: '纳入名录库并晾晒' }).check()
    await presses(group, '按此核准')
    const dialog = office.getByRole('dialog')
    await sees(dialog, '共 2 件')
    await matterWaiting('巫溪', '老年助餐服务登记管理“一件事”')
    await group.getByText('巫溪县').first().waitFor({ state: 'attached' })
    expect(await reads(dialog)).not.toContain('巫溪县')
    await agrees(office, '确认核准')
    await sees(office, '已核准 2 件')
    await sees(office.getByRole('region', { name: '其他待核准' }), '老年助餐服务登记管理“一件事”')
  })
})

describe('比对区县“一件事”名录库', () => {
  test('a district finds what another has taken in and cannot open its record', async () => {
    const title = '电动自行车充电设施“一件事”'
    const { id } = await matterListed('城口', title)
    const clerk = await somebody('巫溪录入员')
    await clerk.goto('/')
    await clerk.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名录库' }).click()
    await clerk.getByRole('textbox', { name: '搜索' }).fill('充电 电动自行车')
    await sees(clerk, '共 1 件')
    const row = clerk.getByRole('row').filter({ hasText: title })
    await expect.poll(() => reads(row)).toContain('城口县')
    expect(await row.getByRole('link').count()).toBe(0)
    await shoot(clerk, 'directory found')
    await clerk.getByRole('textbox', { name: '搜索' }).fill('绝无此事')
    await sees(clerk, '名录库中没有名称含“绝无此事”的一件事。')
    await presses(clerk, '查看全部')
    await clerk.getByRole('group', { name: '按填报单位查看' }).getByRole('button', { name: /^城口/ }).click()
    await sees(clerk, '共 1 件')
    expectRefusal(clerk, 404, MATTER)
    await clerk.goto(`/m/digital/matter/${id}`)
    await sees(clerk, '没有')

    const own = await somebody('城口录入员')
    await own.goto('/directory/digital/matter')
    await own.getByRole('link', { name: title }).click()
    await own.getByRole('heading', { level: 1, name: title }).waitFor()
  })
})
