import type { Role } from '#kernel/org.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import type { DemonstrationPilot } from './pilots.ts'
import { DAY, type Story } from './story.ts'

const HOUR = DAY / 24

/** A pilot from its filing to where it stands, with the first reports on it. */
export async function tellPilot(story: Story, telling: DemonstrationPilot, begins: number) {
  const id = await tellFiling(story, telling, begins)
  if (id === null) return
  const distributed = story.at
  for (const [at, report] of telling.progress.entries()) {
    story.moment(distributed + (at + 1) * 5 * HOUR)
    await tellProgress(story, id, telling.values.lead, report)
  }
}

/** Files a pilot as far as it is told; its id once it is distributed. */
export async function tellFiling(story: Story, telling: DemonstrationPilot, begins: number): Promise<string | null> {
  story.moment(begins)
  const clerk = story.person(telling.filedBy, 'entry')
  const { returned, values, reached } = telling
  const first = await story.withFiles({ ...values, ...returned?.filed }, clerk)
  const id = await story.file(clerk, pilot, first)
  if (reached === 'entry' && !returned) return null
  const reviewer = story.person(telling.filedBy, 'reviewer')
  const lead = story.person(values.lead, 'entry')
  await story.act(clerk, pilot, id, { verb: 'submit' })
  if (returned) {
    if (returned.at === 'distribute') await story.act(reviewer, pilot, id, { verb: 'pass' })
    await story.act(returned.at === 'distribute' ? lead : reviewer, pilot, id, { verb: 'return', reason: returned })
    if (!returned.corrected) return null
    await story.act(clerk, pilot, id, { verb: 'submit', values: await story.withFiles(values, clerk) })
  }
  if (reached === 'review') return null
  await story.act(reviewer, pilot, id, { verb: 'pass' })
  if (reached === 'distribute') return null
  await story.act(lead, pilot, id, { verb: 'pass' })
  return id
}

export type Report = DemonstrationPilot['progress'][number]

/** The three desks that a report on a pilot passes. */
export const desksOf = (district: string, leadOrg: string): [step: string, org: string, role: Role][] => [
  ['review', district, 'reviewer'],
  ['lead', leadOrg, 'entry'],
  ['confirm', 'office', 'reviewer'],
]

/** One report from its writing to where it stands. */
export async function tellProgress(story: Story, parent: string, leadOrg: string, report: Report) {
  const id = await story.childOf(pilotProgress, parent, report.district)
  const clerk = story.person(report.district, 'entry')
  const { returned, reached } = report
  if (reached === 'entry' && !returned) return
  const steps = desksOf(report.district, leadOrg)
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
