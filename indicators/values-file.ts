import type { Scheme } from './scheme.ts'
import type { Unit } from './values.ts'

/** The units of a computation as the file that `npm run score -- --values` reads: with it and the scheme anybody comes to the same scores. */
export function valuesFileOf({ indicators }: Scheme, units: readonly Unit[]): { units: Unit[] } {
  return {
    units: units.map(({ id, name, group, values }) => ({
      ...{ id, name },
      ...(group === undefined ? {} : { group }),
      values: Object.fromEntries(indicators.map((indicator) => [indicator.id, values[indicator.id] ?? null])),
    })),
  }
}
