import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { readScheme } from '#indicators/read-files.ts'
import { dayOf } from '#kernel/day.ts'
import { quarterDays, quarterWords, recentQuarters } from '#kernel/fields/quarter.ts'
import { satisfaction } from '#modules/reform/satisfaction.ts'
import { tellRisk } from '#seeds/recognition.ts'
import { districts } from '#seeds/tables.ts'
import { shoot } from './browser.ts'
import { picks } from './form.ts'
import { openedNow } from './pages.ts'
import { inThePast } from './past.ts'
import { somebody, written } from './people.ts'
import { agrees, passes, presses, reads, sees, seesNo } from './seeing.ts'

/** The latest whose survey is decided in the demonstration and whose report is not open yet. */
const QUARTER = recentQuarters(dayOf(new Date()))[3]!
const [, , REISSUED] = recentQuarters(dayOf(new Date()))

/** Longer ago than those that the demonstration has surveyed. */
const UNSURVEYED = recentQuarters(dayOf(new Date()))[8]!

const INCIDENT = '农村供水计价改革引发群体性事件（演示）'
const BEFORE = '城镇燃气价格改革引发群体性事件（演示）'

const schemeOf = (name: string) =>
  readScheme(readFileSync(new URL(`../indicators/schemes/${name}.json`, import.meta.url), 'utf8'), 'scheme').indicators

