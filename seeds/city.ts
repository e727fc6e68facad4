import { join } from 'node:path'
import type { Transaction } from 'kysely'
import type { Actor, Org, Role } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { diskStore } from '#server/files/store.ts'
import { tellAssigned } from './assigned.ts'
import { tellDigital } from './digital.ts'
import { tellOffice } from './office.ts'
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
  const store = diskStore(join(dataDir, 'files'))
  const story = new Story(tx, store, people, orgs, now)
  const pilots = demonstrationPilots()
  const settled = pilots.filter((each) => each.reached === 'approved')
  const waiting = pilots.filter((each) => each.reached !== 'approved')
  for (const [at, each] of settled.entries()) await tellPilot(story, each, now.getTime() - (110 - at * 4) * DAY)
  for (const [at, each] of waiting.entries()) await tellPilot(story, each, now.getTime() - (9 - at) * DAY)
  await tellRecognition(story, now)
  await tellAssigned(story, now)
  await tellDigital(story, now.getTime())
  await tellOffice({ tx, story, keeper: story.person('office', 'module-admin'), people, orgs, now })
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
