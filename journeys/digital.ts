import type { AnyValues } from '#kernel/field.ts'
import { papersAfter, papersBefore } from '#seeds/papers.ts'
import { fieldTracks } from '#seeds/tables.ts'
import { matterTexts } from '#seeds/texts/digital.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { act, caller, done, uploaded } from './arranged.ts'
import type { Paper } from './form.ts'
import { written } from './people.ts'

export const MATTER = '/api/digital/matter'
const OFFICE = '市委改革办审核员一'

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
