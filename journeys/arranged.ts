import { request, type APIRequestContext } from 'playwright-core'
import type { Verb } from '#kernel/act.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import { departments, districts, fieldTracks } from '#seeds/tables.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import type { Paper } from './form.ts'
import { signIn, written } from './people.ts'
import { storedPilot, urbanRenewal } from './pilots.ts'
import { served } from './served.ts'

export const PILOT = '/api/reform/pilot'
export const PROGRESS = '/api/reform/pilot-progress'
export const BLOCKAGE = '/api/reform/blockage'
const DEMAND = '/api/reform/demand'
const MEETING = '/api/reform/meeting'

const LEAD = '市住房城乡建委录入员'

/** The code of a district or department by its short name. */
export const codeOf = (short: string): string => [...districts(), ...departments()].find((org) => org.short === short)!.id

/** What happened before a journey begins, done by the same people through the API. Each answers the record as it then stands. */

export async function pilotSubmitted(docNo: string, part: { title: string; districts: string[]; by?: string }): Promise<RecordAnswer> {
  const clerk = await caller(`${part.by ?? '渝中'}录入员`)
  const { evidence, ...typed } = storedPilot(await urbanRenewal(docNo, part))
  const values = { ...typed, evidence: [await uploaded(clerk, evidence[0]!)] }
  const draft = await done<RecordAnswer>(clerk.post(PILOT, { data: { values }, headers: written() }))
  return act(clerk, PILOT, draft, 'submit')
}

export async function pilotReviewed(...of: Parameters<typeof pilotSubmitted>): Promise<RecordAnswer> {
  return act(await caller(`${of[1].by ?? '渝中'}审核员`), PILOT, await pilotSubmitted(...of), 'pass')
}

export async function pilotDistributed(...of: Parameters<typeof pilotSubmitted>): Promise<RecordAnswer> {
  return act(await caller(LEAD), PILOT, await pilotReviewed(...of), 'pass')
}

/** A district's report on a pilot, confirmed by the reform office. */
export async function progressConfirmed(pilot: RecordAnswer, district: string, values: AnyValues): Promise<RecordAnswer> {
  const clerk = await caller(`${district}录入员`)
  const { id } = pilot.children.find((child) => child.owner === codeOf(district))!
  let record = await act(clerk, PROGRESS, await done<RecordAnswer>(clerk.get(`${PROGRESS}/${id}`)), 'submit', values)
  for (const name of [`${district}审核员`, LEAD, '市委改革办审核员一']) record = await act(await caller(name), PROGRESS, record, 'pass')
  return record
}

/** A demand of a district that the reform office has adopted. */
export async function demandAdopted(district: string, title: string): Promise<RecordAnswer> {
  const clerk = await caller(`${district}录入员`)
  const track = fieldTracks().find(({ label }) => label === '营商环境')!.code
  const description = '企业反映报装分头申请、重复提交材料，希望建立并联办理机制（演示）。'
  const values = { title, channel: '群众企业基层有期盼', track, description }
  const draft = await done<RecordAnswer>(clerk.post(DEMAND, { data: { values }, headers: written() }))
  const sent = await act(clerk, DEMAND, draft, 'submit')
  const reviewed = await act(await caller(`${district}审核员`), DEMAND, sent, 'pass')
  return act(await caller('市委改革办审核员一'), DEMAND, reviewed, 'pass')
}

/** A blockage that the office has assigned to a district, `days` from today being its day. */
export async function blockageAssigned(title: string, district: string, days: number): Promise<RecordAnswer> {
  const clerk = await caller('市委改革办录入员一')
  const values = {
    title,
    asked: '请建立协同机制，消除堵点（演示）。',
    lead: codeOf(district),
    feedbackBy: addDays(dayOf(new Date()), days),
  }
  return act(clerk, BLOCKAGE, await done<RecordAnswer>(clerk.post(BLOCKAGE, { data: { values }, headers: written() })), 'submit')
}

/** A meeting of the committee that the office has published: each decision is on its unit's desk. */
export async function meetingPublished(session: string, decisions: { what: string; asked: string; lead: string; coUnits: string[] }[]) {
  const clerk = await caller('市委改革办录入员一')
  const today = dayOf(new Date())
  const title = `市委全面深化改革委员会会议（${session}）`
  const values = {
    ...{ title, session, heldOn: addDays(today, -1), agenda: [{ topic: '听取改革情况汇报（演示）' }] },
    decisions: decisions.map(({ lead, coUnits, ...rest }) => ({
      ...rest,
      ...{ lead: codeOf(lead), coUnits: coUnits.map(codeOf), feedbackBy: addDays(today, 20) },
    })),
  }
  const sent = await act(clerk, MEETING, await done<RecordAnswer>(clerk.post(MEETING, { data: { values }, headers: written() })), 'submit')
  return act(await caller('市委改革办审核员二'), MEETING, sent, 'pass')
}

/** Somebody who works through the API. */
export async function caller(name: string): Promise<APIRequestContext> {
  const context = await request.newContext({ baseURL: served().origin })
  await signIn(context, name)
  return context
}

export async function act(
  by: APIRequestContext,
  path: string,
  { id, version }: RecordAnswer,
  verb: Verb,
  values?: AnyValues,
  more: object = {},
): Promise<RecordAnswer> {
  return done(by.post(`${path}/${id}/acts`, { data: { verb, version, ...(values ? { values } : {}), ...more }, headers: written() }))
}

export async function uploaded(by: APIRequestContext, { name, bytes }: Paper): Promise<HeldFile> {
  const tus = { ...written(), 'Tus-Resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from(name).toString('base64')},declared ${btoa('1')}`
  const begun = await by.post('/api/uploads', { headers: { ...tus, 'Upload-Length': String(bytes.length), 'Upload-Metadata': metadata } })
  const sent = await by.patch(begun.headers().location!, {
    headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    data: Buffer.from(bytes),
  })
  if (!sent.ok()) throw new Error(await sent.text())
  return { id: sent.headers()['luoshi-file']!, name, size: bytes.length, type: sent.headers()['luoshi-type']! }
}

export async function done<T>(asked: ReturnType<APIRequestContext['post']>): Promise<T> {
  const answer = await asked
  if (!answer.ok()) throw new Error(`${answer.url()} ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}
