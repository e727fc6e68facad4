import { addDays, dayOf, periodOf } from '#kernel/day.ts'
import type { AnyValues, Field, Fields } from '#kernel/field.ts'
import { isFixed, type Module, type Party } from '#kernel/module.ts'
import { filledAt, renewalStep, stepsOf } from '#kernel/steps.ts'
import { textKey } from '#kernel/text-key.ts'
import { isAsked } from '#kernel/values.ts'
import { blockage } from '#modules/reform/blockage.ts'
import { demandTask } from '#modules/reform/demand-task.ts'
import { meeting } from '#modules/reform/meeting.ts'
import { meetingDecision } from '#modules/reform/meeting-decision.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { project } from '#modules/reform/project.ts'
import { DAY, type Story } from '#seeds/story.ts'
import { codeOf } from './arranged.ts'
import { inThePast } from './past.ts'
import { storedPilot, urbanRenewal } from './pilots.ts'

/** A record as its module has it opened for a unit, in the past. */
type Opened = { id: string; values: AnyValues }

type Opener = {
  /** The unit that reports, by its short name. */
  unit: string
  /** Two records of it. */
  titles: [string, string]
  open(story: Story, of: { title: string; at: number; lead: string; day: string }): Promise<Opened>
}

const assigned = (module: Module): Opener['open'] => {
  return (story, { title, lead, day }) =>
    filed(story, module, { title, asked: '1.制定办事规程；\n2.建立会商机制（演示）。', lead, feedbackBy: addDays(day, 15) })
}

/** How a record of each periodic business comes to a unit. */
const openers: Record<string, Opener> = {
  [demandTask.path]: { unit: '石柱', titles: ['健全农村供水管护机制', '完善乡村道路养护制度'], open: assigned(demandTask) },
  [blockage.path]: { unit: '秀山', titles: ['边区就医结算不便', '跨省务工人员参保手续繁琐'], open: assigned(blockage) },
  [project.path]: {
    unit: '市林业局',
    titles: ['深化集体林权制度改革', '建立林长制考核评价机制'],
    open: (story, { title, lead, day }) =>
      filed(story, project, {
        ...{ title, track: 'urban-rural.urban-renewal', lead, goals: '1.建立经营权流转制度；\n2.健全收益分配机制（演示）。' },
        ...{ startsOn: addDays(day, -10), endsOn: addDays(day, 400) },
        milestones: [
          { name: '出台实施意见', dueOn: addDays(day, 120) },
          { name: '上线交易应用', dueOn: addDays(day, 300) },
        ],
      }),
  },
  [meetingDecision.path]: {
    unit: '酉阳',
    titles: ['建立武陵山区文旅协同机制', '健全易地搬迁后续扶持体系'],
    async open(story, { title: what, lead, day }) {
      const session = `演示会议（${what}）`
      const { id } = await filed(story, meeting, {
        ...{ title: `市委全面深化改革委员会会议（${session}）`, session, heldOn: addDays(day, -1) },
        ...{ agenda: [{ topic: `听取${what}情况汇报（演示）` }], decisions: [{ what, lead, feedbackBy: addDays(day, 15) }] },
      })
      await story.act(story.person('office', 'reviewer'), meeting, id, { verb: 'pass' })
      return { id: await story.childOf(meetingDecision, id, `${lead} ${textKey(what)}`), values: {} }
    },
  },
  [pilotProgress.path]: {
    unit: '彭水',
    titles: ['城市体检试点', '社区更新试点'],
    async open(story, { title, at, lead: district }) {
      const { evidence, ...values } = storedPilot(await urbanRenewal(`演示〔2026〕40${at}号`, { title, districts: ['彭水'] }))
      const clerk = story.person(district, 'entry')
      const { id } = await filed(story, pilot, { ...values, evidence: [await story.upload(clerk, evidence[0]!)] }, district)
      await story.act(story.person(district, 'reviewer'), pilot, id, { verb: 'pass' })
      await story.act(story.person(values.lead, 'entry'), pilot, id, { verb: 'pass' })
      return { id: await story.childOf(pilotProgress, id, district), values: { lead: values.lead } }
    },
  },
}

/**
 * Two records of a periodic business whose first report was decided in the period before this one, so that this period's is owed; and who owes it. A
 * business that nobody has said here how to open is an error: its burden would stay unknown.
 */
export async function owed(module: Module): Promise<{ titles: [string, string]; clerk: string }> {
  const opener = openers[module.path]
  if (!opener) throw new Error(`Nobody has said how a record of ${module.name} is opened`)
  const { unit, titles } = opener
  const owner = codeOf(unit)
  const before = addDays(periodOf(dayOf(new Date()), module.renews!.every!).first, -25)
  await inThePast(async (story) => {
    for (const [at, title] of titles.entries()) {
      story.moment(Date.parse(`${before}T09:00:00+08:00`))
      await reported(story, module, await opener.open(story, { title, at, lead: owner, day: before }), owner)
      if (story.at > Date.parse(`${before}T09:00:00+08:00`) + 20 * DAY) throw new Error('The story has run into this period')
    }
  })
  return { titles, clerk: `${unit}录入员` }
}

async function filed(story: Story, module: Module, values: AnyValues, by = 'office'): Promise<Opened> {
  const clerk = story.person(by, 'entry')
  const id = await story.file(clerk, module, values)
  await story.act(clerk, module, id, { verb: 'submit' })
  return { id, values }
}

/** Its first report, and every desk's 通过. */
async function reported(story: Story, module: Module, { id, values }: Opened, owner: string) {
  const orgOf = (party: Party) => (isFixed(party) ? party.fixed : party === 'owner' || values[party] === undefined ? owner : values[party])
  const at = renewalStep(module)
  const steps = stepsOf(module)
  for (const key of steps.slice(steps.indexOf(at))) {
    const step = module.flow[key]!
    const who = story.person(orgOf(step.at), step.by)
    await story.act(who, module, id, key === at ? { verb: 'submit', values: report(module, values) } : { verb: 'pass' })
  }
}

/** A report in good wording: everything that must be said, and one row where rows are kept. */
function report(module: Module, given: AnyValues): AnyValues {
  const at = renewalStep(module)
  const said: AnyValues = { ...module.flow[at]!.begins?.(given) }
  for (const key of filledAt(module, at)) {
    const field = module.fields[key]!
    if (said[key] === undefined && isAsked(module, key, said) && (field.required || field.kind.name === 'rows')) said[key] = answer(field)
  }
  return said
}

function answer(field: Field): unknown {
  const { words, fields } = field.options as { words?: string[]; fields?: Fields }
  if (words) return words.includes('推进中') ? '推进中' : words[0]
  if (fields) return [Object.fromEntries(Object.entries(fields).flatMap(([key, part]) => (part.required ? [[key, answer(part)]] : [])))]
  return FIRST[field.kind.name]
}

const FIRST: Record<string, string> = {
  text: '建立城乡一体管护机制',
  paragraph: '1.出台管护办法，针对责任不清的问题明确主体，实现有人管；\n2.建立季度会商机制，实现限时办结（演示）。',
}
