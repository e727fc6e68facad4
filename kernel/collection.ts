import { APPROVED, CLOSED, VOID } from './act.ts'
import type { Field, LinkRule } from './field.ts'
import { ALIKE_HINT, SAME_HINT } from './hints.ts'
import { isFixed, type Module, type Party } from './module.ts'
import { fills, stepsOf } from './steps.ts'

/** What is wrong with a collection of modules, each in a sentence that names the place. The product does not start while there is any. */
export function faultsOf(modules: readonly Module[]): string[] {
  const repeated = modules.map((module) => module.path).filter((path, at, all) => all.indexOf(path) !== at)
  return [
    ...repeated.map((path) => `Two modules share the path ${path}.`),
    ...modules.flatMap((module) => moduleFaults(module, modules).map((fault) => `${module.path}: ${fault}`)),
  ]
}

function moduleFaults(module: Module, modules: readonly Module[]): string[] {
  const faults: string[] = []
  const field = (key: string, where: string) => {
    if (!Object.hasOwn(module.fields, key)) faults.push(`${where} names the field ${key}, which it does not have.`)
  }
  const party = (named: Party, where: string) => {
    if (isFixed(named) || named === 'owner') return
    const [key = '', part] = named.split('.')
    field(key, where)
    const held: Field | undefined = part === undefined ? module.fields[key] : module.fields[key]?.options.fields?.[part]
    const kind = held?.kind.name ?? (part === undefined ? undefined : 'nothing')
    if (kind !== undefined && kind !== 'org' && kind !== 'orgs') faults.push(`${where} names ${named}, which holds no organisation.`)
  }

  if (!/^[a-z][a-z-]*(\/[a-z][a-z-]*)+$/.test(module.path)) faults.push('its path is not of the form area/name.')
  field(module.title, 'title')
  module.ledger.forEach((key) => field(key, 'ledger'))
  faults.push(...repeatedLabels(module))

  const steps = stepsOf(module)
  if (steps.length === 0) faults.push('its flow has no step.')
  if (module.flow[steps[0]!] && module.flow[steps[0]!]!.at !== 'owner') faults.push('its first step is not at the owner’s desk.')
  for (const [key, step] of Object.entries(module.flow)) {
    if (key === APPROVED || key === VOID || key === CLOSED) faults.push(`a step may not be called ${key}.`)
    party(step.at, `the step ${key}`)
    step.mayCorrect?.forEach((named) => field(named, `mayCorrect of the step ${key}`))
    step.fills?.forEach((named) => field(named, `fills of the step ${key}`))
    if (step.dueOn !== undefined) field(step.dueOn, `dueOn of the step ${key}`)
    if (step.fills && step.outcomes) faults.push(`the step ${key} both fills fields and has outcomes.`)
    faults.push(...outcomeFaults(module, key))
  }
  for (const [stage, parties] of Object.entries(module.seenBy)) {
    if (stage !== APPROVED && !steps.includes(stage)) faults.push(`seenBy names the stage ${stage}, which its flow does not have.`)
    parties.forEach((named) => party(named, `seenBy of ${stage}`))
  }
  if (module.identity) {
    field(module.identity.field, 'identity')
    if (module.identity.joins) field(module.identity.joins.field, 'identity.joins')
    if (module.identity.joins) party(module.identity.joins.decidedBy, 'identity.joins')
  }
  if (module.amends) {
    party(module.amends.at, 'amends')
    module.amends.fields.forEach((key) => field(key, 'amends'))
    if (module.identity && module.amends.fields.includes(module.identity.field))
      faults.push('amends would change the field its identity is read from.')
    if (module.filedBy === 'opened') faults.push('amends what another record opened: that is amended where it was opened.')
  }
  module.directory?.fields.forEach((key) => field(key, 'directory'))
  if (module.directory) field(module.directory.by, 'directory.by')
  if (module.directory && module.fields[module.directory.by]?.kind.sortable !== true)
    faults.push(`directory.by names ${module.directory.by}, which has no order.`)
  if (module.extends) party(module.extends.decidedBy, 'extends')
  if (module.renews?.at !== undefined && !fills(module, module.renews.at))
    faults.push(`renews at ${module.renews.at}, which fills nothing.`)
  if (module.round && !isFixed(module.flow[module.round.step]?.at ?? 'owner'))
    faults.push('round is held at a desk that is not the same for every record.')
  if (module.round)
    for (const name of [module.round.picked, module.round.others])
      if (!module.flow[module.round.step]?.outcomes?.[name]) faults.push(`round names the outcome ${name}, which its step does not have.`)
  if (module.alike) field(module.alike.field, 'alike')
  for (const name of [ALIKE_HINT, SAME_HINT])
    if (Object.hasOwn(module.checks ?? {}, name)) faults.push(`a check may not be called ${name}: a hint of the system is.`)
  Object.keys(module.asks ?? {}).forEach((key) => field(key, 'asks'))
  for (const [key, each] of Object.entries(module.fields)) {
    const { kind, options } = each
    if (kind.name === 'link' || kind.name === 'links') faults.push(...linkFaults(key, options as LinkRule, modules))
    if (['q', 'stage', 'decided', 'stands', 'owner', 'sort', 'after', 'limit'].includes(key))
      faults.push(`a field may not be called ${key}: the ledger’s address uses the word.`)
  }
  return faults
}

