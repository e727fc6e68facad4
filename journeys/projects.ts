import { addDays, dayOf } from '#kernel/day.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import { project } from '#modules/reform/project.ts'
import { documentNamed } from '#seeds/documents.ts'
import { DAY } from '#seeds/story.ts'
import { codeOf } from './arranged.ts'
import { inThePast } from './past.ts'

/** Days are counted from today, below zero in the past; `done` is the day a milestone was reached. */
export type Planned = { name: string; due: number; done?: number }

const today = dayOf(new Date())

/**
 * A project assigned to a department and reported on, waiting for the reform office or decided by it, so many days ago. Its result has a paper; what its clerk
 * calls the paper is answered.
 */
export async function projectReported(
  title: string,
  { lead, planned, days, decided }: { lead: string; planned: readonly Planned[]; days: number; decided: boolean },
): Promise<{ id: string; paper: string }> {
  return inThePast(async (story) => {
    story.moment(Date.now() - days * DAY)
    const office = story.person('office', 'entry')
    const milestones = planned.map(({ name, due }) => ({ name, dueOn: addDays(today, due) }))
    const id = await story.file(office, project, {
      ...{ title, track: 'livelihood.security', lead: codeOf(lead), goals: '1.建立工作制度；\n2.健全保障体系（演示）。', milestones },
      ...{ startsOn: addDays(today, -days - 400), endsOn: addDays(today, 500) },
    })
    await story.act(office, project, id, { verb: 'submit' })
    const clerk = story.person(codeOf(lead), 'entry')
    const evidence: HeldFile = await story.upload(clerk, await documentNamed('P001.pdf'))
    const states = planned.map(({ done }, at) => ({
      ...milestones[at]!,
      ...(done === undefined ? { state: '推进中' } : { state: '已完成', doneOn: addDays(today, done) }),
    }))
    await story.act(clerk, project, id, {
      verb: 'submit',
      values: {
        ...{ status: '推进中', states, progress: '1.召开专题会议，明确分工；\n2.开展调研，形成问题清单（演示）。' },
        results: [
          {
            ...{
              name: '建立联合会商机制',
              measure: '针对部门协同不畅的问题，建立会商机制，实现按月会商。',
              effect: '获简报刊发（演示）。',
            },
            evidence: [evidence],
          },
        ],
      },
    })
    await story.act(story.person(codeOf(lead), 'reviewer'), project, id, { verb: 'pass' })
    if (decided) await story.act(story.person('office', 'reviewer'), project, id, { verb: 'pass' })
    return { id, paper: evidence.name }
  })
}
