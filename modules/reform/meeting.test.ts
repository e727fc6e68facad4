import { describe, expect, test } from 'vitest'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { meeting } from './meeting.ts'
import { meetingDecision } from './meeting-decision.ts'

const today = '2026-11-20'
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)

const decision = {
  what: '健全城市更新统筹机制',
  asked: '明确牵头单位和时限。',
  lead: 'dept-zhujianwei',
  coUnits: ['500103'],
  feedbackBy: '2026-12-31',
}
const held = {
  title: '演示市委全面深化改革委员会第一次会议',
  session: '演示第一次',
  heldOn: '2026-11-10',
  agenda: [{ topic: '审议《城市更新改革实施方案》', speaker: 'dept-zhujianwei' }],
  decisions: [decision, { what: '建立老旧小区改造共治机制', lead: '500103', feedbackBy: '2026-12-20' }],
}

describe('深改委会议', () => {
  test('a meeting with its agenda and decisions is recorded without a hint, one without decisions too', () => {
    expect(problemsOf(meeting, held, today)).toEqual([])
    expect(hintsOf(meeting, held, today)).toEqual([])
    expect(problemsOf(meeting, { ...held, decisions: undefined }, today)).toEqual([])
  })

  test.each(['title', 'session', 'heldOn', 'agenda'])('%s is required', (key) => {
    expect(fieldsOf(problemsOf(meeting, { ...held, [key]: undefined }, today))).toEqual([key])
  })

  test('a decision needs its unit and its time', () => {
    expect(fieldsOf(problemsOf(meeting, { ...held, decisions: [{ what: '只有名称' }] }, today))).toEqual([
      'decisions.0.lead',
      'decisions.0.feedbackBy',
    ])
  })

  test('dates that cannot be, and one thing asked twice of one unit, are refused', () => {
    expect(fieldsOf(problemsOf(meeting, { ...held, heldOn: '2026-11-21' }, today))).toEqual(['heldOn'])
    const early = { ...held, decisions: [{ ...decision, feedbackBy: '2026-11-09' }] }
    expect(fieldsOf(problemsOf(meeting, early, today))).toEqual(['decisions.0.feedbackBy'])
    const twice = { ...held, decisions: [decision, { ...decision, lead: '500103' }, { ...decision, what: ' 健全城市更新统筹机制 ' }] }
    expect(fieldsOf(problemsOf(meeting, twice, today))).toEqual(['decisions.2.what'])
  })

  test('a time that has passed already is pointed out', () => {
    expect(hintsOf(meeting, { ...held, decisions: [{ ...decision, feedbackBy: '2026-11-19' }] }, today)).toMatchObject([
      { field: 'decisions.0.feedbackBy', clause: '2023年3月31日版四（四）3' },
    ])
  })

  test('一次会议录入一条, however its number is spelt', () => {
    const key = meeting.identity!.key
    expect(key({ session: '六届 第３次' })).toBe(key({ session: '六届第3次' }))
    expect(key({})).toBeNull()
  })

  test('each decision is opened for its unit, with everything that unit has to know', () => {
    const opened = meeting.opens!({ id: 'm', owner: 'office', values: held })
    expect(opened.map(({ module, owner }) => [module, owner])).toEqual([
      ['reform/meeting-decision', 'dept-zhujianwei'],
      ['reform/meeting-decision', '500103'],
    ])
    expect(opened[0]!.values).toEqual({
      meeting: { id: 'm', title: held.title },
      what: decision.what,
      asked: decision.asked,
      coUnits: decision.coUnits,
      feedbackBy: '2026-12-31',
    })
    for (const { values } of opened) expect(Object.keys(values).filter((key) => !meetingDecision.fields[key as 'what'].given)).toEqual([])
    expect(new Set(opened.map(({ key }) => key)).size).toBe(2)
    expect(meeting.opens!({ id: 'm', owner: 'office', values: { ...held, decisions: undefined } })).toEqual([])
  })
})
