import { APPROVED, CLOSED } from '#kernel/act.ts'
import { periodNames } from '#kernel/day.ts'
import { outcomeOf } from '#kernel/fold.ts'
import { menuName, type Module, type Outcome } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import { filledAt, fillerOf, fills, firstStep, renewalStep, stageAfter, stepsOf } from '#kernel/steps.ts'
import { labelOf, stageLabel } from '#kernel/workflow.ts'
import { decisionsOf, spanWords, timeWords } from '#web/help/flow-words.ts'
import { partyName } from '#web/help/party-name.ts'

type Arrow = '-->' | '-.->' | '==>'

/** One module's flow as lines of a Mermaid flowchart: its steps, every way on and back, its ends, and what it has to do with other modules. */
export function flowChart(module: Module, modules: readonly Module[]): string[] {
  const steps = stepsOf(module)
  const at = (stage: string) => (stage === APPROVED || stage === CLOSED ? stage : `s${steps.indexOf(stage) + 1}`)
  const arrow = (from: string, kind: Arrow, words: string, to: string) => `  ${at(from)} ${kind}|"${words}"| ${at(to)}`
  const others = new Map(modules.map((each, number) => [each.path, { id: `m${number + 1}`, name: menuName(each) }]))
  const box = (path: string) => `${others.get(path)!.id}[["${others.get(path)!.name}"]]`
  const ends = decisionsOf(module).some(({ to }) => to === CLOSED) ? [APPROVED, CLOSED] : [APPROVED]
  return [
    'flowchart TD',
    ...steps.map(
      (key, number) => `  ${at(key)}["${[`${number + 1} ${module.flow[key]!.label}`, ...handling(module, key)].join('<br/>')}"]`,
    ),
    ...ends.map((end) => `  ${at(end)}(["${stageLabel(module, end)}"])`),
    ...steps.flatMap((key) => waysFrom(module, key, arrow)),
    ...renewals(module, arrow),
    ...linksOf(module).map(({ label, to, step }) => `  ${box(to)} -.-|"${label}"| ${at(step)}`),
    ...openedBy(module).map((opener) => `  ${box(opener)} ==>|"下达"| ${at(firstStep(module))}`),
    ...modules.filter((each) => openedBy(each).includes(module.path)).map((each) => `  ${APPROVED} ==>|"下达"| ${box(each.path)}`),
  ]
}

/** Which module opens records of which, and which one's records name another's, for all of them in one chart. */
export function relations(modules: readonly Module[]): string[] {
  const id = (path: string) => `m${modules.findIndex((each) => each.path === path) + 1}`
  return [
    'flowchart LR',
    ...modules.map((module) => `  ${id(module.path)}["${menuName(module)}"]`),
    ...modules.flatMap((module) => [
      ...openedBy(module).map((opener) => `  ${id(opener)} ==>|"下达"| ${id(module.path)}`),
      ...linksOf(module).map(({ label, to }) => `  ${id(to)} -.->|"${label}"| ${id(module.path)}`),
    ]),
  ]
}

const handling = (module: Module, key: string) => {
  const { at, by } = module.flow[key]!
  return [`${partyName(module, at)} · ${roleNames[by]}`, ...[timeWords(module, key) ?? []].flat()]
}

type Draw = (from: string, kind: Arrow, words: string, to: string) => string

function waysFrom(module: Module, key: string, arrow: Draw): string[] {
  const outcomes = Object.values(module.flow[key]!.outcomes ?? {})
  if (outcomes.length > 0) return outcomes.flatMap((outcome) => decided(module, key, outcome, arrow))
  const next = stageAfter(module, key)
  if (fills(module, key)) return [arrow(key, '-->', labelOf(module, key, 'submit'), next)]
  return [arrow(key, '-->', labelOf(module, key, 'pass'), next), arrow(key, '-.->', '驳回', fillerOf(module, key))]
}

/** A decision, what follows when the time it gives has passed, and what it turns into once it was taken often enough. */
function decided(module: Module, key: string, outcome: Outcome, arrow: Draw): string[] {
  const { label, to, returns, within, lapses, times, beyond, auto } = outcome
  if (auto) return []
  const words = within ? `${label}<br/>限 ${spanWords(within)}办理` : label
  const after = (name: string, when: string, from: string) => {
    const follows = outcomeOf(module, name)
    return arrow(from, '-.->', `${when}：${follows.label}`, follows.to)
  }
  return [
    arrow(key, returns ? '-.->' : '-->', words, to),
    ...(lapses ? [after(lapses, '超期', to)] : []),
    ...(times !== undefined && beyond ? [after(beyond, `“${label}”第 ${times + 1} 次`, key)] : []),
  ]
}

function renewals(module: Module, arrow: Draw): string[] {
  const { renews } = module
  if (!renews) return []
  const at = renewalStep(module)
  if (!renews.every) return [arrow(APPROVED, '-.->', renews.label, at)]
  return [
    arrow(APPROVED, '-.->', `每${periodNames[renews.every]}：${renews.label}`, at),
    arrow(APPROVED, '-.->', labelOf(module, APPROVED, 'unchanged'), stageAfter(module, at)),
  ]
}

/** Fields that name records of another module, with the step at which somebody chooses them. */
function linksOf(module: Module): { label: string; to: string; step: string }[] {
  return Object.entries(module.fields).flatMap(([key, field]) => {
    if (field.given || !['link', 'links'].includes(field.kind.name)) return []
    const step = stepsOf(module).find((each) => fills(module, each) && filledAt(module, each).includes(key))!
    return [{ label: field.label, to: field.options.module as string, step }]
  })
}

/** The modules whose records open this one's: the opened record names its opener. */
function openedBy(module: Module): string[] {
  if (module.filedBy !== 'opened') return []
  return Object.values(module.fields).flatMap(({ kind, given, options }) =>
    given && kind.name === 'link' ? [options.module as string] : [],
  )
}
