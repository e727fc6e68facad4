import { addDays, dayOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { blockage } from '#modules/reform/blockage.ts'
import { demand } from '#modules/reform/demand.ts'
import { demandTask } from '#modules/reform/demand-task.ts'
import { meeting } from '#modules/reform/meeting.ts'
import { meetingDecision } from '#modules/reform/meeting-decision.ts'
import { project } from '#modules/reform/project.ts'
import { projectSatisfaction } from '#modules/reform/project-satisfaction.ts'
import { DAY, type Story } from './story.ts'
import { blockages, demandTasks, type AssignedTelling, type Round } from './texts/assigned.ts'
import { demands, type DemandTelling } from './texts/demands.ts'
import { meetings, type MeetingTelling } from './texts/meetings.ts'
import { projects, type ProjectRound, type ProjectTelling } from './texts/projects.ts'

/** What units ask for and what the reform office assigns: demands, lists, blockages, projects and the committee's decisions, with every report on them. */
export async function tellAssigned(story: Story, now: Date): Promise<void> {
  const told = new Map<string, string>()
  for (const each of demands) told.set(each.title, await tellDemand(story, each, now))
  for (const each of demandTasks) await tellTask(story, demandTask, each, told, now)
  for (const each of blockages) await tellTask(story, blockage, each, told, now)
  for (const each of projects) await tellProject(story, each, now)
  for (const each of meetings) await tellMeeting(story, each, now)
}

/** Days are counted back from `now`, which may be any moment of the story; so with the others. */
export async function tellDemand(story: Story, { owner, days, reached, returned, ...values }: DemandTelling, now: Date): Promise<string> {
  story.moment(now.getTime() - days * DAY)
  const [clerk, reviewer, office] = [story.person(owner, 'entry'), story.person(owner, 'reviewer'), story.person('office', 'reviewer')]
  const id = await story.file(clerk, demand, { ...values, ...returned?.first })
  if (reached === 'entry' && !returned) return id
  await story.act(clerk, demand, id, { verb: 'submit' })
  if (returned) {
    if (returned.at === 'adopt') await story.act(reviewer, demand, id, { verb: 'pass' })
    await story.act(returned.at === 'adopt' ? office : reviewer, demand, id, { verb: 'return', reason: returned })
    if (!returned.corrected) return id
    await story.act(clerk, demand, id, { verb: 'submit', values })
  }
  if (reached === 'review') return id
  await story.act(reviewer, demand, id, { verb: 'pass' })
  if (reached === 'approved') await story.act(office, demand, id, { verb: 'pass' })
  return id
}

export async function tellTask(
  story: Story,
  module: Module,
  telling: AssignedTelling,
  demandsTold: ReadonlyMap<string, string>,
  now: Date,
) {
  const { title, asked, lead, coUnits, source, days, due, reached, rounds = [], extension } = telling
  story.moment(now.getTime() - days * DAY)
  const clerk = story.person('office', 'entry')
  const id = await story.file(clerk, module, {
    ...{ title, asked, lead, feedbackBy: dayFrom(now, due) },
    ...(coUnits ? { coUnits } : {}),
    ...(source ? { source: { id: demandsTold.get(source)!, title: source } } : {}),
  })
  if (reached === 'entry') return
  await story.act(clerk, module, id, { verb: 'submit' })
  if (extension) {
    story.moment(now.getTime() - 5 * DAY)
    const reason = { code: 'extend', words: extension.words, pins: [] }
    await story.act(story.person(lead, 'entry'), module, id, { verb: 'extend', about: dayFrom(now, extension.until), reason })
    if (extension.answer) await story.act(story.person('office', 'reviewer'), module, id, { verb: extension.answer })
  }
  for (const [at, round] of rounds.entries()) await tellRound(story, module, id, lead, round, round.report ?? null, at === 0, now)
}

/** One report from its writing to where it stands. `values` are null where nothing had changed. */
async function tellRound(
  story: Story,
  module: Module,
  id: string,
  lead: string,
  { days, reached, returned }: Omit<Round, 'report'>,
  values: AnyValues | null,
  first: boolean,
  now: Date,
) {
  story.moment(now.getTime() - days * DAY)
  const clerk = story.person(lead, 'entry')
  if (values === null) await story.act(clerk, module, id, { verb: 'unchanged' })
  else {
    if (!first) await story.act(clerk, module, id, { verb: 'renew' })
    await story.act(clerk, module, id, { verb: 'submit', values })
  }
  const desks = { review: story.person(lead, 'reviewer'), confirm: story.person('office', 'reviewer') }
  for (const [step, person] of Object.entries(desks)) {
    if (step === returned?.at) return story.act(person, module, id, { verb: 'return', reason: returned })
    if (step === reached) return
    await story.act(person, module, id, { verb: 'pass' })
  }
}

async function tellProject(story: Story, telling: ProjectTelling, now: Date) {
  const { milestones, startsOn, endsOn, days, reached, rounds = [], surveys = [], ...rest } = telling
  const { title, track, lead, coUnits, goals } = rest
  story.moment(now.getTime() - days * DAY)
  const clerk = story.person('office', 'entry')
  const planned = milestones.map(([name, due]) => ({ name, dueOn: dayFrom(now, due) }))
  const id = await story.file(clerk, project, {
    ...{ title, track, lead, coUnits, goals, milestones: planned },
    ...{ startsOn: dayFrom(now, startsOn), endsOn: dayFrom(now, endsOn) },
  })
  if (reached === 'entry') return
  await story.act(clerk, project, id, { verb: 'submit' })
  for (const [at, round] of rounds.entries())
    await tellRound(story, project, id, lead, round, projectReport(round, planned, now), at === 0, now)
  for (const { years, draft, ...survey } of surveys) {
    story.moment(now.getTime() - 25 * DAY)
    const year = String(Number(dayOf(now).slice(0, 4)) + years)
    const link = { project: { id, title }, year }
    const surveyed = await story.file(clerk, projectSatisfaction, draft ? link : { ...link, ...survey })
    if (!draft) await story.act(clerk, projectSatisfaction, surveyed, { verb: 'submit' })
  }
}

function projectReport({ report }: ProjectRound, planned: { name: string; dueOn: string }[], now: Date): AnyValues | null {
  if (!report) return null
  const { states, ...rest } = report
  const rows = planned.map((due, at) => {
    const state = states[at]!
    return typeof state === 'number' ? { ...due, state: '已完成', doneOn: dayFrom(now, state) } : { ...due, state }
  })
  return { ...rest, states: rows }
}

async function tellMeeting(story: Story, { session, held, agenda, decisions = [], reached }: MeetingTelling, now: Date) {
  story.moment(now.getTime() + (held + 1) * DAY)
  const clerk = story.person('office', 'entry')
  const rows = decisions.map(({ what, asked, lead, coUnits, due }) => ({
    ...{ what, lead, feedbackBy: dayFrom(now, due) },
    ...(asked ? { asked } : {}),
    ...(coUnits ? { coUnits } : {}),
  }))
  const id = await story.file(clerk, meeting, {
    ...{ title: `市委全面深化改革委员会会议（${session}）`, session, heldOn: dayFrom(now, held), agenda },
    ...(rows.length > 0 ? { decisions: rows } : {}),
  })
  if (reached === 'entry') return
  await story.act(clerk, meeting, id, { verb: 'submit' })
  if (reached === 'publish') return
  await story.act(story.person('office', 'reviewer'), meeting, id, { verb: 'pass' })
  for (const { what, lead, rounds = [] } of decisions) {
    const child = await story.childOf(meetingDecision, id, `${lead} ${textKey(what)}`)
    for (const [at, round] of rounds.entries())
      await tellRound(story, meetingDecision, child, lead, round, round.report ?? null, at === 0, now)
  }
}

const dayFrom = (now: Date, days: number) => addDays(dayOf(now), days)
