import { blockage } from '#modules/reform/blockage.ts'
import { tellDemand, tellTask } from './assigned.ts'
import { isCarried, tellCarried, type Open } from './carried.ts'
import type { DemonstrationPilot } from './pilots.ts'
import { tellBrand, tellRisk, tellSurvey } from './recognition.ts'
import { recognisedIn } from './recognised.ts'
import { tellReport } from './reported.ts'
import type { Story } from './story.ts'
import { earlyBlockages, earlyDemands, earlyIncidents } from './texts/first-quarter.ts'
import { reforms } from './texts/reforms.ts'

const END = new Date('2023-03-31T04:00:00Z')

/** Happened within the quarter, and passed only after its report was made. */
const PASSED_LATE = { owner: '500230', adopted: 45 }

/**
 * The first quarter of 2023, from the pilots that districts carry to the district report by the scheme printed then. The report is made where it stands in time:
 * nothing that was decided later has been told yet. Answers the work on pilots that goes on.
 */
export async function tellFirstQuarter(story: Story, pilots: readonly DemonstrationPilot[]): Promise<Open[]> {
  const open = await tellCarried(story, pilots.filter(isCarried))
  for (const [place, text] of reforms.entries())
    for (const each of recognisedIn(text, 'early', place))
      await tellBrand(story, each.owner === PASSED_LATE.owner ? { ...each, ...PASSED_LATE } : each, END)
  for (const each of earlyIncidents) await tellRisk(story, each, END)
  const told = new Map<string, string>()
  for (const each of earlyDemands) told.set(each.title, await tellDemand(story, each, END))
  for (const each of earlyBlockages) await tellTask(story, blockage, each, told, END)
  await tellSurvey(story, '2023-Q1', 7, 'approved')
  await tellReport(story, { report: 'district', on: '2023-03-31', at: '2023-04-11' })
  return open
}