describe('区县改革报表', () => {
  test('开启 → 计算 → 溯源 → 提请定稿 → 另一人定稿 → 更正重发', async () => {
    // They happened in that quarter, and still wait for the office when the report is made.
    for (const [title, district] of [
      [BEFORE, '500229'],
      [INCIDENT, '500238'],
    ])
      await inThePast((story) =>
        tellRisk(
          story,
          {
            ...{ owner: 'dept-xinfangban', days: 20, reached: 'confirm' },
            values: {
              ...{ title, kind: '群体性事件', level: '较大', concerns: '区县', district },
              details: '计价方式调整沟通不充分引发聚集，经现场协调后化解（演示）。',
            },
          },
          new Date(`${quarterDays(QUARTER).last}T04:00:00Z`),
        ),
      )
    const [clerk, checker, leader] = await Promise.all([
      somebody('市委改革办录入员一'),
      somebody('市委改革办审核员一'),
      somebody('渝中领导'),
    ])
    await clerk.goto('/reports/district')
    await sees(clerk, '本期实时数据')
    const live = clerk.getByRole('table', { name: '本期实时排名' })
    await live.getByRole('button', { name: '渝中区' }).click()
    await live.getByRole('button', { name: '所依据的事项' }).first().click()
    await sees(live, /改革试点，\d{4}-\d{2}-\d{2}/)
    await shoot(clerk, 'report live explained')
    await presses(clerk, '开启一期报表')
    const day = clerk.getByLabel('所属日期')
    await day.fill(quarterDays(QUARTER).first.slice(0, 4) + QUARTER.slice(4))
    await day.press('Enter')
    await presses(clerk, '开启')
    await clerk.getByRole('link', { name: quarterWords(QUARTER) }).click()
    await sees(clerk, '还没有计算')
    await presses(clerk, '计算')
    await sees(clerk, /第1次计算/)
    const table = clerk.getByRole('table', { name: '排名' })
    await expect.poll(() => table.getByRole('row').count()).toBeGreaterThanOrEqual(42)
    await shoot(clerk, 'report computed')

    // 指数 → 指标 → 计算过程 → 事项
    await table.getByRole('button').first().click()
    await sees(table, '承接的国家级试点按时通过验收率')
    await table.getByRole('button', { name: '所依据的事项' }).first().click()
    await sees(table, /改革试点，\d{4}-\d{2}-\d{2}/)
    for (const { basis } of schemeOf('district-3.0')) if (basis) await sees(table, `依据：${basis}`)
    await shoot(clerk, 'report explained')
    const [file] = await Promise.all([clerk.waitForEvent('download'), presses(clerk.getByRole('group', { name: '复核文件' }), '得分')])
    expect(file.suggestedFilename()).toBe('scores.json')
    expect((JSON.parse(await readFile(await file.path(), 'utf8')) as { units: unknown[] }).units).toHaveLength(41)

    // One more is decided, and what that changes is looked at before anything is fixed.
    await passes(checker, BEFORE, '通过', '已通过，本事项已办结')
    await presses(clerk, '重新计算')
    await clerk.getByRole('heading', { name: '与第1次计算的差异' }).waitFor()
    const changes = clerk.getByRole('table', { name: '差异' })
    await sees(changes, '城口县')
    await expect.poll(() => reads(changes)).toMatch(/引发重大负面舆情或群体性事件 0\.00 → -3\.00/)
    await shoot(clerk, 'report computed again')

    await leader.goto(new URL(clerk.url()).pathname)
    await sees(leader, '本期报表尚未定稿')
    await presses(clerk, '提请定稿')
    await sees(clerk, /须由另一人核对后定稿/)
    expect(await clerk.getByRole('button', { name: '核对无误，定稿' }).count()).toBe(0)
    await checker.goto(new URL(clerk.url()).pathname)
    await presses(checker, '核对无误，定稿')
    await agrees(checker, '确认定稿')
    await sees(checker, /定稿，.*提请/)
    await leader.reload()
    const index = await reads(leader.getByRole('table', { name: '排名' }))
    expect(index).toMatch(/^.*排名/)

    // What was waiting is decided, and counts from now on.
    const report = checker.url()
    await passes(checker, INCIDENT, '通过', '已通过，本事项已办结')
    await clerk.reload()
    await presses(clerk, '重新计算')
    await sees(clerk, /第3次计算/)
    await clerk.getByRole('heading', { name: '与首次定稿的差异' }).waitFor()
    await sees(changes, '巫溪县')
    await expect.poll(() => reads(changes)).toMatch(/引发重大负面舆情或群体性事件 0\.00 → -3\.00/)
    // What was decided before it was fixed differs from the first computation alone.
    const [, ...fixedBefore] = await changes.getByRole('row').allInnerTexts()
    expect(fixedBefore.filter((row) => row.includes('-3.00'))).toEqual([expect.stringContaining('巫溪县')])
    await picks(clerk, clerk.getByLabel('与哪一次比较'), '第1次计算')
    await clerk.getByRole('heading', { name: '与第1次计算的差异' }).waitFor()
    await sees(changes.getByRole('row', { name: '城口县' }), /0\.00 → -3\.00/)
    await shoot(clerk, 'report compared')
    await picks(clerk, clerk.getByLabel('与哪一次比较'), `${quarterWords(REISSUED!)}报表`)
    await clerk.getByRole('heading', { name: `与${quarterWords(REISSUED!)}报表的差异` }).waitFor()
    await sees(changes, /改革满意度|满意度/)
    expect(await clerk.getByRole('button', { name: '提请更正重发' }).isDisabled()).toBe(true)
    await clerk.getByLabel('更正原因').fill('巫溪县一起群体性事件首次定稿时未审定，予以补计（演示）')
    await presses(clerk, '提请更正重发')
    await sees(clerk, '原因：巫溪县一起群体性事件首次定稿时未审定，予以补计（演示）')
    await checker.goto(report)
    await presses(checker, '核对无误，定稿')
    await agrees(checker, '确认定稿')
    await leader.reload()
    await sees(leader, /第2次发布/)
    await sees(leader, '更正原因：巫溪县一起群体性事件首次定稿时未审定，予以补计（演示）')
    await sees(leader.getByRole('table', { name: '差异' }), '巫溪县')
    await seesNo(leader, '未定稿')
    await shoot(leader, 'report reissued')
  })

  test('a fixed report is followed in three clicks from the index to the records and the paper that one of them rests on', async () => {
    const leader = await somebody('渝中领导')
    await leader.goto('/reports/district')
    await leader.getByRole('link', { name: '2023年第1季度' }).click()
    const table = leader.getByRole('table', { name: '排名' })
    await sees(table, '93.07')
    await table.getByRole('button', { name: '渝中区' }).click()
    await sees(table, '[0.8+(3-0)/(4-0)×0.2]×20')
    await sees(table, /标准值：最大4（[^）]+区）；中位\d+.*；最小0（.+）；共41个单位参加比较/)
    const clauses = schemeOf('district-2023-03-31').map(({ clause }) => clause)
    expect(clauses).not.toContain(undefined)
    for (const clause of clauses) await sees(table, `计分条款：${clause}`)
    await table.getByRole('button', { name: '所依据的事项' }).first().click()
    await table.getByRole('button', { name: /第一批城市更新试点.*\.pdf$/ }).click()
    await sees(leader.getByRole('dialog').getByRole('region', { name: 'PDF 内容' }), '建办科函〔2021〕443号')
    await shoot(leader, 'report down to its paper')
    await leader.keyboard.press('Escape')
    await table.getByRole('link', { name: '第一批城市更新试点', exact: true }).click()
    await leader.getByRole('heading', { level: 1, name: '第一批城市更新试点' }).waitFor()
  })

  test('a unit whose figure has not come is named and grey, and nobody asks for the report to be fixed', async () => {
    const [late, ...surveyed] = districts()
    await inThePast(async (story) => {
      story.moment(Date.parse(`${quarterDays(UNSURVEYED).last}T04:00:00Z`))
      const id = await story.file(story.person('dept-sheqingminyi', 'entry'), satisfaction, {
        quarter: UNSURVEYED,
        scores: surveyed.map(({ id: org }) => ({ org, score: '88.00' })),
      })
      await story.act(story.person('dept-sheqingminyi', 'entry'), satisfaction, id, { verb: 'submit' })
      await story.act(story.person('office', 'reviewer'), satisfaction, id, { verb: 'pass' })
    })
    const clerk = await somebody('市委改革办录入员一')
    const opened = await clerk.request.post('/api/reports/district/periods', {
      headers: written(),
      data: { on: quarterDays(UNSURVEYED).first },
    })
    await clerk.goto(`/reports/periods/${((await opened.json()) as { id: string }).id}`)
    await presses(clerk, '计算')
    await sees(clerk, `1个单位的指标值未到，不生成指数和排名：${late!.name}。`)
    await sees(clerk, `1个单位的指标值未到，不能定稿：${late!.name}。`)
    expect(await clerk.getByRole('button', { name: '提请定稿' }).isDisabled()).toBe(true)
    await expect.poll(() => reads(clerk.getByRole('table', { name: '排名' }).getByRole('row', { name: late!.name }))).toMatch(/— — 灰.* —/)
    await shoot(clerk, 'report pending')

    await clerk.goto(`/reports/periods/${await openedNow(clerk)}`)
    await presses(clerk, /^(重新)?计算$/)
    await sees(clerk, /^本期至\d{4}-\d{2}-\d{2}为止，结束后才能定稿。$/)
    expect(await clerk.getByRole('button', { name: '提请定稿' }).isDisabled()).toBe(true)
  })

  test('the report that the demonstration city put right says why, and what it changed', async () => {
    const leader = await somebody('永川领导')
    await leader.goto('/reports/district')
    await leader.getByRole('link', { name: quarterWords(REISSUED!) }).click()
    await sees(leader, /第2次发布/)
    await sees(leader, /更正原因：永川区1条获全市推广的改革经验/)
    const changes = leader.getByRole('table', { name: '差异' })
    await sees(changes, '永川区')
    await expect.poll(() => reads(changes)).toMatch(/改革经验获全市推广 12\.00 → 13\.50（指标值 0 → 1）/)
  })
})
