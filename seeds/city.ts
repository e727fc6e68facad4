import { join } from 'node:path'
import { sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import type { Actor, Org, Role } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { diskStore } from '#server/files/store.ts'
import { tellAssigned } from './assigned.ts'
import { tellDigital } from './digital.ts'
import { demonstrationPilots, type DemonstrationPilot } from './pilots.ts'
import { tellRecognition } from './recognition.ts'
import { DAY, Story } from './story.ts'

const HOUR = DAY / 24

/**
 * A believable city, made by performing the verbs through time: people file, review, return, correct and distribute,
 * each at a moment of the past few months, so that every act, to-do and count is what the product itself would have made.
 */
export async function buildCity(
  tx: Transaction<DB>,
  dataDir: string,
  people: ReadonlyMap<string, Actor>,
  orgs: ReadonlyMap<string, Org>,
  now: Date,
): Promise<void> {
  const story = new Story(tx, diskStore(join(dataDir, 'files')), people, orgs, now)
  const pilots = demonstrationPilots()
  const settled = pilots.filter((each) => each.reached === 'approved')
  const waiting = pilots.filter((each) => each.reached !== 'approved')
  for (const [at, each] of settled.entries()) await tellPilot(story, each, now.getTime() - (110 - at * 4) * DAY)
  for (const [at, each] of waiting.entries()) await tellPilot(story, each, now.getTime() - (9 - at) * DAY)
  await tellRecognition(story, now)
  await tellAssigned(story, now)
  await tellDigital(story, now.getTime())
  await publishNotices(tx, story.person('office', 'module-admin'), now)
}

async function tellPilot(story: Story, telling: DemonstrationPilot, begins: number) {
  story.moment(begins)
  const clerk = story.person(telling.filedBy, 'entry')
  const { returned, values, reached } = telling
  const first = await story.withFiles({ ...values, ...returned?.filed }, clerk)
  const id = await story.file(clerk, pilot, first)
  if (reached === 'entry' && !returned) return
  const reviewer = story.person(telling.filedBy, 'reviewer')
  const lead = story.person(values.lead, 'entry')
  await story.act(clerk, pilot, id, { verb: 'submit' })
  if (returned) {
    if (returned.at === 'distribute') await story.act(reviewer, pilot, id, { verb: 'pass' })
    await story.act(returned.at === 'distribute' ? lead : reviewer, pilot, id, { verb: 'return', reason: returned })
    if (!returned.corrected) return
    await story.act(clerk, pilot, id, { verb: 'submit', values: await story.withFiles(values, clerk) })
  }
  if (reached === 'review') return
  await story.act(reviewer, pilot, id, { verb: 'pass' })
  if (reached === 'distribute') return
  await story.act(lead, pilot, id, { verb: 'pass' })
  const distributed = story.at
  for (const [at, report] of telling.progress.entries()) {
    story.moment(distributed + (at + 1) * 5 * HOUR)
    await tellProgress(story, id, telling.values.lead, report)
  }
}

async function tellProgress(story: Story, parent: string, leadOrg: string, report: DemonstrationPilot['progress'][number]) {
  const id = await story.childOf(pilotProgress, parent, report.district)
  const clerk = story.person(report.district, 'entry')
  const { returned, reached } = report
  if (reached === 'entry' && !returned) return
  const steps: [string, string, Role][] = [
    ['review', report.district, 'reviewer'],
    ['lead', leadOrg, 'entry'],
    ['confirm', 'office', 'reviewer'],
  ]
  await story.act(clerk, pilotProgress, id, {
    verb: 'submit',
    values: await story.withResults({ ...report.values, ...returned?.filed }, clerk),
  })
  for (const [step, org, role] of returned ? steps : []) {
    if (step !== returned!.at) {
      await story.act(story.person(org, role), pilotProgress, id, { verb: 'pass' })
      continue
    }
    await story.act(story.person(org, role), pilotProgress, id, { verb: 'return', reason: returned! })
    if (!returned!.corrected) return
    await story.act(clerk, pilotProgress, id, { verb: 'submit', values: await story.withResults(report.values, clerk) })
    break
  }
  for (const [step, org, role] of steps) {
    if (step === reached) return
    await story.act(story.person(org, role), pilotProgress, id, { verb: 'pass' })
  }
}

/** What the reform office has told everybody of late. Invented. */
const notices = [
  [
    '关于做好本季度改革试点推进情况更新的通知（演示）',
    '各区县改革办、市级有关部门：\n请于季度末前完成试点推进状态更新。已完成的项目请如实填写验收时间；取得多项成果的，请按“+”号逐项录入。',
    20,
  ],
  [
    '关于规范“文号”“涉及区县”填写的提示（演示）',
    '近期审核发现，部分试点的文号与文件不一致、涉及区县列举不完全。请录入时对照国家文件逐一核对，不多选，也不漏选。',
    8,
  ],
  [
    '系统使用提示：严禁录入涉密信息（演示）',
    '试点文件涉密的，请通过电子政务内网邮箱分别传市委改革办试点管理模块管理员和主管市级部门，不得在本系统上传。',
    2,
  ],
] as const

async function publishNotices(tx: Transaction<DB>, by: Actor, now: Date) {
  for (const [title, body, days] of notices) {
    const at = new Date(now.getTime() - days * DAY)
    await sql`insert into notice (id, title, body, published_at, published_by) values (${v7({ msecs: at.getTime() })}, ${title}, ${body}, ${at}, ${by.id})`.execute(
      tx,
    )
  }
}
