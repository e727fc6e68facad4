import { isFixed, type Module, type Party } from '#kernel/module.ts'

/** What a party is called before any record names it. */
export function partyName(module: Module, party: Party): string {
  if (isFixed(party)) return party.name
  return party === 'owner' ? '填报单位' : module.fields[party]!.label
}
