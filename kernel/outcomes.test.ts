import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APPROVED, CLOSED, type Act, type Subject, type Verb } from './act.ts'
import { addDays } from './day.ts'
import { after, canonical, fold, outcomeOf, patched } from './fold.ts'
import type { Actor, Role } from './org.ts'
import { fillerOf, fills } from './steps.ts'
import { naming } from './testing/club.ts'
import { todosOf } from './todo.ts'
import { warningsOf } from './warnings.ts'
import { abilities, effectiveOutcome, mayAct } from './workflow.ts'

const DAY = 24 * 60 * 60 * 1000
const BEGIN = Date.UTC(2026, 0, 5, 2)
const alone = { forPerson: null, forName: null }
const actor = (id: string, ...posts: [string, Role][]): Actor => ({ id, name: id, posts: posts.map(([org, role]) => ({ org, role })) })
const clerk = actor('clerk', ['north', 'entry'])
const reviewer = actor('reviewer', ['north', 'reviewer'])
const judge = actor('judge', ['federation', 'reviewer'])

type Story = { subject: Subject; acts: Act[] }

function begin(): Story {
  const act: Act = {
    ...{ seq: 1, verb: 'create', by: 'clerk', byName: 'clerk', ...alone, org: 'north', role: 'entry', from: null, to: 'entry' },
    ...{ patch: { title: '白云', plan: '方案' }, reason: null, about: null, outcome: null, at: new Date(BEGIN) },
  }
  return { subject: { id: 'r', owner: 'north', state: fold(naming, [act]) }, acts: [act] }
}

/** Performs the verb some days after the beginning, as the store would. */
function attempt(story: Story, who: Actor, verb: Verb, outcome: string | null = null, day = story.acts.length): Story {
  const { subject } = story
  const { state } = subject
  const answer = mayAct(naming, subject, who, verb, outcome)
  if ('refused' in answer) return story
  const effective = verb === 'decide' ? effectiveOutcome(naming, subject, outcome!) : null
  const at = new Date(BEGIN + day * DAY)
  const stamped = effective?.stamps ? { [effective.stamps]: at.toISOString().slice(0, 10) } : {}
  const undone = verb === 'withdraw' ? state.advance!.undo : null
  const act: Act = {
    ...{ seq: state.version + 1, verb, by: who.id, byName: who.id, ...alone, org: answer.post.org, role: answer.post.role },
    ...{ from: state.stage, to: answer.to, patch: effective ? { ...effective.sets, ...stamped } : undone },
    ...{
      reason: { code: 'c', words: 'w', pins: [] },
      about: verb === 'extend' ? '2026-12-31' : null,
      outcome: effective?.name ?? null,
      at,
    },
  }
  return { subject: { ...subject, state: after(naming, state, act) }, acts: [...story.acts, act] }
}

const told = (...steps: [Actor, Verb, string?][]) =>
  steps.reduce((story, [who, verb, outcome]) => attempt(story, who, verb, outcome), begin())
const listed = () => told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'listed'])

