import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APPROVED, type Act, type Subject, type Verb } from './act.ts'
import { after, canonical, fold, patchBetween, patched } from './fold.ts'
import type { Module, Step } from './module.ts'
import type { Actor, BusinessRole, Role } from './org.ts'
import { sees, sightOf } from './parties.ts'
import { match, naming, tournament } from './testing/club.ts'
import { todosOf } from './todo.ts'
import { abilities, doneLabel, labelOf, mayAct } from './workflow.ts'
import { firstStep } from './steps.ts'

const values = {
  title: '公开赛',
  code: 'A',
  surface: '硬地',
  host: 'hall',
  clubs: ['north', 'south'],
  ball: 'green',
  startsOn: '2026-06-01',
}
const actor = (id: string, ...posts: [string, Role][]): Actor => ({ id, name: id, posts: posts.map(([org, role]) => ({ org, role })) })

function begin(module: Module, by: Actor, owner: string): { subject: Subject; acts: Act[] } {
  const act: Act = {
    seq: 1,
    verb: module.filedBy === 'opened' ? 'open' : 'create',
    by: by.id,
    byName: by.name,
    org: owner,
    role: 'entry',
    from: null,
    to: firstStep(module),
    patch: values,
    reason: null,
    about: null,
    outcome: null,
    at: new Date(0),
  }
  return { subject: { id: 'r', owner, state: fold(module, [act]) }, acts: [act] }
}

/** Performs the verb if it is allowed; whatever happens, the story goes on. */
function attempt(module: Module, story: { subject: Subject; acts: Act[] }, who: Actor, verb: Verb) {
  const answer = mayAct(module, story.subject, who, verb)
  if ('refused' in answer) return story
  const { state } = story.subject
  const act: Act = {
    seq: state.version + 1,
    verb,
    by: who.id,
    byName: who.name,
    org: answer.post.org,
    role: answer.post.role,
    from: state.stage,
    to: answer.to,
    patch: null,
    reason: { code: 'c', words: 'w', pins: [] },
    about: null,
    outcome: null,
    at: new Date(state.version * 1000),
  }
  return { subject: { ...story.subject, state: after(module, state, act) }, acts: [...story.acts, act] }
}

const roles: BusinessRole[] = ['entry', 'reviewer', 'leader', 'module-admin']
const orgIds = ['north', 'south', 'east', 'hall', 'federation']
const people = fc
  .array(fc.array(fc.tuple(fc.constantFrom(...orgIds), fc.constantFrom(...roles)), { maxLength: 4 }), { minLength: 1, maxLength: 6 })
  .map((posts) => posts.map((held, at) => actor(`p${at}`, ...held)))
const verbs: Verb[] = ['save', 'submit', 'pass', 'return', 'withdraw', 'renew', 'unchanged', 'discard', 'amend']
const moves = fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...verbs)), { maxLength: 40 })

