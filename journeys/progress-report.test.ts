import { describe, expect, test } from 'vitest'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { pilotDistributed, progressConfirmed } from './arranged.ts'
import { shoot } from './browser.ts'
import { entry, fillIn, frame } from './form.ts'
import { somebody } from './people.ts'
import { agrees, opensTodo, passes, presses, sees, seesNo, todo, TWO_SECONDS } from './seeing.ts'

const WORK = ['召开区城市更新工作领导小组会议，审议试点实施方案（演示）', '举办城市更新现场推进会，推广存量土地盘活做法（演示）']
const ITEMISED = `1.${WORK[0]}；\n2.${WORK[1]}。`
const RESULTS = [
  {
    name: '健全城市更新项目规划和用地管理政策体系',
    form: '制度',
    measure: '针对存量土地盘活难的问题，出台《城市更新项目用地管理办法（演示）》，实现规划用地一体审批。',
    effect: '在全市城市更新工作会上作交流（演示）。',
  },
  {
    name: '建立城市体检评估机制',
    form: '机制',
    measure: '针对更新任务来源不实的问题，建立年度体检制度，实现先体检后更新。',
    effect: '得到主管部门肯定（演示）。',
  },
]

describe('试点项目推进状态更新', () => {
  test('a district reports progress and results row by row, through its reviewer and the department to the reform office; the next report begins with what is known', async () => {
    const title = '城市更新可持续模式试点'
    const pilot = await pilotDistributed('演示〔2026〕211号', { title, districts: ['江北'] })
    const clerk = await somebody('江北录入员')
    await clerk.goto('/')
    await opensTodo(clerk, title)
    await clerk.getByRole('link', { name: '继续填写' }).click()
    await sees(clerk, '重庆市住房和城乡建设委员会')

    // 已开展工作：条目式列举
    await fillIn(clerk, pilotProgress, { status: '推进中', workDone: WORK.join('\n') })
    await entry(clerk, 'workDone').blur()
    await sees(frame(clerk, 'workDone'), '已开展工作应条目式列举')
    await presses(clerk, '逐行编号')
    await seesNo(frame(clerk, 'workDone'), '已开展工作应条目式列举')
    await fillIn(clerk, pilotProgress, { workDone: ITEMISED, problems: '更新项目用地手续衔接的政策依据不足（演示）。' })

    // 试点成果：按“+”号逐项录入
    await fillIn(clerk, pilotProgress, { results: [{ ...RESULTS[0], name: '印发《关于加强城市更新工作的通知》' }, RESULTS[1]!] })
    await sees(frame(clerk, 'results.0.name'), '印发通知、试点方案不属于制度性成果')
    await entry(clerk, 'results.0.name').fill(RESULTS[0]!.name)
    await seesNo(frame(clerk, 'results.0.name'), '印发通知、试点方案不属于制度性成果')
    await sees(frame(clerk, 'results'), '共 2 项')
    await shoot(clerk, 'form results')

    await presses(clerk, '提交')
    await sees(clerk.getByRole('dialog'), '由江北区的审核员办理')
    await agrees(clerk, '确认提交')
    await sees(clerk, '已提交，现由“区县审核”环节办理')

    // 区县审核 → 主管市级部门审核 → 市委改革办审核确认
    await passes(await somebody('江北审核员'), title, '通过', '已通过，现由“主管市级部门审核”环节办理')
    await passes(await somebody('市住房城乡建委录入员'), title, '通过', '已通过，现由“市委改革办审核确认”环节办理')
    await passes(await somebody('市委改革办审核员一'), title, '审核确认', '已审核确认，本期报告已办结')
    await sees(clerk, '已办结')

    // 下次更新：内容已带入
    await presses(clerk, '更新推进情况')
    await frame(clerk, 'workDone').waitFor()
    expect(await entry(clerk, 'workDone').inputValue()).toBe(ITEMISED)
    expect(await entry(clerk, 'results.1.name').inputValue()).toBe(RESULTS[1]!.name)
    await fillIn(clerk, pilotProgress, { status: '已完成' })
    await fillIn(clerk, pilotProgress, { acceptedOn: '2026.11.2' })
    await sees(frame(clerk, 'status'), '较上次有改动')
    await presses(clerk, '提交')
    await agrees(clerk, '确认提交')
    await sees(clerk, '第 2 次报告')
    expect(pilot.children).toHaveLength(1)
  })

  test('无变化: what has not changed is reported in one press', async () => {
    const title = '城市更新投融资试点'
    const pilot = await pilotDistributed('演示〔2026〕212号', { title, districts: ['南岸'] })
    const { id } = await progressConfirmed(pilot, '南岸', { status: '推进中', workDone: ITEMISED, results: RESULTS })
    const [clerk, reviewer] = await Promise.all([somebody('南岸录入员'), somebody('南岸审核员')])
    await reviewer.goto('/')
    await sees(reviewer, '我的待办')
    await clerk.goto(`/m/reform/pilot-progress/${id}`)
    await presses(clerk, '无变化上报')
    await sees(clerk.getByRole('tooltip'), '将沿用上次办结的内容直接上报')
    await agrees(clerk, '无变化上报')
    await sees(clerk, '已按“无变化”上报，现由“区县审核”环节办理')
    await todo(reviewer, title).waitFor({ timeout: TWO_SECONDS })
  })
})
