import type { Page } from 'playwright-core'
import type { AnyValues } from '#kernel/field.ts'
import { CHECKED } from '#modules/digital/three-lists.ts'
import { DigitalTeller } from '#seeds/digital-teller.ts'
import { papersAfter, papersBefore } from '#seeds/papers.ts'
import { DAY } from '#seeds/story.ts'
import { fieldTracks } from '#seeds/tables.ts'
import { matterTexts, type MatterKey } from '#seeds/texts/digital.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { act, caller, codeOf, done, uploaded } from './arranged.ts'
import type { Paper } from './form.ts'
import { inThePast } from './past.ts'
import { somebody, written } from './people.ts'
import { agrees, passes, presses, sees } from './seeing.ts'

export const MATTER = '/api/digital/matter'
const OFFICE = '市委改革办审核员一'

/** What an application says of itself, every part of it that the manual asks for. */
export const INTRODUCTION =
  '该应用于2026年6月上线，主要功能有申请受理、并联办理、进度可查；贯通5个部门，实现“三融五跨”；当前月均办件量1200件，活跃用户560人（演示）。'

/** Papers of a matter that goes by this title. */
export const before = (title: string): Promise<Paper> => papersBefore({ ...matterTexts.opening, title }, '演示区')
export const after = (title: string): Promise<Paper> => papersAfter({ ...matterTexts.opening, title }, '演示区')

/* What happened before a journey begins, done by the same people through the API. */

/** A 一件事 that has come to the round. */
export async function matterWaiting(district: string, title: string): Promise<RecordAnswer> {
  const clerk = await caller(`${district}录入员`)
  const track = fieldTracks().find(({ label }) => label === '营商环境')!.code
  const values = { title, track, papersBefore: [await uploaded(clerk, await before(title))] }
  return filed(district, 'digital/matter', values)
}

export async function matterListed(district: string, title: string): Promise<RecordAnswer> {
  return decided(await matterWaiting(district, title), 'listed')
}

/** Ready to be planned on: 进入三张清单编制等后续环节. */
export async function matterProceeded(district: string, title: string): Promise<RecordAnswer> {
  const listed = await matterListed(district, title)
  const clerk = await caller(`${district}录入员`)
  const sent = await act(clerk, MATTER, listed, 'submit', { papersAfter: [await uploaded(clerk, await after(title))] })
  return decided(await act(await caller(`${district}审核员`), MATTER, sent, 'pass'), 'proceed')
}

async function decided(record: RecordAnswer, outcome: string): Promise<RecordAnswer> {
  return act(await caller(OFFICE), MATTER, record, 'decide', undefined, { outcome })
}

/** Filed by a district and passed by its reviewer. */
async function filed(district: string, path: string, values: AnyValues): Promise<RecordAnswer> {
  const clerk = await caller(`${district}录入员`)
  const draft = await done<RecordAnswer>(clerk.post(`/api/${path}`, { data: { values }, headers: written() }))
  const sent = await act(clerk, `/api/${path}`, draft, 'submit')
  return act(await caller(`${district}审核员`), `/api/${path}`, sent, 'pass')
}

/** “三张清单” that are 查重通过 and confirmed, on a 一件事 of the district's own: what an application may be built on. */
export const listsChecked = (district: string, key: MatterKey, name: string) =>
  inThePast((story) => checked(new DigitalTeller(story), district, key, name))

/** An application online and confirmed, called as its “三张清单” without 应用. */
export const applicationOnline = (district: string, key: MatterKey, name: string) =>
  inThePast(async (story) => {
    const tell = new DigitalTeller(story)
    await tell.application(await checked(tell, district, key, name), 'opening', daysAgo(6))
  })

async function checked(tell: DigitalTeller, short: string, key: MatterKey, name: string) {
  const matter = await tell.waiting(codeOf(short), key, daysAgo(25))
  await tell.decide(matter, 'listed', daysAgo(20))
  return tell.lists(name, matter, CHECKED, daysAgo(12))
}

/** An instant so many days ago, in milliseconds. */
export const daysAgo = (days: number) => Date.now() - days * DAY

/**
 * What stands in the form goes on its way: submitted by the clerk, passed by the district, passed by the reform office. `confirm` is 仍要提交 where the
 * 填报体检 has something to say.
 */
export async function reviewed(clerk: Page, district: string, title: string, confirm: '确认提交' | '仍要提交' = '确认提交') {
  await presses(clerk, '提交')
  await agrees(clerk, confirm)
  await sees(clerk, '已提交，现由“区县审核”环节办理')
  await passes(await somebody(`${district}审核员`), title, '通过', '已通过，现由“市委改革办审核”环节办理')
  await passes(await somebody(OFFICE), title, '通过', '已通过，本事项已办结')
}