describe('R-AC-09 nobody reviews their own', () => {
  test.each([tournament, match])('whatever posts people hold and in whatever order they act: $name', (module) => {
    fc.assert(
      fc.property(people, moves, (who, steps) => {
        let story = begin(module, who[0]!, 'north')
        for (const [at, verb] of steps) story = attempt(module, story, who[at % who.length]!, verb)
        let hands: string[] = module.filedBy === 'opened' ? [] : [story.acts[0]!.by!]
        for (const act of story.acts.slice(1)) {
          if (act.verb === 'renew' || act.verb === 'unchanged') hands = []
          if (act.verb === 'save' || act.verb === 'submit' || act.verb === 'unchanged') hands.push(act.by!)
          if (act.verb === 'pass' || act.verb === 'return') expect(hands).not.toContain(act.by)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('nor do those who wrote what a decision sends round once more without calling it a return', () => {
    const { entry, review, verdict } = naming.flow
    const module: Module = {
      ...naming,
      flow: {
        entry: entry!,
        review: review!,
        verdict: { ...verdict!, outcomes: { again: { label: '再报', meaning: '', to: 'entry' } } },
      },
    }
    const [writer, other] = [
      actor('writer', ['north', 'entry'], ['north', 'reviewer']),
      actor('other', ['north', 'entry'], ['north', 'reviewer']),
    ]
    const judge = actor('judge', ['federation', 'reviewer'])
    let { subject } = begin(module, writer, 'north')
    const act = (who: Actor, verb: Verb, outcome: string | null = null) => {
      const answer = mayAct(module, subject, who, verb, outcome)
      if ('refused' in answer) return answer.refused.code
      const { state } = subject
      const done: Act = {
        ...{ seq: state.version + 1, verb, by: who.id, byName: who.name, org: answer.post.org, role: answer.post.role, from: state.stage },
        ...{ to: answer.to, patch: null, reason: null, about: null, outcome, at: new Date(state.version * 1000) },
      }
      subject = { ...subject, state: after(module, state, done) }
      return subject.state.stage
    }
    expect([act(writer, 'submit'), act(other, 'pass'), act(judge, 'decide', 'again')]).toEqual(['review', 'verdict', 'entry'])
    // Whoever sends it on as it stands has written none of it.
    expect([act(other, 'submit'), act(writer, 'pass')]).toEqual(['review', 'OWN_SUBMISSION'])
  })

  test('someone who is both clerk and reviewer of a unit is told so, and the to-do does not offer it', () => {
    const both = actor('both', ['north', 'entry'], ['north', 'reviewer'])
    const story = attempt(tournament, begin(tournament, both, 'north'), both, 'submit')
    expect(abilities(tournament, story.subject, both).find((ability) => ability.verb === 'pass')?.refused?.code).toBe('OWN_SUBMISSION')
    expect(todosOf(tournament, story.subject)).toMatchObject([{ kind: 'handle', org: 'north', role: 'reviewer', notFor: ['both'] }])
  })
})

describe('INV-04, INV-20 a stage is what the acts add up to', () => {
  test('every story runs along legal edges and folds to the state it reached', () => {
    fc.assert(
      fc.property(people, moves, (who, steps) => {
        let story = begin(tournament, who[0]!, 'north')
        for (const [at, verb] of steps) story = attempt(tournament, story, who[at % who.length]!, verb)
        expect(canonical(fold(tournament, story.acts))).toBe(canonical(story.subject.state))
        story.acts.slice(1).forEach((act, at) => expect(act.from).toBe(story.acts[at]!.to))
        expect(story.acts.map((act) => act.seq)).toEqual(story.acts.map((_, at) => at + 1))
      }),
      { numRuns: 500 },
    )
  })
})

describe('who sees what', () => {
  const clerk = actor('c', ['north', 'entry'])
  test('a draft is its owner’s; what was filed is its reviewers’; what was distributed is every club’s', () => {
    let story = begin(tournament, clerk, 'north')
    expect(sightOf(tournament, story.subject)).toEqual(['north'])
    story = attempt(tournament, story, clerk, 'submit')
    expect(sightOf(tournament, story.subject)).toEqual(['federation', 'north'])
    story = attempt(tournament, story, actor('r', ['north', 'reviewer']), 'pass')
    expect(sightOf(tournament, story.subject)).toEqual(['federation', 'hall', 'north'])
    story = attempt(tournament, story, actor('h', ['hall', 'entry']), 'pass')
    expect(story.subject.state.stage).toBe(APPROVED)
    expect(sightOf(tournament, story.subject)).toEqual(['federation', 'hall', 'north', 'south'])
  })

  test('a return hides nothing from those who have seen it', () => {
    let story = attempt(tournament, begin(tournament, clerk, 'north'), clerk, 'submit')
    story = attempt(tournament, story, actor('r', ['north', 'reviewer']), 'pass')
    story = attempt(tournament, story, actor('h', ['hall', 'entry']), 'return')
    expect(story.subject.state.stage).toBe('entry')
    expect(sees(tournament, story.subject, actor('h', ['hall', 'entry']))).toBe(true)
  })

  test('R-AC-06 no post, no sight; an administrator has no business sight', () => {
    const { subject } = begin(tournament, clerk, 'north')
    expect(sees(tournament, subject, actor('nobody'))).toBe(false)
    expect(sees(tournament, subject, actor('admin', ['north', 'system-admin']))).toBe(false)
  })

  test('a leader sees and does nothing', () => {
    const story = attempt(tournament, begin(tournament, clerk, 'north'), clerk, 'submit')
    const leader = actor('l', ['north', 'leader'])
    expect(sees(tournament, story.subject, leader)).toBe(true)
    expect(abilities(tournament, story.subject, leader)).toEqual([])
  })
})

describe('a step says itself what handling it is called', () => {
  const assigned: Module = {
    ...tournament,
    flow: { ...tournament.flow, entry: { ...(tournament.flow.entry as Step), does: { label: '交办', done: '交办' } } },
  }
  const clerk = actor('c', ['north', 'entry'])
  const labelsOf = (module: Module, subject: Subject, who: Actor) =>
    Object.fromEntries(abilities(module, subject, who).map(({ verb, label }) => [verb, label]))

  test('the first of submitting', () => {
    expect(labelsOf(tournament, begin(tournament, clerk, 'north').subject, clerk)).toEqual({
      submit: '提交',
      save: '暂存',
      discard: '作废草稿',
    })
    expect(labelsOf(assigned, begin(assigned, clerk, 'north').subject, clerk)).toMatchObject({ submit: '交办', save: '暂存' })
    expect([doneLabel(tournament, 'entry'), doneLabel(assigned, 'entry')]).toEqual(['提交', '交办'])
  })

  test('each later one of passing, whatever the first is called', () => {
    const story = attempt(assigned, begin(assigned, clerk, 'north'), clerk, 'submit')
    expect(labelsOf(assigned, story.subject, actor('r', ['north', 'reviewer']))).toEqual({ pass: '通过', return: '驳回' })
    expect([labelOf(assigned, 'host', 'pass'), doneLabel(assigned, 'review'), doneLabel(assigned, 'host')]).toEqual([
      '确认开赛',
      '通过',
      '确认开赛',
    ])
  })
})

test('a report that follows what happens is begun at any time, reminds nobody and has no 无变化', () => {
  const whenever: Module = { ...match, renews: { label: '更新成绩', until: (it) => it.status === '已结束' } }
  const [clerk, reviewer] = [actor('c', ['north', 'entry']), actor('r', ['north', 'reviewer'])]
  let story = attempt(whenever, begin(whenever, clerk, 'north'), clerk, 'submit')
  story = attempt(whenever, story, reviewer, 'pass')
  story = attempt(whenever, story, actor('f', ['federation', 'reviewer']), 'pass')
  expect(story.subject.state.stage).toBe(APPROVED)
  expect(todosOf(whenever, story.subject)).toEqual([])
  expect(abilities(whenever, story.subject, clerk).map(({ verb }) => verb)).toEqual(['renew'])
  const { state } = attempt(whenever, story, clerk, 'renew').subject
  expect(state).toMatchObject({ stage: 'entry', round: 2, deadline: { on: '1970-01-31' } })
})

test('a patch leads from one set of values to the other, clearing what is gone', () => {
  const set = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.string(), fc.array(fc.string())))
  fc.assert(
    fc.property(set, set, (before, next) => {
      expect(canonical(patched(before, patchBetween(before, next)))).toBe(canonical(next))
    }),
  )
})
