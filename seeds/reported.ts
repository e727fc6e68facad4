import type { Actor } from '#kernel/org.ts'
import { modules } from '#modules/all.ts'
import { askFixing, fixReport } from '#server/reports/fixing.ts'
import { computePeriod, openPeriod } from '#server/reports/periods.ts'
import type { ReportId } from '#server/reports/reports.ts'
import { DAY, type Story } from './story.ts'

/** A period from its opening to its fixing, and its reissues, each at its time: `at` are days, the office computes in the morning and fixes the day after. */
export async function tellReport(
  story: Story,
  { report, on, at, reissues = [] }: { report: ReportId; on: string; at: string; reissues?: { at: string; cause: string }[] },
): Promise<void> {
  const [clerk, reviewer] = [story.person('office', 'entry'), story.person('office', 'reviewer')]
  story.moment(morningOf(at))
  const { body } = await story.does(clerk, (tx, by) => openPeriod(tx, by, report, on))
  await tellFixed(story, clerk, reviewer, { period: body.id })
  for (const { at: day, cause } of reissues) {
    story.moment(morningOf(day))
    await tellFixed(story, clerk, reviewer, { period: body.id, cause })
  }
}

/** Computed and asked for by one, looked at and fixed by another. */
async function tellFixed(story: Story, clerk: Actor, reviewer: Actor, { period, cause }: { period: string; cause?: string }) {
  const { body } = await story.does(clerk, (tx, by) => computePeriod(tx, modules, by, period))
  const computation = body.id
  const asked = await story.does(clerk, (tx, by) => askFixing(tx, by, { period, computation, cause }))
  const { issue } = asked.body
  story.moment(story.at + DAY)
  await story.does(reviewer, (tx, by) => fixReport(tx, by, { period, computation, issue, cause: cause ?? null }))
}

const morningOf = (day: string) => Date.parse(`${day}T01:30:00Z`)
