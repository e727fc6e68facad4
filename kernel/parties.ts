import { APPROVED, VOID, type Subject } from './act.ts'
import { EVERYONE, orgsOf, type Actor } from './org.ts'
import { isFixed, type Module, type Party } from './module.ts'
import { stepsOf } from './steps.ts'

/** The organisations a party stands for on this record. */
export function partyOrgs(party: Party, subject: Subject): string[] {
  if (isFixed(party)) return [party.fixed]
  if (party === 'owner') return [subject.owner]
  const named = subject.state.values[party]
  return named === undefined ? [] : Array.isArray(named) ? named : [named]
}

/**
 * Who may see a record: its owner, and everyone named for a stage it has reached. This list is the whole rule;
 * the database keeps it as rows of `sight`, so that a list query and this function cannot disagree.
 */
export function sightOf(module: Module, subject: Subject): string[] {
  const { stage, reached } = subject.state
  if (stage === VOID) return []
  const stages = [...stepsOf(module), APPROVED].slice(0, reached + 1)
  const parties = stages.flatMap((key) => [...(module.flow[key] ? [module.flow[key].at] : []), ...(module.seenBy[key] ?? [])])
  return [...new Set([subject.owner, ...parties.flatMap((party) => partyOrgs(party, subject))])].sort()
}

export function sees(module: Module, subject: Subject, actor: Actor): boolean {
  const mine = viewerOrgs(module, actor)
  return sightOf(module, subject).some((org) => mine.includes(org))
}

/** The rows of `sight` a person looks through: their organisations', and everybody's where a business is published to all. */
export function viewerOrgs(module: Module, actor: Actor): string[] {
  const published = Object.values(module.seenBy).some((parties) => parties.some((party) => isFixed(party) && party.fixed === EVERYONE))
  return published ? anyViewerOrgs(actor) : orgsOf(actor)
}

/** The same whatever the business: only what is published has rows that are everybody's. */
export function anyViewerOrgs(actor: Actor): string[] {
  const mine = orgsOf(actor)
  return mine.length > 0 ? [...mine, EVERYONE] : mine
}