function outcomeFaults(module: Module, key: string): string[] {
  const outcomes = module.flow[key]!.outcomes ?? {}
  return Object.entries(outcomes).flatMap(([name, outcome]) => {
    const where = `the outcome ${name}`
    const faults: string[] = []
    if (!stepsOf(module).includes(outcome.to) && outcome.to !== APPROVED && outcome.to !== CLOSED)
      faults.push(`${where} leads to ${outcome.to}, which is no step.`)
    if (outcome.returns && !fills(module, outcome.to)) faults.push(`${where} returns to ${outcome.to}, which fills nothing.`)
    const all = Object.values(module.flow).flatMap((step) => Object.keys(step.outcomes ?? {}))
    if (all.filter((each) => each === name).length > 1) faults.push(`${where} is declared twice.`)
    if (outcome.lapses !== undefined && !all.includes(outcome.lapses))
      faults.push(`${where} lapses into ${outcome.lapses}, which is no outcome.`)
    if (outcome.lapses !== undefined && outcome.within === undefined) faults.push(`${where} lapses without a time to do so.`)
    if ((outcome.times === undefined) !== (outcome.beyond === undefined) || (outcome.beyond !== undefined && !outcomes[outcome.beyond]))
      faults.push(`${where} says how often but not what then, or the other way round.`)
    // Whoever counts returns tells by the outcome that was stored, and an act stores what a decision came to.
    const shared = Object.values(outcomes).some((each) => each.beyond === outcome.beyond && !each.returns)
    if (outcome.returns && outcome.beyond !== undefined && (!outcomes[outcome.beyond]?.auto || shared))
      faults.push(`${where} comes to ${outcome.beyond}, which is also decided without returning anything.`)
    for (const set of [...Object.keys(outcome.sets ?? {}), ...(outcome.stamps ? [outcome.stamps] : [])])
      if (!module.fields[set]?.given) faults.push(`${where} sets ${set}, which is not a given field.`)
    return faults
  })
}

function linkFaults(key: string, { module, where }: LinkRule, modules: readonly Module[]): string[] {
  const target = modules.find((other) => other.path === module)
  if (!target) return [`the field ${key} links to ${module}, which is not in the collection.`]
  if (!where) return []
  const words: readonly string[] = target.fields[where.field]?.options.words ?? []
  return where.among
    .filter((word) => !words.includes(word))
    .map((word) => `the field ${key} asks for ${word} in ${where.field} of ${module}, which cannot be chosen there.`)
}

function repeatedLabels(module: Module): string[] {
  const labels = Object.values(module.fields).map((field) => field.label)
  return labels.filter((label, at) => labels.indexOf(label) !== at).map((label) => `two of its fields are called ${label}.`)
}
