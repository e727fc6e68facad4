import type { AnyValues } from '#kernel/field.ts'
import { isFixed, type Module, type Party } from '#kernel/module.ts'

type Standing = { owner: string; values: AnyValues }

/** Whom a party of a declaration means on a record, read from the declaration's words alone and not by what the product works with. */
export function named(party: Party, { owner, values }: Standing): string[] {
  if (isFixed(party)) return [party.fixed]
  if (party === 'owner') return [owner]
  const [key, part] = party.split('.') as [string, string?]
  const held: unknown[] = Array.isArray(values[key]) ? values[key] : values[key] === undefined ? [] : [values[key]]
  const orgs = part === undefined ? held : held.flatMap((row) => (row as AnyValues)[part] as unknown)
  return [...new Set(orgs.filter((org): org is string => typeof org === 'string'))]
}

/** Every party a declaration names anywhere. */
export function partiesOf(module: Module): Party[] {
  const { flow, seenBy, amends, identity } = module
  const more = [amends?.at, identity?.joins?.decidedBy, module.extends?.decidedBy].filter((party) => party !== undefined)
  return ['owner', ...Object.values(flow).map(({ at }) => at), ...Object.values(seenBy).flat(), ...more]
}
