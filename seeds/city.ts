import { join } from 'node:path'
import type { Transaction } from 'kysely'
import type { Actor, Org } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { diskStore } from '#server/files/store.ts'
import { tellAssigned } from './assigned.ts'
import { isCarried, tellSince } from './carried.ts'
import { tellDigital } from './digital.ts'
import { tellFirstQuarter } from './first-quarter.ts'
import { tellOffice } from './office.ts'
import { demonstrationPilots } from './pilots.ts'
import { tellRecentQuarters, tellRecentReports } from './recent-quarters.ts'
import { tellRecognition } from './recognition.ts'
import { DAY, Story } from './story.ts'
import { tellPilot } from './told-pilots.ts'

/**
 * A believable city, made by performing the verbs through time: people file, review, return, correct and distribute,
 * each at a moment of the past few months or of the quarter that the first report is of, so that every act, to-do and count is what the product itself would have made.
 */
export async function buildCity(
  tx: Transaction<DB>,
  dataDir: string,
  people: ReadonlyMap<string, Actor>,
  orgs: ReadonlyMap<string, Org>,
  now: Date,
): Promise<void> {
  const store = diskStore(join(dataDir, 'files'))
  const story = new Story(tx, store, people, orgs, now)
  const pilots = demonstrationPilots()
  const open = await tellFirstQuarter(story, pilots)
  await tellSince(story, open, now)
  const settled = pilots.filter((each) => each.reached === 'approved' && !isCarried(each))
  const waiting = pilots.filter((each) => each.reached !== 'approved')
  for (const [at, each] of settled.entries()) await tellPilot(story, each, now.getTime() - (110 - at * 4) * DAY)
  for (const [at, each] of waiting.entries()) await tellPilot(story, each, now.getTime() - (9 - at) * DAY)
  await tellRecentQuarters(story, now)
  await tellRecognition(story, now)
  await tellAssigned(story, now)
  await tellDigital(story, now.getTime())
  await tellRecentReports(story, now)
  await tellOffice({ tx, story, keeper: story.person('office', 'module-admin'), people, orgs, now })
}