describe('outcomes in the words of a manual', () => {
  test('each leads where it says, sets what it says and gives the time it says', () => {
    const { state } = listed().subject
    expect(state).toMatchObject({
      stage: 'drawing',
      values: { verdict: '列入名录', listedOn: '2026-01-08' },
      deadline: { on: '2026-02-08', lapses: 'removed' },
    })
    const repeated = told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'repeated']).subject.state
    expect(repeated).toMatchObject({ stage: CLOSED, deadline: null, values: { verdict: '已有同名球场' } })
    const revised = told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'revise']).subject.state
    expect(revised).toMatchObject({
      stage: 'entry',
      deadline: { on: '2026-01-15', lapses: null },
      returned: { words: 'w', step: 'verdict' },
    })
  })

  test('a second writing comes back to its own step, and once too often ends it', () => {
    const once = told(
      ...([
        [clerk, 'submit'],
        [reviewer, 'pass'],
        [judge, 'decide', 'listed'],
        [clerk, 'submit'],
        [reviewer, 'return'],
      ] as [Actor, Verb, string?][]),
    )
    expect(once.subject.state.stage).toBe('drawing')
    const again = (story: Story) => attempt(attempt(attempt(story, clerk, 'submit'), reviewer, 'pass'), judge, 'decide', 'improve')
    const improved = again(once)
    expect(improved.subject.state).toMatchObject({ stage: 'drawing', decided: { listed: 1, improve: 1 }, deadline: { lapses: null } })
    expect(again(improved).subject.state).toMatchObject({ stage: CLOSED, values: { verdict: '移出名录' } })
  })

  test('what follows by itself is offered to nobody', () => {
    const at = told(
      ...([
        [clerk, 'submit'],
        [reviewer, 'pass'],
        [judge, 'decide', 'listed'],
        [clerk, 'submit'],
        [reviewer, 'pass'],
      ] as [Actor, Verb, string?][]),
    )
    expect(
      abilities(naming, at.subject, judge)
        .map(({ outcome }) => outcome)
        .filter(Boolean),
    ).toEqual(['improve', 'permitted'])
    expect(mayAct(naming, at.subject, judge, 'decide', 'removed')).toHaveProperty('refused')
    expect(mayAct(naming, at.subject, judge, 'decide', 'constructor')).toHaveProperty('refused')
    expect(mayAct(naming, at.subject, judge, 'lapse')).toHaveProperty('refused')
  })

  test('taking a decision back restores what it set, and the time that ran before', () => {
    const before = told([clerk, 'submit'], [reviewer, 'pass']).subject.state
    const back = attempt(listed(), judge, 'withdraw').subject.state
    expect(back).toMatchObject({ stage: 'verdict', decided: {}, deadline: before.deadline, values: before.values })
  })

  test('a decision that stopped a record is taken back by the desk that took it, one that time took is not', () => {
    const stopped = told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'repeated'])
    expect(mayAct(naming, stopped.subject, clerk, 'withdraw')).toHaveProperty('refused')
    const back = attempt(stopped, judge, 'withdraw').subject.state
    expect(back).toMatchObject({ stage: 'verdict', decided: {}, deadline: null })
    expect(back.values).not.toHaveProperty('verdict')
    const { subject, acts } = listed()
    const lapse: Act = { ...acts.at(-1)!, seq: 5, verb: 'lapse', by: null, role: 'system', from: 'drawing', to: CLOSED, outcome: 'removed' }
    const removed = { ...subject, state: after(naming, subject.state, lapse) }
    expect(removed.state).toMatchObject({ stage: CLOSED, respite: null })
    expect(mayAct(naming, removed, judge, 'withdraw')).toHaveProperty('refused')
  })

  test('once the next desk has begun to write nothing is taken back', () => {
    const begun = attempt(listed(), clerk, 'save')
    expect(mayAct(naming, begun.subject, judge, 'withdraw')).toHaveProperty('refused')
  })
})

