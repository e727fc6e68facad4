import { dayOf } from '#kernel/day.ts'
import { quarterDays, quarterOf } from '#kernel/fields/quarter.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import type { DemonstrationPilot } from './pilots.ts'
import { DAY, type Story } from './story.ts'
import { desksOf, tellFiling, tellProgress, type Report } from './told-pilots.ts'

const HOUR = DAY / 24

/** Whether a pilot was under way when the first report was made, and is told from there on. */
export const isCarried = ({ id, reached, values }: DemonstrationPilot) =>
  reached === 'approved' && values.deployedOn < '2023-01-01' && !FILED_LATE.includes(id)

/** Carried for long, and filed only of late: what districts carry is not the same in every quarter. */
const FILED_LATE: readonly string[] = ['P046']

/** Accepted in time, and told so only after the first quarter’s report was made. */
const TOLD_LATE: readonly string[] = ['P041:500154']

/** A district’s work on a pilot that is not accepted yet. */
export type Open = { pilot: string; lead: string; report: Report; place: number }

/** The first quarter of 2023: the pilots that districts carry are filed and distributed, and each district reports for the first time. */
export async function tellCarried(story: Story, pilots: readonly DemonstrationPilot[]): Promise<Open[]> {
  const open: Open[] = []
  for (const [place, telling] of pilots.entries()) {
    const begins = Date.parse('2023-01-09T01:30:00Z') + place * 1.5 * DAY
    const pilot = (await tellFiling(story, telling, begins))!
    const distributed = story.at
    for (const [at, report] of telling.progress.entries()) {
      story.moment(distributed + 12 * DAY + at * 5 * HOUR)
      const told: Open = { pilot, lead: telling.values.lead, report, place: place + at }
      if (isAccepted(report, story.at) && !TOLD_LATE.includes(`${telling.id}:${report.district}`)) await tellAccepted(story, told)
      else {
        await tellUnderWay(story, told, 'submit')
        open.push(told)
      }
    }
  }
  return open
}

/**
 * Every quarter since then each district reports anew, mostly that nothing has changed, until its work is accepted. What is still open goes on where the
 * telling of the pilot says: with the clerk, returned, on somebody’s desk.
 */
export async function tellSince(story: Story, open: readonly Open[], now: Date): Promise<void> {
  for (const told of open) {
    if (await tellQuarters(story, told, now)) continue
    story.moment(now.getTime() - 24 * DAY + told.place * 5 * HOUR)
    await renew(story, told)
    await tellProgress(story, told.pilot, told.lead, told.report)
  }
}

/** Whether it was accepted on the way. */
async function tellQuarters(story: Story, told: Open, now: Date): Promise<boolean> {
  for (const { last } of quartersSince('2023-Q2', now)) {
    story.moment(Date.parse(`${last}T02:00:00Z`) - 26 * DAY + told.place * 5 * HOUR)
    if (isAccepted(told.report, story.at)) {
      await renew(story, told)
      await tellAccepted(story, told)
      return true
    }
    await tellUnderWay(story, told, 'unchanged')
  }
  return false
}

const isAccepted = ({ values }: Report, at: number) => values.acceptedOn !== undefined && values.acceptedOn < dayOf(new Date(at))

const tellAccepted = (story: Story, { pilot, lead, report }: Open) => tellProgress(story, pilot, lead, { ...report, reached: 'approved' })

async function renew(story: Story, { pilot, report }: Open) {
  const id = await story.childOf(pilotProgress, pilot, report.district)
  await story.act(story.person(report.district, 'entry'), pilotProgress, id, { verb: 'renew' })
}

async function tellUnderWay(story: Story, { pilot, lead, report }: Open, verb: 'submit' | 'unchanged') {
  const id = await story.childOf(pilotProgress, pilot, report.district)
  const { workDone, problems } = report.values
  const values = { status: '推进中', workDone, ...(problems === undefined ? {} : { problems }), results: [] }
  await story.act(story.person(report.district, 'entry'), pilotProgress, id, { verb, ...(verb === 'submit' ? { values } : {}) })
  for (const [, org, role] of desksOf(report.district, lead)) await story.act(story.person(org, role), pilotProgress, id, { verb: 'pass' })
}

/** Quarters from one on that have ended. */
function quartersSince(first: string, now: Date): { last: string }[] {
  const found = []
  let days = quarterDays(first)
  while (days.last < dayOf(now)) {
    found.push(days)
    days = quarterDays(quarterOf(dayOf(new Date(Date.parse(days.last) + 2 * DAY))))
  }
  return found
}
