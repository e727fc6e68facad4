import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APPROVED, type Act, type Subject, type Verb } from './act.ts'
import { after, canonical, fold, patchBetween, patched } from './fold.ts'
import type { Module, Step } from './module.ts'
import { deputableRoles, type Actor, type BusinessRole, type Post, type Role } from './org.ts'
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
    forPerson: null,
    forName: null,
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
    forPerson: answer.post.for?.id ?? null,
    forName: answer.post.for?.name ?? null,
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
const peopleOf = (orgs: readonly string[], held: readonly BusinessRole[]) =>
  fc
    .array(fc.array(fc.tuple(fc.constantFrom(...orgs), fc.constantFrom(...held)), { maxLength: 4 }), { minLength: 1, maxLength: 6 })
    .map((posts) => posts.map((each, at) => actor(`p${at}`, ...each)))
const people = peopleOf(orgIds, roles)
/** Colleagues who write and review, some of whom stand in for others, with what these hold themselves. */
const deputies = fc
  .tuple(
    peopleOf(['north', 'north', 'hall'], ['entry', 'reviewer']),
    fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 4 }),
  )
  .map(([all, pairs]) =>
    all.map((who, at): Actor => {
      const principals = pairs.flatMap(([deputy, principal]) =>
        deputy === at && principal !== at && all[principal] ? [all[principal]] : [],
      )
      return { ...who, posts: [...who.posts, ...principals.flatMap((principal) => inPlaceOf(principal))] }
    }),
  )
const inPlaceOf = ({ id, name, posts }: Actor): Post[] =>
  posts.filter((post) => (deputableRoles as readonly Role[]).includes(post.role)).map((post) => ({ ...post, for: { id, name } }))
const verbs: Verb[] = ['save', 'submit', 'pass', 'return', 'withdraw', 'renew', 'unchanged', 'discard', 'amend']
const moves = fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...verbs)), { maxLength: 40, size: 'max' })

describe('R-AC-09 nobody reviews their own', () => {
  test.each([tournament, match])('whatever posts people hold and in whatever order they act: $name', (module) => {
    fc.assert(
      fc.property(fc.oneof(people, deputies), moves, (who, steps) => {
        let story = begin(module, who[0]!, 'north')
        for (const [at, verb] of steps) story = attempt(module, story, who[at % who.length]!, verb)
        let hands: (string | null)[] = module.filedBy === 'opened' ? [] : [story.acts[0]!.by!]
        for (const act of story.acts.slice(1)) {
          if (act.verb === 'renew' || act.verb === 'unchanged') hands = []
          if (act.verb === 'save' || act.verb === 'submit' || act.verb === 'unchanged') hands.push(act.by!, act.forPerson)
          if (act.verb !== 'pass' && act.verb !== 'return') continue
          expect(hands).not.toContain(act.by)
          if (act.forPerson !== null) expect(hands).not.toContain(act.forPerson)
        }
      }),
      { numRuns: 2000 },
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
        ...{
          forPerson: null,
          forName: null,
          to: answer.to,
          patch: null,
          reason: null,
          about: null,
          outcome,
          at: new Date(state.version * 1000),
        },
      }
      subject = { ...subject, state: after(module, state, done) }
      return subject.state.stage
    }
    expect([act(writer, 'submit'), act(other, 'pass'), act(judge, 'decide', 'again')]).toEqual(['review', 'verdict', 'entry'])
    // Whoever sends it on as it stands has written none of it.
    expect([act(other, 'submit'), act(writer, 'pass')]).toEqual(['review', 'OWN_SUBMISSION'])
  })

  test('the stories above are not only of people who act for themselves', () => {
    const reviews = fc.sample(fc.tuple(deputies, moves), { numRuns: 2000, seed: 11 }).flatMap(([who, steps]) => {
      let story = begin(tournament, who[0]!, 'north')
      for (const [at, verb] of steps) story = attempt(tournament, story, who[at % who.length]!, verb)
      return story.acts.filter((act) => act.forPerson !== null).map((act) => act.verb)
    })
    for (const verb of ['save', 'submit', 'pass', 'return']) expect(reviews).toContain(verb)
  })

  describe('with deputies', () => {
    const chief = actor('chief', ['north', 'entry'], ['north', 'reviewer'])
    const deputy: Actor = { id: 'deputy', name: '李四', posts: [{ org: 'north', role: 'entry' }, ...inPlaceOf(chief)] }
    const refusedFor = (subject: Subject, who: Actor) => abilities(tournament, subject, who).find(({ verb }) => verb === 'pass')?.refused

    test('what the principal filed, the deputy does not pass in their place, and is told so', () => {
      const story = attempt(tournament, begin(tournament, chief, 'north'), chief, 'submit')
      expect(refusedFor(story.subject, deputy)).toEqual({
        code: 'OWN_SUBMISSION',
        message: '不能代chief审核其本人填报的内容，请由本单位其他人员办理。',
      })
    })

    test('what the deputy filed in the principal’s place, the principal does not pass either', () => {
      const clerk: Actor = { id: 'clerk', name: '王五', posts: inPlaceOf(chief).filter(({ role }) => role === 'entry') }
      const story = attempt(tournament, begin(tournament, actor('other', ['north', 'entry']), 'north'), clerk, 'submit')
      expect(story.acts.at(-1)).toMatchObject({ by: 'clerk', forPerson: 'chief', forName: 'chief' })
      expect(story.subject.state.hands).toEqual({ entry: ['other', 'clerk', 'chief'] })
      expect(refusedFor(story.subject, chief)?.code).toBe('OWN_SUBMISSION')
    })

    test('a reviewer of their own right goes on reviewing what somebody filed for whom they stand in as a clerk', () => {
      const reviewer: Actor = {
        id: 'reviewer',
        name: '赵六',
        posts: [{ org: 'north', role: 'reviewer' }, ...inPlaceOf(actor('absent', ['north', 'entry']))],
      }
      const absent = actor('absent', ['north', 'entry'])
      const filed = attempt(tournament, begin(tournament, absent, 'north'), absent, 'submit')
      const passed = attempt(tournament, filed, reviewer, 'pass')
      expect(passed.acts.at(-1)).toMatchObject({ verb: 'pass', by: 'reviewer', forPerson: null })
      // Not what they have written for that person meanwhile.
      const returned = attempt(tournament, filed, reviewer, 'return')
      const rewritten = attempt(tournament, returned, reviewer, 'submit')
      expect(rewritten.acts.at(-1)).toMatchObject({ verb: 'submit', by: 'reviewer', forPerson: 'absent' })
      expect(refusedFor(rewritten.subject, reviewer)?.code).toBe('OWN_SUBMISSION')
    })

    test('of two they stand in for, the one who did not file it', () => {
      const second = actor('second', ['north', 'reviewer'])
      const both: Actor = { id: 'both', name: '孙七', posts: [...inPlaceOf(chief), ...inPlaceOf(second)] }
      const filed = attempt(tournament, begin(tournament, chief, 'north'), chief, 'submit')
      expect(attempt(tournament, filed, both, 'pass').acts.at(-1)).toMatchObject({ verb: 'pass', by: 'both', forPerson: 'second' })
    })
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
