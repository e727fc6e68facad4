import { addDays, dayOf, periodOf } from '#kernel/day.ts'
import { quarterDays, recentQuarters } from '#kernel/fields/quarter.ts'
import { tellBrand, tellRisk } from './recognition.ts'
import { recognisedIn } from './recognised.ts'
import { tellReport } from './reported.ts'
import type { Story } from './story.ts'
import { recentIncident } from './texts/first-quarter.ts'
import { reforms } from './texts/reforms.ts'

/** Happened in the quarter before the last full one and passed after its report was fixed, which was therefore put right. */
const PASSED_LATE = { owner: '500118', event: 109, adopted: 35 }

/** What was recognised in the two quarters that ended last, counted back from the end of the later one. */
export async function tellRecentQuarters(story: Story, now: Date): Promise<void> {
  const end = new Date(`${lastFull(now)[0].last}T04:00:00Z`)
  for (const [place, text] of reforms.entries())
    for (const each of recognisedIn(text, 'recent', place)) {
      const late = each.owner === PASSED_LATE.owner && each.happened === PASSED_LATE.event
      await tellBrand(story, late ? { ...each, adopted: PASSED_LATE.adopted } : each, end)
    }
  await tellRisk(story, recentIncident, end)
}

/** Their reports, the earlier one reissued; and that of major projects for the two months that ended last. */
export async function tellRecentReports(story: Story, now: Date): Promise<void> {
  const [last, before] = lastFull(now)
  const cause = '永川区1条获全市推广的改革经验因佐证材料补正，审定晚于首次计算，现予补计（演示）。'
  const reissues = [{ at: addDays(before.last, 24), cause }]
  await tellReport(story, { report: 'district', on: before.last, at: addDays(before.last, 12), reissues })
  await tellReport(story, { report: 'district', on: last.last, at: addDays(last.last, 12) })
  const ended = addDays(periodOf(dayOf(now), 'two-months').first, -1)
  await tellReport(story, { report: 'project', on: ended, at: addDays(ended, 8) })
}

/** The quarter that ended last and the one before. */
function lastFull(now: Date) {
  const [, last, before] = recentQuarters(dayOf(now)).map(quarterDays)
  return [last!, before!] as const
}