describe('time', () => {
  test('what was handled after its day stays late for good', () => {
    const late = attempt(told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'revise']), clerk, 'submit', null, 40)
    expect(late.subject.state.late).toEqual([{ step: 'entry', round: 1, org: 'north', due: '2026-01-15', on: addDays('2026-01-05', 40) }])
    expect(attempt(late, reviewer, 'pass').subject.state.late).toHaveLength(1)
  })

  test('the time a decision gave runs on through what the unit does among itself', () => {
    const month = { on: '2026-02-08', lapses: 'removed' }
    const sent = attempt(listed(), clerk, 'submit', null, 20)
    expect(sent.subject.state).toMatchObject({ stage: 'check', deadline: { lapses: null }, respite: month })
    // Its own reviewer sends it back: no new time, and what runs out still acts.
    expect(attempt(sent, reviewer, 'return', null, 22).subject.state).toMatchObject({ stage: 'drawing', deadline: month, respite: month })
    expect(attempt(sent, clerk, 'withdraw', null, 22).subject.state).toMatchObject({ stage: 'drawing', deadline: month, respite: month })
    const judged = attempt(sent, reviewer, 'pass', null, 23)
    expect(judged.subject.state).toMatchObject({ stage: 'permit', respite: null })
    expect(attempt(judged, reviewer, 'withdraw', null, 24).subject.state).toMatchObject({ stage: 'check', respite: month })
    // The deciding desk has had it: what it sends back has the time it says.
    expect(attempt(judged, judge, 'decide', 'improve', 24).subject.state).toMatchObject({ stage: 'drawing', respite: null })
    const revised = told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'revise'], [clerk, 'submit'], [reviewer, 'return'])
    expect(revised.subject.state).toMatchObject({ stage: 'entry', deadline: { on: '2026-01-15', lapses: null } })
  })

  test('what will happen is said while it can be prevented', () => {
    const said = ({ subject }: Story) => warningsOf(naming, subject.state)
    expect(said(begin())).toEqual([])
    expect(said(told([clerk, 'submit'], [reviewer, 'pass'], [judge, 'decide', 'revise']))).toEqual(['1月15日前未重新提交将记为超期'])
    expect(said(listed())).toEqual(['2月8日前未提交将移出名录'])
    const sent = attempt(listed(), clerk, 'submit')
    expect(said(sent)).toEqual(['2月8日后驳回将移出名录'])
    const judged = attempt(sent, reviewer, 'pass')
    expect(said(judged)).toEqual([])
    const improve = attempt(judged, judge, 'decide', 'improve')
    expect(said(improve)).toEqual(['再次“继续修改施工图”将移出名录'])
    expect(said(attempt(improve, clerk, 'submit'))).toEqual(['再次“继续修改施工图”将移出名录'])
    expect(said(attempt(judged, judge, 'decide', 'permitted'))).toEqual([])
  })

  test('more time is asked for by the writer and decided by the desk named', () => {
    const asked = attempt(listed(), clerk, 'extend')
    expect(asked.subject.state.extension).toMatchObject({ until: '2026-12-31', by: 'clerk' })
    expect(todosOf(naming, asked.subject).map(({ kind, org }) => `${kind} ${org}`)).toEqual(['handle north', 'extension federation'])
    expect(mayAct(naming, asked.subject, clerk, 'extend')).toHaveProperty('refused')
    expect(mayAct(naming, asked.subject, clerk, 'grant')).toHaveProperty('refused')
    expect(attempt(asked, judge, 'grant').subject.state).toMatchObject({
      extension: null,
      deadline: { on: '2026-12-31', lapses: 'removed' },
      respite: { on: '2026-12-31', lapses: 'removed' },
    })
    expect(attempt(asked, judge, 'deny').subject.state).toMatchObject({ extension: null, deadline: { on: '2026-02-08' } })
  })
})

describe('whatever people do', () => {
  const people = [
    clerk,
    reviewer,
    judge,
    actor('both', ['north', 'entry'], ['north', 'reviewer']),
    actor('all', ['north', 'entry'], ['federation', 'reviewer']),
  ]
  const verbs: Verb[] = ['save', 'submit', 'pass', 'return', 'decide', 'withdraw', 'extend', 'grant', 'deny', 'discard']
  const outcomes = ['revise', 'repeated', 'listed', 'improve', 'permitted', 'removed']
  const moves = fc.array(fc.tuple(fc.nat(people.length - 1), fc.constantFrom(...verbs), fc.constantFrom(...outcomes)), { maxLength: 60 })

  test('INV-20 acts fold to the state, R-AC-09 nobody decides on what they wrote, and values are those of the patches', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        let story = begin()
        for (const [who, verb, outcome] of steps) {
          const before = story
          story = attempt(story, people[who]!, verb, verb === 'decide' ? outcome : null)
          const act = story.acts.at(-1)!
          if (story === before || !['pass', 'return', 'decide'].includes(act.verb)) continue
          const filler = fillerOf(naming, act.from!)
          const since = before.acts.findLastIndex(
            (each) => each.to === filler && each.from !== filler && !['withdraw', 'return'].includes(each.verb) && !outcomeReturns(each),
          )
          const wrote = before.acts.slice(since).filter((each) => (each.verb === 'save' || each.verb === 'submit') && each.from === filler)
          expect(wrote.map((each) => each.by)).not.toContain(act.by)
        }
        const { state } = story.subject
        expect(canonical(fold(naming, story.acts))).toBe(canonical(state))
        expect(canonical(story.acts.reduce((values, act) => patched(values, act.patch), {}))).toBe(canonical(state.values))
        expect([...Object.keys(naming.flow), APPROVED, CLOSED, 'void']).toContain(state.stage)
        if (state.stage === 'drawing') expect(fills(naming, state.stage)).toBe(true)
      }),
      { numRuns: 800 },
    )
  })
})

const outcomeReturns = ({ outcome }: Act) => outcome !== null && outcomeOf(naming, outcome).returns === true
