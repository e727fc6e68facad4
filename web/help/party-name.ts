import { isFixed, type Fixed, type Module, type Party } from '#kernel/module.ts'
import { isFiledByOne } from '#kernel/steps.ts'

/** What a party is called before any record names it. */
export function partyName(module: Module, party: Party): string {
  if (isFixed(party)) return party.name
  if (party === 'owner') return isFiledByOne(module) ? (module.filedBy[0] as Fixed).name : '填报单位'
  const [key = '', part] = party.split('.')
  const named = module.fields[key]!
  return part === undefined ? named.label : `${named.label}的${named.options.fields[part].label}`
}
